package calendar

import (
	"bytes"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/calendar/icstest"
	"poliskontor/scheduling"
)

// fuzz runs a target with feeds of arbitrary texts, times and places, and with the visit
// that was made up.
func fuzz(f *testing.F, target func(t *testing.T, feed Feed, v scheduling.PublicVisit)) {
	n := nasty(f)
	f.Add(n.Site.Name, n.Site.Street, n.Note, n.Reason, n.Occasion, "https://kontor.example/ort?a=b", string(n.ID), int64(1795528800), uint16(180), byte(2), 55.9, 14.2)
	f.Add("", "", "", "", "", site, "a", int64(1792884600), uint16(45), byte(255), 0.0, 0.0)
	f.Add("\r\n ", ",;:\\", "\xff", "\u2028", "\x7f", site+"/å?b#c", "b-1", int64(1806192000), uint16(0), byte(7), -1e-300, 1e300)
	f.Add("=1+1", "@SUM(A1)", "-1", "\t=1", "+46", site, "c", int64(1806192000), uint16(60), byte(64), 55.0, 13.0)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, page, id string, starts int64, minutes uint16, bits byte, lat, lon float64) {
		v := scheduling.PublicVisit{
			ID:           scheduling.VisitID(id),
			Municipality: scheduling.PublicName{Name: b, Slug: a}, Locality: scheduling.PublicName{Name: d, Slug: e},
			Site: scheduling.PublicSite{Name: a, Street: b, PostalCode: d, Town: e, Directions: c,
				Position: scheduling.Position{Lat: lat, Lon: lon}},
			Occasion: e, Note: c, Reason: d, Sequence: int(bits),
			Slot:    scheduling.Slot{Starts: time.Unix(starts, 0), Ends: time.Unix(starts+60*int64(minutes), 0)},
			State:   scheduling.States[int(bits)%len(scheduling.States)],
			Created: time.Unix(int64(minutes), 0), Changed: time.Unix(int64(minutes)*40000, 0),
		}
		if bits&8 != 0 {
			v.Before = &scheduling.PublicSlot{Starts: v.Starts.Add(-time.Hour), Ends: v.Ends, Site: b}
		}
		feed := Feed{Name: a, Description: c, Page: page, Source: page, Publisher: d, Visits: []scheduling.PublicVisit{v, ordinary(t)}}
		if bits&16 != 0 {
			feed.Language = English
		}
		if bits&32 != 0 {
			feed.Variant = Google
		}
		if bits&64 != 0 {
			feed.Reminder = int(minutes)
		}
		target(t, feed, v)
	})
}

// FuzzRender writes arbitrary feeds. Each must pass the byte check, read back as what was
// meant, and come out the same again.
func FuzzRender(f *testing.F) {
	fuzz(f, func(t *testing.T, feed Feed, v scheduling.PublicVisit) {
		written, err := Render(feed, site)
		if err != nil {
			if written != nil {
				t.Fatal("a refused feed has bytes")
			}
			return
		}
		if feed.Reminder > 0 {
			icstest.CheckReminding(t, written)
		} else {
			icstest.Check(t, written)
		}
		readsBack(t, written, v, feed.Language)
		feed.Visits[0], feed.Visits[1] = feed.Visits[1], feed.Visits[0]
		if again := render(t, feed); !bytes.Equal(again, written) {
			t.Error("another order gave other bytes")
		}
	})
}

// readsBack parses a feed and compares a visit's texts with what was meant.
func readsBack(t *testing.T, written []byte, v scheduling.PublicVisit, language Language) {
	t.Helper()
	parsed, err := ics.ParseCalendar(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	want := describe(v, language, site+language.words().visitPath+string(v.ID))
	for _, event := range parsed.Events() {
		if event.Id() != string(v.ID) {
			continue
		}
		for property, text := range map[ics.ComponentProperty]string{
			ics.ComponentPropertySummary:     want.summary,
			ics.ComponentPropertyDescription: want.text,
			ics.ComponentPropertyLocation:    want.location,
		} {
			got := ""
			if found := event.GetProperty(property); found != nil {
				got = found.Value
			}
			if got != text {
				t.Errorf("%s reads back as %q, want %q", property, got, text)
			}
		}
		return
	}
	t.Errorf("visit %s is not in the feed", v.ID)
}
