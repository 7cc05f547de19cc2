package calendar

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
)

func TestSummaries(t *testing.T) {
	movedBack := moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Matbutikens parkering")
	movedThenCancelled := moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget")
	movedThenCancelled.State = scheduling.Cancelled
	nowhere := ordinary(t)
	nowhere.Locality.Name = " "
	tests := []struct {
		visit            scheduling.PublicVisit
		swedish, english string
	}{
		{ordinary(t), "Polisens mobila kontor i Åhus", "Mobile police office in Åhus"},
		{nowhere, "Polisens mobila kontor", "Mobile police office"},
		{occasionVisit(t), "Polisens mobila kontor på Skördefest i Tivoliparken",
			"Mobile police office at Skördefest i Tivoliparken"},
		{moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Matbutikens parkering"),
			"ÄNDRAD TID: Polisens mobila kontor i Åhus", "NEW TIME: Mobile police office in Åhus"},
		{moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget"),
			"ÄNDRAD TID: Polisens mobila kontor i Åhus", "NEW TIME: Mobile police office in Åhus"},
		{moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Torget"),
			"ÄNDRAD PLATS: Polisens mobila kontor i Åhus", "NEW PLACE: Mobile police office in Åhus"},
		{movedBack, "Polisens mobila kontor i Åhus", "Mobile police office in Åhus"},
		{delayedVisit(t), "FÖRSENAT: Polisens mobila kontor i Åhus", "DELAYED: Mobile police office in Åhus"},
		{cancelledVisit(t), "INSTÄLLT: Polisens mobila kontor i Åhus", "CANCELLED: Mobile police office in Åhus"},
		{movedThenCancelled, "INSTÄLLT: Polisens mobila kontor i Åhus", "CANCELLED: Mobile police office in Åhus"},
		{brokenOffVisit(t), "AVBRUTET: Polisens mobila kontor i Åhus", "CUT SHORT: Mobile police office in Åhus"},
	}
	for _, test := range tests {
		if got := describe(test.visit, Swedish, site).summary; got != test.swedish {
			t.Errorf("got %q, want %q", got, test.swedish)
		}
		if got := describe(test.visit, English, site).summary; got != test.english {
			t.Errorf("got %q, want %q", got, test.english)
		}
	}
}

func TestNotesOfChange(t *testing.T) {
	late, short := delayedVisit(t), brokenOffVisit(t)
	late.Before, short.Before = nil, nil
	late.Reason = "Varför? Larm!"
	silent := cancelledVisit(t)
	silent.Reason = ""
	fromNowhere := moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Torget")
	fromNowhere.Before.Site = ""
	tests := []struct {
		visit            scheduling.PublicVisit
		swedish, english string
	}{
		{ordinary(t), "", ""},
		{moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Matbutikens parkering"),
			"Ändrad tid. Var tisdag 24 november 2026, kl. 15.00–18.00. Orsak: Bilen är på verkstad.",
			"New time. It was Tuesday 24 November 2026, 15:00–18:00. Reason: Bilen är på verkstad."},
		{moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget"),
			"Ändrad tid och plats. Var tisdag 24 november 2026, kl. 15.00–18.00. " +
				"Tidigare plats: Matbutikens parkering. Orsak: Bilen är på verkstad.",
			"New time and place. It was Tuesday 24 November 2026, 15:00–18:00. " +
				"Earlier place: Matbutikens parkering. Reason: Bilen är på verkstad."},
		{moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Torget"),
			"Ändrad plats. Tidigare plats: Matbutikens parkering. Orsak: Bilen är på verkstad.",
			"New place. Earlier place: Matbutikens parkering. Reason: Bilen är på verkstad."},
		{fromNowhere, "Ändrad plats. Orsak: Bilen är på verkstad.", "New place. Reason: Bilen är på verkstad."},
		{delayedVisit(t), "Försenat. Det börjar kl. 15.45 i stället för kl. 15.00. Orsak: Vi är på ett larm.",
			"Delayed. It starts at 15:45 instead of 15:00. Reason: Vi är på ett larm."},
		{late, "Försenat. Det börjar kl. 15.45. Orsak: Varför? Larm!",
			"Delayed. It starts at 15:45. Reason: Varför? Larm!"},
		{cancelledVisit(t), "Besöket är inställt. Orsak: Sjukdom.", "The visit is cancelled. Reason: Sjukdom."},
		{silent, "Besöket är inställt.", "The visit is cancelled."},
		{brokenOffVisit(t), "Besöket är avbrutet. Kontoret lämnade platsen kl. 16.20 i stället för kl. 18.00. Orsak: Larm.",
			"The visit was cut short. The office left at 16:20 instead of 18:00. Reason: Larm."},
		{short, "Besöket är avbrutet. Kontoret lämnade platsen kl. 16.20. Orsak: Larm.",
			"The visit was cut short. The office left at 16:20. Reason: Larm."},
	}
	for _, test := range tests {
		for language, want := range map[Language]string{Swedish: test.swedish, English: test.english} {
			if got := noteOfChange(test.visit, language); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			// It comes first, so that a phone's narrow view shows it.
			text := describe(test.visit, language, site).text
			if !strings.HasPrefix(text, want) || !strings.HasSuffix(text, "\n"+site) {
				t.Errorf("the note is not first or the link not last in %q", text)
			}
		}
	}
}

