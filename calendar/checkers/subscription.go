package checkers

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Subscription is a calendar that follows a feed as people's own do: vdirsyncer fetches
// it into a folder, and khal shows what is there.
type Subscription struct {
	folder           string
	vdirsyncer, khal string
}

// Subscribe begins to follow the feed at an address. It skips t like [Run].
func Subscribe(t testing.TB, address string) *Subscription {
	t.Helper()
	s := &Subscription{folder: t.TempDir()}
	for name, program := range map[string]*string{"vdirsyncer": &s.vdirsyncer, "khal": &s.khal} {
		found, err := exec.LookPath(name)
		if err != nil {
			skip(t, fmt.Errorf("%s (Debian: %s) is %w", name, name, errMissing))
		}
		*program = found
	}
	if err := os.Mkdir(s.in("calendar"), 0o700); err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{
		"vdirsyncer.conf": fmt.Sprintf(`[general]
status_path = %q

[pair feed]
a = "web"
b = "disk"
collections = null
conflict_resolution = "a wins"

[storage web]
type = "http"
url = %q

[storage disk]
type = "filesystem"
path = %q
fileext = ".ics"
`, s.in("status"), address, s.in("calendar")),
		"khal.conf": fmt.Sprintf(`[calendars]
[[feed]]
path = %s
readonly = True

[sqlite]
path = %s

[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %%H:%%M
dateformat = %%Y-%%m-%%d
longdateformat = %%Y-%%m-%%d
datetimeformat = %%Y-%%m-%%dT%%H:%%M
longdatetimeformat = %%Y-%%m-%%dT%%H:%%M
`, s.in("calendar"), s.in("khal.db")),
	}
	for name, content := range settings {
		if err := os.WriteFile(s.in(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.run(t, s.vdirsyncer, "-c", s.in("vdirsyncer.conf"), "discover", "feed")
	return s
}

func (s *Subscription) in(name string) string { return filepath.Join(s.folder, name) }

func (s *Subscription) run(t testing.TB, program string, args ...string) string {
	t.Helper()
	output, err := run(t.Context(), program, args...)
	if err != nil {
		t.Fatal(err)
	}
	return string(output)
}

// separator stands between what khal prints of an event; no text of a feed has it.
const separator = "\x1f"

// Look fetches the feed and returns what the calendar shows from a day on, for a year, by
// the last part of each event's URL: vdirsyncer gives what it fetches UIDs of its own. It
// knows no SEQUENCE.
func (s *Subscription) Look(t testing.TB, from time.Time) map[string]Event {
	t.Helper()
	s.run(t, s.vdirsyncer, "-c", s.in("vdirsyncer.conf"), "sync")
	const ends = "\x1e"
	format := strings.Join([]string{"{url}", "{title}", "{location}", "{status}", "{start-long}", "{end-long}"}, separator) + ends
	output := s.run(t, s.khal, "-c", s.in("khal.conf"), "list", "--once", "--day-format", "", "--format", format, from.Format("2006-01-02"), "365d")
	found := map[string]Event{}
	for entry := range strings.SplitSeq(output, ends) {
		if strings.TrimSpace(entry) == "" {
			continue
		}
		parts := strings.Split(strings.TrimLeft(entry, "\n"), separator)
		if len(parts) != 6 {
			t.Fatalf("khal prints %q", entry)
		}
		e := Event{UID: path.Base(parts[0]), Summary: parts[1], Location: parts[2], Status: strings.TrimSpace(parts[3])}
		var faults [2]error
		e.Start, faults[0] = time.Parse("2006-01-02T15:04", parts[4])
		e.End, faults[1] = time.Parse("2006-01-02T15:04", parts[5])
		if err := errors.Join(faults[:]...); err != nil {
			t.Fatalf("khal prints %q: %v", entry, err)
		}
		found[e.UID] = e
	}
	return found
}
