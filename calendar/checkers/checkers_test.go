package checkers

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func good(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "good.ics"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// empty is the good feed without its events, as in a month without visits.
func empty(t *testing.T) string {
	t.Helper()
	head, _, _ := strings.Cut(good(t), "BEGIN:VEVENT")
	return head + "END:VCALENDAR\r\n"
}

func TestGoodFeedsPass(t *testing.T) {
	t.Run("with events", func(t *testing.T) { Run(t, []byte(good(t))) })
	t.Run("without events", func(t *testing.T) { Run(t, []byte(empty(t))) })
}

// TestBadFeedsAreRefused breaks the good feed in one place and names the checkers
// that must see it. What only one of four sees is why there are four.
func TestBadFeedsAreRefused(t *testing.T) {
	tests := []struct {
		name     string
		old, new string // the first old becomes new
		by       map[string]string
	}{
		{"no UID", "UID:summer\r\n", "", map[string]string{
			"libical": "UID", "vobject and icalendar": "UID", "ical.js": "no UID", "go-ical": "UID"}},
		{"no DTSTAMP", "DTSTAMP:20261101T080000Z\r\n", "", map[string]string{
			"libical": "DTSTAMP", "vobject and icalendar": "DTSTAMP", "go-ical": "DTSTAMP"}},
		{"no DTSTART", "DTSTART;TZID=Europe/Stockholm:20260710T150000\r\n", "", map[string]string{
			"libical": "DTSTART", "ical.js": "summer: no dtstart"}},
		{"two summaries", "STATUS:CANCELLED\r\n", "STATUS:CANCELLED\r\nSUMMARY:En till\r\n", map[string]string{
			"libical": "SUMMARY", "vobject and icalendar": "SUMMARY", "go-ical": "SUMMARY"}},
		{"a time that is none", "DTEND;TZID=Europe/Stockholm:20260710T180000", "DTEND;TZID=Europe/Stockholm:kl. 18", map[string]string{
			"libical": "DTEND", "vobject and icalendar": "kl. 18", "ical.js": "summer"}},
		{"an undeclared zone", "DTSTART;TZID=Europe/Stockholm:20260710", "DTSTART;TZID=Europe/Solna:20260710", map[string]string{
			"ical.js": "Europe/Solna, which the file does not declare"}},
		{"a floating time", "DTSTART;TZID=Europe/Stockholm:20260710", "DTSTART:20260710", map[string]string{
			"ical.js": "no zone"}},
		{"a line that is no property", "STATUS:CANCELLED\r\n", "STATUS:CANCELLED\r\nhej\r\n", map[string]string{
			"libical": "hej", "vobject and icalendar": "hej", "ical.js": "hej", "go-ical": "missing colon"}},
		{"an unknown status", "STATUS:CANCELLED", "STATUS:DRAFT", map[string]string{
			"libical": "STATUS"}},
		{"a part closed as another", "BEGIN:DAYLIGHT", "BEGIN:VALARM", map[string]string{
			"vobject and icalendar": "VALARM", "go-ical": "VALARM"}},
		{"no END", "END:VCALENDAR\r\n", "", map[string]string{
			"libical": "not exactly one VCALENDAR", "vobject and icalendar": "never closed",
			"ical.js": "did not end", "go-ical": "EOF"}},
		{"two calendars", "END:VCALENDAR\r\n", "END:VCALENDAR\r\n" + empty(t), map[string]string{
			"libical": "not exactly one VCALENDAR", "vobject and icalendar": "2 calendars",
			"ical.js": "not exactly one VCALENDAR", "go-ical": "more follows"}},
		{"nothing at all", good(t), "", map[string]string{
			"libical": "not exactly one VCALENDAR", "vobject and icalendar": "StopIteration",
			"ical.js": "not exactly one VCALENDAR", "go-ical": "EOF"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ics := strings.Replace(good(t), test.old, test.new, 1)
			if ics == good(t) {
				t.Fatal("the change does not apply to the good feed")
			}
			file := write(t, []byte(ics))
			for _, c := range all {
				err := c.check(t.Context(), file)
				if errors.Is(err, errMissing) {
					skip(t, err)
				}
				words, must := test.by[c.name]
				t.Logf("%s says: %v", c.name, err)
				if must && (err == nil || !strings.Contains(err.Error(), words)) {
					t.Errorf("%s says %v, want a refusal with %q", c.name, err, words)
				}
			}
		})
	}
}

func TestTimes(t *testing.T) {
	times := Times(t, []byte(good(t)))
	hour := func(year int, month time.Month, day, hour int) time.Time {
		return time.Date(year, month, day, hour, 0, 0, 0, time.UTC)
	}
	want := map[string][2]time.Time{
		"summer": {hour(2026, time.July, 10, 13), hour(2026, time.July, 10, 16)},
		"winter": {hour(2026, time.November, 24, 14), hour(2026, time.November, 24, 17)},
	}
	if fmt.Sprint(times) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", times, want)
	}
}

