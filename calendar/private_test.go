package calendar

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poliskontor/calendar/checkers"
	"poliskontor/calendar/icstest"
	"poliskontor/scheduling"
)

// workday is a day of an office with two shifts, in a district that has another
// office, and a neighbour whose things must not get in.
func workday(t testing.TB) PrivateFeed {
	t.Helper()
	made := func(text string) scheduling.Meta {
		return scheduling.Meta{Version: 1, Created: at(t, "2026-11-01T08:00"), Updated: at(t, text)}
	}
	visit := func(id scheduling.VisitID, site scheduling.SiteID, starts, ends string, state scheduling.State) scheduling.Visit {
		return scheduling.Visit{
			ID: id, DistrictID: "d1", LocalityID: "ahus", State: state, Meta: made("2026-11-23T10:00"),
			Slot: scheduling.Slot{SiteID: site, OfficeID: "o1", Starts: at(t, starts), Ends: at(t, ends)},
		}
	}
	first := visit("v1", "s1", "2026-11-24T10:00", "2026-11-24T12:00", scheduling.Announced)
	first.Note, first.PublicNote = "Ta med bommen.\nFråga efter Eva i kassan.", "Vi berättar om bedrägerier."
	cancelled := visit("v2", "s2", "2026-11-24T12:30", "2026-11-24T13:00", scheduling.Cancelled)
	cancelled.LocalityID, cancelled.Reason = "tollarp", "Sjukdom"
	occasion := visit("v3", "s2", "2026-11-24T14:00", "2026-11-24T16:00", scheduling.Draft)
	occasion.LocalityID, occasion.OccasionID = "tollarp", "e1"
	evening := visit("v4", "s1", "2026-11-24T19:00", "2026-11-24T20:00", scheduling.Moved)
	evening.Reason = "Bilen är på verkstad."
	outside := visit("v5", "s3", "2026-11-25T10:00", "2026-11-25T12:00", scheduling.Delayed)
	other := visit("v6", "s2", "2026-11-24T10:00", "2026-11-24T12:00", scheduling.Held)
	other.OfficeID, other.LocalityID = "o2", "tollarp"
	foreign := visit("v7", "s1", "2026-11-24T10:00", "2026-11-24T12:00", scheduling.Announced)
	foreign.DistrictID, foreign.Note = "d2", "Grannens hemlighet"
	old := visit("v8", "s1", "2026-10-20T10:00", "2026-10-20T12:00", scheduling.Held)
	shift := func(id scheduling.ShiftID, office scheduling.OfficeID, starts, ends string) scheduling.Shift {
		return scheduling.Shift{ID: id, DistrictID: "d1", OfficeID: office, Starts: at(t, starts), Ends: at(t, ends), Meta: made("2026-11-20T09:00")}
	}
	day := shift("p1", "o1", "2026-11-24T09:00", "2026-11-24T17:00")
	day.Note = "Byt däck före avfärd"
	return PrivateFeed{
		District: scheduling.District{ID: "d1", Name: "LPO Kristianstad", BufferMinutes: 10, Meta: made("2026-11-01T08:00")},
		Office:   "o1",
		Offices: []scheduling.Office{
			{ID: "o1", DistrictID: "d1", Name: "Mobilt kontor 1", BaseName: "Polishuset", Base: scheduling.Position{Lat: 56.03, Lon: 14.16}},
			{ID: "o2", DistrictID: "d1", Name: "Mobilt kontor 2"},
		},
		Shifts: []scheduling.Shift{day, shift("p2", "o1", "2026-11-24T18:00", "2026-11-24T22:00"),
			shift("p3", "o2", "2026-11-24T09:00", "2026-11-24T13:00"), shift("p4", "o1", "2026-11-26T09:00", "2026-11-26T13:00")},
		Visits: []scheduling.Visit{evening, occasion, first, foreign, cancelled, outside, other, old},
		Sites: []scheduling.Site{
			{ID: "s1", Name: "Matbutikens parkering", Street: "Exempelgatan 5", PostalCode: "296 31", Town: "Åhus",
				Position: scheduling.Position{Lat: 55.9235, Lon: 14.2955}, Directions: "Vid återvinningen."},
			{ID: "s2", Name: "Torget", Town: "Tollarp", Position: scheduling.Position{Lat: 55.9319, Lon: 13.9786}},
			{ID: "s3"},
		},
		Localities: []scheduling.Locality{{ID: "ahus", Name: "Åhus"}, {ID: "tollarp", Name: "Tollarp"}},
		Occasions:  []scheduling.Occasion{{ID: "e1", Name: "Skördefest", Visitors: 400}},
		Page:       site + "/planera",
	}
}

