package calendar

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"poliskontor/calendar/checkers"
	"poliskontor/scheduling"
)

// logOf is the log of one change.
func logOf(kind scheduling.ChangeKind, before *scheduling.PublicVisit, after scheduling.PublicVisit) ChangeLog {
	return ChangeLog{Name: "Ändringar", Page: site + "/andringar", Source: site + "/andringar.atom",
		Changes: []LoggedChange{{Change: scheduling.Change{Kind: kind, Before: before, After: after}, Comment: "Höstens tidtabell"}}}
}

func TestLogNamesEachChange(t *testing.T) {
	was, late := ordinary(t), delayedVisit(t)
	cancelled := cancelledVisit(t)
	back := cancelled
	back.State, back.Reason, back.Sequence = scheduling.Announced, "", 2
	tests := []struct {
		kind             scheduling.ChangeKind
		before           *scheduling.PublicVisit
		after            scheduling.PublicVisit
		swedish, english string
		note             string // how the text begins in Swedish
	}{
		{scheduling.ChangeNew, nil, was, "Nytt besök", "New visit", "Tisdag 24 november 2026, kl. 15.00–18.00\nMatbutikens"},
		{scheduling.ChangeMoved, &was, moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget"), "Ändrat", "Changed", "Ändrad tid och plats. Var tisdag 24"},
		{scheduling.ChangeDelayed, &was, late, "Försenat", "Delayed", "Försenat. Det börjar kl. 15.45 i stället för kl. 15.00."},
		{scheduling.ChangeCancelled, &late, cancelled, "Inställt", "Cancelled", "Besöket är inställt. Orsak: Sjukdom."},
		{scheduling.ChangeBrokenOff, &was, brokenOffVisit(t), "Avbrutet", "Cut short", "Besöket är avbrutet."},
		{scheduling.ChangeDetails, &cancelled, back, "Blir av", "Takes place after all", "Tisdag 24"},
		{scheduling.ChangeDetails, &late, late, "Nya uppgifter", "New details", "Tisdag 24"}, // and nothing of the earlier delay
	}
	for _, test := range tests {
		for language, label := range map[Language]string{Swedish: test.swedish, English: test.english} {
			log := logOf(test.kind, test.before, test.after)
			log.Language = language
			written, err := RenderAtom(log, site)
			if err != nil {
				t.Fatal(err)
			}
			var read struct {
				Entry struct {
					Title   string `xml:"title"`
					Content string `xml:"content"`
				} `xml:"entry"`
			}
			if err := xml.Unmarshal(written, &read); err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(read.Entry.Title, label+": ") || !strings.HasSuffix(read.Entry.Content, "\n\nHöstens tidtabell") {
				t.Errorf("%s reads %+v", test.kind, read.Entry)
			}
			if language == Swedish && !strings.HasPrefix(read.Entry.Content, test.note) {
				t.Errorf("%s says %q, want %q first", test.kind, read.Entry.Content, test.note)
			}
		}
	}
}

func TestOthersReadTheLog(t *testing.T) {
	log := logOf(scheduling.ChangeMoved, nil, nasty(t))
	log.Name, log.Publisher = "Å<b>]]>&\r\n\x00", "\xffPolisen"
	written, err := RenderAtom(log, site)
	if err != nil {
		t.Fatal(err)
	}
	read := checkers.ReadAtom(t, written)
	if read.Title != "Å<b>]]>&" || read.Author != "\uFFFDPolisen" || read.ID != log.Source || len(read.Entries) != 1 || !plain(read.Entries[0].Content) {
		t.Errorf("feedparser reads %+v", read)
	}
}

func TestLogRefusesWhatItCannotShow(t *testing.T) {
	endless := ordinary(t)
	endless.Ends = endless.Starts
	for name, log := range map[string]ChangeLog{
		"no page": {Source: site}, "no end": logOf(scheduling.ChangeNew, nil, endless),
	} {
		if written, err := RenderAtom(log, site); err == nil || written != nil {
			t.Errorf("a log with %s is written", name)
		}
	}
}

// FuzzAtom writes logs of arbitrary visits. Each must be well-formed, hold its entry, and
// come out the same again.
func FuzzAtom(f *testing.F) {
	fuzz(f, func(t *testing.T, feed Feed, v scheduling.PublicVisit) {
		before := ordinary(t)
		log := ChangeLog{Name: feed.Name, Page: feed.Page, Source: feed.Source, Language: feed.Language, Publisher: feed.Publisher,
			Changes: []LoggedChange{{Change: scheduling.Change{Kind: scheduling.ChangeMoved, Before: &before, After: v}, Comment: feed.Description}}}
		written, err := RenderAtom(log, site)
		if err != nil {
			return
		}
		var read struct {
			Updated string `xml:"updated"`
			Entries []struct {
				ID      string `xml:"id"`
				Content string `xml:"content"`
				Updated string `xml:"updated"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(written, &read); err != nil {
			t.Fatal(err)
		}
		if len(read.Entries) != 1 || !strings.HasPrefix(read.Entries[0].ID, site+"/besok/"+string(v.ID)+"#") || !plain(read.Entries[0].Content) {
			t.Errorf("read back as %+v", read)
		}
		for _, at := range []string{read.Updated, read.Entries[0].Updated} {
			if _, err := time.Parse(time.RFC3339, at); err != nil {
				t.Error(err)
			}
		}
		if again, err := RenderAtom(log, site); err != nil || !bytes.Equal(again, written) {
			t.Errorf("written again it is another: %v", err)
		}
	})
}