// witness stands in for a test and remembers what became of it.
type witness struct {
	testing.TB
	failed, stopped, skipped bool
	said                     string
}

func (w *witness) Helper() {}

func (w *witness) Errorf(format string, args ...any) {
	w.failed = true
	w.said += fmt.Sprintf(format, args...) + "\n"
}

func (w *witness) Fatalf(format string, args ...any) {
	w.Errorf(format, args...)
	w.stop()
}

func (w *witness) Fatal(args ...any) {
	w.Errorf("%s", fmt.Sprint(args...))
	w.stop()
}

func (w *witness) Skip(args ...any) {
	w.skipped = true
	w.said += fmt.Sprint(args...) + "\n"
	w.stop()
}

func (w *witness) stop() {
	w.stopped = true
	runtime.Goexit()
}

// watch runs f as a test would and returns what became of it.
func watch(t *testing.T, f func(t testing.TB)) *witness {
	w := &witness{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(w)
	}()
	<-done
	return w
}

func TestRunTellsWhoRefuses(t *testing.T) {
	Run(t, []byte(good(t))) // skips here where a checker is missing
	ics := strings.Replace(good(t), "UID:summer\r\n", "", 1)
	w := watch(t, func(t testing.TB) { Run(t, []byte(ics)) })
	if !w.failed {
		t.Error("a feed without a UID passed")
	}
	for _, c := range all {
		if !strings.Contains(w.said, c.name+" refuses") {
			t.Errorf("%s is not named in:\n%s", c.name, w.said)
		}
	}
}

func TestTimesRefusesTwins(t *testing.T) {
	Times(t, []byte(good(t))) // skips here where ical.js is missing
	ics := strings.Replace(good(t), "UID:summer", "UID:winter", 1)
	w := watch(t, func(t testing.TB) { Times(t, []byte(ics)) })
	if !w.stopped || !strings.Contains(w.said, "winter comes twice") {
		t.Errorf("two events with one UID: said %q", w.said)
	}
}

// TestMissingToolSkipsOnlyWhereAllowed takes the PATH away, and with it the
// compiler and node.
func TestMissingToolSkipsOnlyWhereAllowed(t *testing.T) {
	ics := []byte(good(t))
	for _, everything := range []bool{false, true} {
		t.Run(fmt.Sprintf("everything=%t", everything), func(t *testing.T) {
			t.Setenv("PATH", t.TempDir())
			t.Setenv("POLISKONTOR_TEST_ALL", map[bool]string{true: "1"}[everything])
			for name, f := range map[string]func(t testing.TB){
				"Run":   func(t testing.TB) { Run(t, ics) },
				"Times": func(t testing.TB) { Times(t, ics) },
			} {
				w := watch(t, f)
				if w.skipped == everything || w.failed != everything {
					t.Errorf("%s: skipped %t, failed %t, said %q", name, w.skipped, w.failed, w.said)
				}
			}
		})
	}
}