// privateNow is the day before the workday.
func privateNow(t testing.TB) time.Time { return at(t, "2026-11-23T12:00") }

func privateCases(t testing.TB) map[string]PrivateFeed {
	english := workday(t)
	english.Language, english.Office = English, ""
	empty := workday(t)
	empty.Office = "o3"
	horror, n := workday(t), nasty(t)
	horror.Offices[0].Name, horror.Offices[0].BaseName = n.Site.Name, n.Site.Town
	horror.Visits[2].Note, horror.Visits[2].PublicNote, horror.Visits[2].Reason = n.Note, n.Note, n.Reason
	horror.Shifts[0].Note = n.Reason
	horror.Sites[0].Name, horror.Sites[0].Street, horror.Sites[0].PostalCode = n.Site.Name, n.Site.Street, n.Site.PostalCode
	horror.Sites[0].Directions, horror.Localities[0].Name, horror.Occasions[0].Name = n.Site.Directions, n.Municipality.Name, n.Occasion
	return map[string]PrivateFeed{"office": workday(t), "district-english": english, "empty": empty, "nasty-texts": horror}
}

func renderPrivate(t testing.TB, feed PrivateFeed) []byte {
	t.Helper()
	written, err := RenderPrivate(feed, privateNow(t))
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func TestRenderPrivateGoldens(t *testing.T) {
	feeds := privateCases(t)
	for name, feed := range feeds {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "private", name+".ics")
			got := renderPrivate(t, feed)
			icstest.CheckPrivate(t, got)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s (write it anew with -update):\n%s", file, firstDifference(got, want))
			}
			checkers.Run(t, got)
		})
	}
	files, err := filepath.Glob("testdata/private/*.ics")
	if err != nil || len(files) != len(feeds) {
		t.Errorf("%d goldens for %d cases, %v", len(files), len(feeds), err)
	}
}

// TestPrivateEventsStandBesidePublicOnes: whoever follows both has both.
func TestPrivateEventsStandBesidePublicOnes(t *testing.T) {
	uids := func(ics []byte) map[string]bool {
		found := map[string]bool{}
		for uid := range checkers.Times(t, ics) {
			found[uid] = true
		}
		return found
	}
	var announced []scheduling.PublicVisit
	feed := workday(t)
	for _, v := range feed.Visits {
		public := ordinary(t)
		public.ID, public.Slot = v.ID, v.Slot
		announced = append(announced, public)
	}
	public := uids(render(t, Feed{Name: "x", Page: site, Source: site, Visits: announced}))
	private := uids(renderPrivate(t, feed))
	if len(private) != 8 { // three shifts and five visits: not the other office's, the neighbour's and the old one
		t.Errorf("%d private events: %v", len(private), private)
	}
	for uid := range private {
		if public[uid] {
			t.Errorf("%s is in both", uid)
		}
	}
}

func TestPrivateFeedHoldsItsOwnOnly(t *testing.T) {
	for name, feed := range privateCases(t) {
		if bytes.Contains(renderPrivate(t, feed), []byte("hemlighet")) {
			t.Errorf("%s holds a neighbour's note", name)
		}
	}
}

func TestPrivateFeedDependsOnWhatItHoldsAlone(t *testing.T) {
	feed := workday(t)
	want := renderPrivate(t, feed)
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		random.Shuffle(len(feed.Visits), func(i, j int) { feed.Visits[i], feed.Visits[j] = feed.Visits[j], feed.Visits[i] })
		random.Shuffle(len(feed.Shifts), func(i, j int) { feed.Shifts[i], feed.Shifts[j] = feed.Shifts[j], feed.Shifts[i] })
		random.Shuffle(len(feed.Sites), func(i, j int) { feed.Sites[i], feed.Sites[j] = feed.Sites[j], feed.Sites[i] })
		if got := renderPrivate(t, feed); !bytes.Equal(got, want) {
			t.Fatal("another order gave other bytes")
		}
	}
	later, err := RenderPrivate(feed, at(t, "2026-12-20T00:00"))
	if err != nil || !bytes.Equal(later, want) {
		t.Errorf("time alone changed the bytes, %v", err)
	}
	gone, err := RenderPrivate(feed, at(t, "2026-12-27T00:00"))
	if err != nil || bytes.Count(gone, []byte("BEGIN:VEVENT")) != 0 {
		t.Errorf("what is long over is still there, %v", err)
	}
}

