package fetching

import (
	"testing"
	"time"

	"poliskontor/scheduling"
)

var (
	today = scheduling.NewDay(2026, time.November, 24)
	noon  = today.At(12 * 60)
	place = Feed{Locality, "ahus"}
	other = Feed{Locality, "tollarp"}
)

func visit(slug string) scheduling.PublicVisit {
	return scheduling.PublicVisit{Locality: scheduling.PublicName{Slug: slug}, Municipality: scheduling.PublicName{Slug: "kristianstad"}}
}

func TestAFeedChangesWithWhatItShows(t *testing.T) {
	moved := visit("tollarp")
	got := changesOf([]scheduling.Release{
		{At: noon, Changes: []scheduling.Change{{Kind: scheduling.ChangeHeld, After: visit("degeberga")}}},
		{At: noon.Add(-time.Hour), Changes: []scheduling.Change{{Kind: scheduling.ChangeMoved, Before: &moved, After: visit("ahus")}}},
		{At: noon.Add(-2 * time.Hour), Changes: []scheduling.Change{{Kind: scheduling.ChangeNew, After: visit("vittskovle")}, {Kind: scheduling.ChangeNew, After: visit("ahus")}}},
	})
	for feed, want := range map[Feed]time.Time{
		place: noon.Add(-time.Hour), other: noon.Add(-time.Hour), {Locality, "vittskovle"}: noon.Add(-2 * time.Hour), {Locality, "degeberga"}: {},
		{Municipality, "kristianstad"}: noon.Add(-time.Hour), {Kind: All}: noon.Add(-time.Hour), {Kind: Selection}: noon.Add(-time.Hour),
	} {
		if !got[feed].Equal(want) {
			t.Errorf("%v changed at %s, want %s", feed, got[feed], want)
		}
	}
}

func TestFigures(t *testing.T) {
	changed := changes{place: noon, {Kind: All}: noon}
	got := reckon(today, []Tally{
		{Day: today, Kind: All, Family: Google, Fetches: 5, Unchanged: 4, Last: noon},
		{Day: today - 6, Kind: Locality, Family: Google, Fetches: 3, Unchanged: 1, Last: noon.AddDate(0, 0, -6)},
		{Day: today - 7, Kind: Locality, Family: Apple, Fetches: 100, Unchanged: 90, Last: noon.AddDate(0, 0, -7)},
	}, []Copy{
		{Feed: Feed{Kind: All}, Family: Google, Changed: noon},
		{Feed: place, Family: Google, Changed: noon.Add(-time.Second)},
		{Feed: other, Family: Google, Changed: noon.AddDate(0, -1, 0)}, // it has not changed since
	}, changed)
	google := Figures{Last: noon, Today: 5, Week: 8, Unchanged: 5, Copies: 3, Behind: 1}
	for what, pair := range map[string][2]Figures{
		"total":  {got.Total, google},
		"Google": {got.Families[Google], google},
		"Apple":  {got.Families[Apple], {Last: noon.AddDate(0, 0, -7)}},
		"all":    {got.Kinds[All], {Last: noon, Today: 5, Week: 5, Unchanged: 4, Copies: 1}},
		"places": {got.Kinds[Locality], {Last: noon.AddDate(0, 0, -6), Week: 3, Unchanged: 1, Copies: 2, Behind: 1}},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %+v, want %+v", what, pair[0], pair[1])
		}
	}
	if got.Since != today-6 || !got.LastChange.Equal(noon) || len(got.Families) != 2 || len(got.Kinds) != 2 {
		t.Errorf("%+v", got)
	}
}