// TestWordsAreWhole finds a text that one language lacks, or that asks for other
// parts of the visit than its twin.
func TestWordsAreWhole(t *testing.T) {
	fields := func(w words) []string {
		return []string{w.office, w.atLocality, w.atOccasion, w.occasion, w.newTime, w.newPlace, w.newTimeAndSite,
			w.was, w.wasAt, w.delayed, w.cancelled, w.brokenOff, w.insteadOf, w.startsAt, w.leftAt, w.reason,
			w.services, w.directions, w.emergency, w.slow, w.visitPath,
			w.prefixes[movedInTime], w.prefixes[movedInSpace], w.prefixes[delayed], w.prefixes[cancelled], w.prefixes[brokenOff]}
	}
	swedish, english := fields(swedishWords), fields(englishWords)
	for i := range swedish {
		if swedish[i] == "" || english[i] == "" || strings.Count(swedish[i], "%") != strings.Count(english[i], "%") {
			t.Errorf("%q and %q are no twins", swedish[i], english[i])
		}
		if strings.Contains(swedish[i]+english[i], "!") {
			t.Errorf("%q or %q exclaims", swedish[i], english[i])
		}
	}
}

// TestChangedWordsAreCounted makes whoever changes a text tell the calendars that
// hold it already: testdata/wording.txt holds the texts' hash with the revision that
// they had then, and only a raised revision with a newer instant replaces it.
func TestChangedWordsAreCounted(t *testing.T) {
	const file = "testdata/wording.txt"
	hash := sha256.New()
	for _, language := range []Language{Swedish, English} {
		for _, v := range []scheduling.PublicVisit{
			ordinary(t), occasionVisit(t), delayedVisit(t), cancelledVisit(t), brokenOffVisit(t),
			moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Matbutikens parkering"),
			moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget"),
			moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Torget"),
		} {
			fmt.Fprintf(hash, "%q\n", describe(v, language, site+language.words().visitPath))
		}
	}
	const pattern = "revision %d changed %s hash %x\n"
	now := fmt.Sprintf(pattern, WordingRevision, WordingChanged.UTC().Format(time.RFC3339), hash.Sum(nil))
	recorded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(recorded) == now {
		return
	}
	var revision int
	var changed string
	var sum []byte
	if _, err := fmt.Sscanf(string(recorded), pattern, &revision, &changed, &sum); err != nil {
		t.Fatalf("%s: %s", file, err)
	}
	before, err := time.Parse(time.RFC3339, changed)
	if err != nil {
		t.Fatalf("%s: %s", file, err)
	}
	if WordingRevision <= revision || !WordingChanged.After(before) {
		t.Fatalf("the texts changed since revision %d of %s: raise WordingRevision and set WordingChanged", revision, changed)
	}
	if !*update {
		t.Fatalf("%s is of revision %d (write it anew with -update)", file, revision)
	}
	if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
}