// TestPrivateStampFollowsEveryChange: whatever changes, each event is newer, so that
// no program keeps an old list of tasks.
func TestPrivateStampFollowsEveryChange(t *testing.T) {
	newer := at(t, "2026-11-23T11:30").Add(5 * time.Second)
	for name, change := range map[string]func(*PrivateFeed){
		"district": func(f *PrivateFeed) { f.District.Updated = newer },
		"office":   func(f *PrivateFeed) { f.Offices[0].Updated = newer },
		"shift":    func(f *PrivateFeed) { f.Shifts[0].Updated = newer },
		"visit":    func(f *PrivateFeed) { f.Visits[0].Updated = newer },
		"given to another office": func(f *PrivateFeed) {
			f.Visits[2].OfficeID, f.Visits[2].Updated = "o2", newer
		},
		"site":     func(f *PrivateFeed) { f.Sites[0].Updated = newer },
		"locality": func(f *PrivateFeed) { f.Localities[0].Updated = newer },
		"occasion": func(f *PrivateFeed) { f.Occasions[0].Updated = newer },
		"removed":  func(f *PrivateFeed) { f.Visits, f.Removed = f.Visits[1:], newer },
	} {
		feed := workday(t)
		change(&feed)
		got := renderPrivate(t, feed)
		events := bytes.Count(got, []byte("BEGIN:VEVENT"))
		for _, line := range []string{"\r\nDTSTAMP:20261123T103005Z\r\n", fmt.Sprintf("\r\nSEQUENCE:%d\r\n", newer.Unix()-sequenceFrom.Unix())} {
			if n := bytes.Count(got, []byte(line)); n != events || n == 0 {
				t.Errorf("%s: %q comes %d times in %d events", name, line, n, events)
			}
		}
	}
}

func TestRenderPrivateRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*PrivateFeed)
		says  string
	}{
		"a relative page":           {func(f *PrivateFeed) { f.Page = "/planera" }, "page"},
		"no ID":                     {func(f *PrivateFeed) { f.Shifts[0].ID = "" }, "UID"},
		"a line break in an ID":     {func(f *PrivateFeed) { f.Visits[0].ID = "a\r\nb" }, "UID"},
		"a visit twice":             {func(f *PrivateFeed) { f.Visits = append(f.Visits, f.Visits[0]) }, "twice"},
		"the end first":             {func(f *PrivateFeed) { f.Visits[0].Ends = f.Visits[0].Starts }, "ends"},
		"never created":             {func(f *PrivateFeed) { f.Shifts[0].Created = time.Time{} }, "cannot hold"},
		"changed in the far future": {func(f *PrivateFeed) { f.Removed = f.Shifts[0].Starts.AddDate(8000, 0, 0) }, "cannot hold"},
	} {
		feed := workday(t)
		test.spoil(&feed)
		written, err := RenderPrivate(feed, privateNow(t))
		if err == nil || !strings.Contains(err.Error(), test.says) || written != nil {
			t.Errorf("%s: got %v, %d bytes", name, err, len(written))
		}
	}
}

func TestPrivateLanguagesAreTwins(t *testing.T) {
	fields := func(w privateWords) []string {
		all := []string{w.calendar, w.about, w.shift, w.visit, w.office, w.task, w.nothing, w.drive, w.margin, w.back, w.base,
			w.occasion, w.expected, w.reason, w.note, w.publicNote, w.directions, w.internal}
		for _, state := range scheduling.States {
			if state != scheduling.Announced {
				all = append(all, w.prefixes[state])
			}
		}
		return all
	}
	swedish, english := fields(swedishPrivate), fields(englishPrivate)
	for i := range swedish {
		if swedish[i] == "" || english[i] == "" || strings.Count(swedish[i], "%") != strings.Count(english[i], "%") {
			t.Errorf("%q and %q are no twins", swedish[i], english[i])
		}
	}
}

// TestChangedPrivateWordsAreDated is for private feeds what
// [TestChangedWordsAreCounted] is for public ones.
func TestChangedPrivateWordsAreDated(t *testing.T) {
	const file, pattern = "testdata/private/wording.txt", "changed %s hash %x\n"
	hash := sha256.New()
	for _, language := range []Language{Swedish, English} {
		feed := workday(t)
		feed.Language = language
		for _, e := range newWorkingSchedule(feed).events() {
			fmt.Fprintf(hash, "%q %q %q\n", e.summary, e.location, e.text)
		}
	}
	now := fmt.Sprintf(pattern, privateWordingChanged.UTC().Format(time.RFC3339), hash.Sum(nil))
	recorded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(recorded) == now {
		return
	}
	// Both begin with their date, so they compare as texts.
	if date := len("changed 2026-11-21T00:00:00Z"); len(recorded) > date && now[:date] <= string(recorded[:date]) {
		t.Fatal("the texts changed: set privateWordingChanged")
	}
	if !*update {
		t.Fatalf("%s is of other words (write it anew with -update)", file)
	}
	if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
}
