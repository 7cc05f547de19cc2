package calendar

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poliskontor/calendar/icstest"
	"poliskontor/scheduling"
)

var update = flag.Bool("update", false, "write what the feeds are now to testdata")

func golden(name string) string { return filepath.Join("testdata", name+".ics") }

func render(t testing.TB, feed Feed) []byte {
	t.Helper()
	written, err := Render(feed, site)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func TestRenderGoldens(t *testing.T) {
	for name, feed := range cases(t) {
		t.Run(name, func(t *testing.T) {
			got := render(t, feed)
			icstest.Check(t, got)
			if *update {
				if err := os.WriteFile(golden(name), got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden(name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s (write it anew with -update):\n%s", golden(name), firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want []byte) string {
	gotLines, wantLines := strings.Split(string(got), "\r\n"), strings.Split(string(want), "\r\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			return "got  " + gotLines[i] + "\nwant " + wantLines[i]
		}
	}
	return "one is longer"
}

// TestNoGoldenIsForgotten finds files in testdata that no case writes any more.
func TestNoGoldenIsForgotten(t *testing.T) {
	files, err := filepath.Glob(golden("*"))
	if err != nil {
		t.Fatal(err)
	}
	feeds := cases(t)
	for _, file := range files {
		if _, known := feeds[strings.TrimSuffix(filepath.Base(file), ".ics")]; !known {
			t.Errorf("%s belongs to no case", file)
		}
	}
}

func TestRenderDependsOnTheVisitsAlone(t *testing.T) {
	feed := cases(t)["english"]
	want := render(t, feed)
	if again := render(t, feed); !bytes.Equal(again, want) {
		t.Fatal("the same feed gave other bytes")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(feed.Visits), func(i, j int) {
			feed.Visits[i], feed.Visits[j] = feed.Visits[j], feed.Visits[i]
		})
		first := feed.Visits[0].ID
		if got := render(t, feed); !bytes.Equal(got, want) {
			t.Fatal("another order gave other bytes")
		}
		if feed.Visits[0].ID != first {
			t.Fatal("the given slice was reordered")
		}
	}
	// What nobody sees changes nothing, and nor does the zone that an instant comes in.
	for i := range feed.Visits {
		v := &feed.Visits[i]
		v.OfficeID, v.Release, v.Held = "other", v.Release+1, true
		v.Starts, v.Changed = v.Starts.In(time.FixedZone("", -5*3600)), v.Changed.In(scheduling.Stockholm)
	}
	if got := render(t, feed); !bytes.Equal(got, want) {
		t.Error("what does not show changed the bytes")
	}
}

// TestGoogleDiffersInStatusAlone compares the two variants line by line.
func TestGoogleDiffersInStatusAlone(t *testing.T) {
	feed := cases(t)["google"]
	google := string(render(t, feed))
	feed.Variant = Standard
	standard := string(render(t, feed))
	if strings.Contains(google, "STATUS:CANCELLED") || strings.Count(standard, "STATUS:CANCELLED") != 1 {
		t.Error("the cancelled visit has the wrong status")
	}
	if strings.ReplaceAll(standard, "STATUS:CANCELLED", "STATUS:CONFIRMED") != google {
		t.Error("the variants differ in more than the status")
	}
}

func TestStampIsTheLaterOfVisitAndWording(t *testing.T) {
	v := ordinary(t)
	for _, changed := range []time.Time{WordingChanged.Add(-time.Hour), WordingChanged, WordingChanged.Add(time.Hour)} {
		v.Changed = changed
		want := changed
		if want.Before(WordingChanged) {
			want = WordingChanged
		}
		got := string(render(t, Feed{Name: "x", Page: site, Source: site, Visits: []scheduling.PublicVisit{v}}))
		for _, line := range []string{"\r\nDTSTAMP:", "\r\nLAST-MODIFIED:"} {
			if !strings.Contains(got, line+want.UTC().Format(utcLayout)+"\r\n") {
				t.Errorf("changed %s: no line %q with %s", changed, line, want)
			}
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*Feed, *scheduling.PublicVisit)
		says  string
	}{
		{"a relative page", func(f *Feed, _ *scheduling.PublicVisit) { f.Page = "/orter/ahus" }, "page"},
		{"no source", func(f *Feed, _ *scheduling.PublicVisit) { f.Source = "" }, "source"},
		{"a source without host", func(f *Feed, _ *scheduling.PublicVisit) { f.Source = "https:///x" }, "source"},
		{"another scheme", func(f *Feed, _ *scheduling.PublicVisit) { f.Source = "webcal://kontor.example/a.ics" }, "source"},
		{"a line break in an address", func(f *Feed, _ *scheduling.PublicVisit) { f.Page = site + "/\r\nMETHOD:X" }, "page"},
		{"a space in an address", func(f *Feed, _ *scheduling.PublicVisit) { f.Page = site + "/?ort=a b" }, "page"},
		{"a letter in an address", func(f *Feed, _ *scheduling.PublicVisit) { f.Page = site + "/?ort=åhus" }, "page"},
		{"no ID", func(_ *Feed, v *scheduling.PublicVisit) { v.ID = "" }, "UID"},
		{"a slash in an ID", func(_ *Feed, v *scheduling.PublicVisit) { v.ID = "a/b" }, "UID"},
		{"a line break in an ID", func(_ *Feed, v *scheduling.PublicVisit) { v.ID = "a\n" }, "UID"},
		{"no time at all", func(_ *Feed, v *scheduling.PublicVisit) { v.Ends = v.Starts }, "ends"},
		{"the end first", func(_ *Feed, v *scheduling.PublicVisit) { v.Ends = v.Starts.Add(-time.Hour) }, "ends"},
		{"less than a second", func(_ *Feed, v *scheduling.PublicVisit) { v.Ends = v.Starts.Add(time.Millisecond) }, "ends"},
		{"no creation", func(_ *Feed, v *scheduling.PublicVisit) { v.Created = time.Time{} }, "cannot hold"},
		{"the year 10000", func(_ *Feed, v *scheduling.PublicVisit) { v.Changed = v.Changed.AddDate(8000, 0, 0) }, "cannot hold"},
		{"a visit twice", func(f *Feed, v *scheduling.PublicVisit) { f.Visits = append(f.Visits, *v) }, "twice"},
	}
	for _, test := range tests {
		feed := cases(t)["ordinary"]
		test.spoil(&feed, &feed.Visits[0])
		written, err := Render(feed, site)
		if err == nil || !strings.Contains(err.Error(), test.says) || written != nil {
			t.Errorf("%s: got %q, %d bytes", test.name, err, len(written))
		}
	}
	for _, wrong := range []string{"", "kontor.example", site + "/?x", site + "/#x"} {
		if _, err := Render(cases(t)["ordinary"], wrong); err == nil || !strings.Contains(err.Error(), "site") {
			t.Errorf("site %q: got %v", wrong, err)
		}
	}
}

func TestAddresses(t *testing.T) {
	feed := cases(t)["ordinary"]
	feed.Page = site + "/orter/åhus"
	got := string(render(t, feed))
	if !strings.Contains(got, "\r\nURL:"+site+"/orter/%C3%A5hus\r\n") {
		t.Error("the page's address is not in the characters of URIs")
	}
	withSlash, err := Render(feed, site+"/")
	if err != nil || string(withSlash) != got {
		t.Errorf("a slash after the site makes a difference: %v", err)
	}
	below, err := Render(feed, site+"/polis")
	if err != nil || !strings.Contains(string(below), "\r\nURL:"+site+"/polis/besok/"+string(feed.Visits[0].ID)+"\r\n") {
		t.Errorf("a site below a path has no visits there: %v", err)
	}
}
