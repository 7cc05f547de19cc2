//go:build unix

package site

import (
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
)

func TestDeliveredIsHeldAgainstThePromise(t *testing.T) {
	words := languagesForTest(t)[0]
	today := scheduling.NewDay(2026, time.November, 21)
	visit := func(month time.Month, day int, change func(*scheduling.PublicVisit)) scheduling.PublicVisit {
		starts := scheduling.NewDay(2026, month, day).At(10 * 60)
		v := scheduling.PublicVisit{Slot: scheduling.Slot{Starts: starts, Ends: starts.Add(2 * time.Hour)}, State: scheduling.Announced}
		change(&v)
		return v
	}
	held := func(v *scheduling.PublicVisit) { v.Held = true }
	off := func(v *scheduling.PublicVisit) { v.State = scheduling.Cancelled }
	as := func(*scheduling.PublicVisit) {}
	festival := func(v *scheduling.PublicVisit) { v.Occasion, v.Held = "Fest", true }
	promised := func(days int, summer bool) Locality {
		return Locality{Name: "Almby", Promises: []Promise{{MaxGapDays: days, Summer: summer}}}
	}
	for name, test := range map[string]struct {
		place Locality
		past  []scheduling.PublicVisit // oldest first
		text  string
		marks string
	}{
		"no promise": {Locality{}, []scheduling.PublicVisit{visit(9, 1, held)}, "", ""},
		"no visit":   {promised(28, true), nil, "", ""},
		"an event":   {promised(28, true), []scheduling.PublicVisit{visit(9, 1, festival)}, "", ""},
		"kept": {promised(28, true), []scheduling.PublicVisit{visit(10, 1, held), visit(10, 15, held), visit(11, 10, as)},
			"Annonserade besök det senaste året: 3. Genomförda: 2. Inställda: 0. Ännu inte uppföljda: 1. Längst mellan två besök: 26 dagar, 15 oktober 2026 till 10 november 2026. Det är inom löftets 4 veckor.", "held held told"},
		"a cancelled visit shortens no gap": {promised(21, true), []scheduling.PublicVisit{visit(10, 1, held), visit(10, 15, off), visit(11, 5, held)},
			"Annonserade besök det senaste året: 3. Genomförda: 2. Inställda: 1. Ännu inte uppföljda: 0. Längst mellan två besök: 5 veckor, 1 oktober 2026 till 5 november 2026. Det är längre än löftets 3 veckor.", "held off held"},
		"still waiting": {promised(21, true), []scheduling.PublicVisit{visit(9, 26, held)},
			"Annonserade besök det senaste året: 1. Genomförda: 1. Inställda: 0. Ännu inte uppföljda: 0. Längst utan besök: 8 veckor, sedan 26 september 2026. Det är längre än löftets 3 veckor.", "held"},
		"summer": {promised(21, false), []scheduling.PublicVisit{visit(5, 20, held), visit(9, 2, held), visit(9, 23, held), visit(10, 14, held), visit(11, 4, held)},
			"Annonserade besök det senaste året: 5. Genomförda: 5. Inställda: 0. Ännu inte uppföljda: 0. Längst mellan två besök: 15 veckor, 20 maj 2026 till 2 september 2026. Det är längre än löftets 3 veckor, men löftet gäller inte på sommaren.", "held held held held held"},
	} {
		r := request{language: words, now: today.At(12 * 60), today: today}
		latestFirst := make([]scheduling.PublicVisit, len(test.past))
		for i, v := range test.past {
			latestFirst[len(test.past)-1-i] = v
		}
		got := r.delivered(test.place, latestFirst)
		if got == nil {
			if test.text != "" {
				t.Errorf("%s: nothing is told", name)
			}
			continue
		}
		var marks []string
		last := -1
		for _, mark := range got.Marks {
			marks = append(marks, mark.Kind)
			if mark.At < last || mark.At > deliveredWidth {
				t.Errorf("%s: a mark at %d after one at %d", name, mark.At, last)
			}
			last = mark.At
		}
		if text := strings.Join(got.Text, " "); text != test.text || strings.Join(marks, " ") != test.marks {
			t.Errorf("%s:\n%s\n%s\nmarks %v", name, text, test.text, marks)
		}
	}
}
