//go:build unix

package site

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// TestWeeksAtTheTurnOfTheYear sees that dates and weeks are the Swedish ones where the
// year of the week is another than that of the day.
func TestWeeksAtTheTurnOfTheYear(t *testing.T) {
	swedish, english := languagesForTest(t)[0], languagesForTest(t)[1]
	for _, test := range []struct {
		year                        int
		month                       time.Month
		day                         int
		date, week, span, inEnglish string
	}{
		{2020, time.December, 31, "torsdag 31 december 2020", "vecka 53", "28 december–3 januari", "week 53"},
		{2021, time.January, 3, "söndag 3 januari 2021", "vecka 53", "28 december–3 januari", "week 53"},
		{2021, time.January, 4, "måndag 4 januari 2021", "vecka 1", "4–10 januari", "week 1"},
		{2024, time.December, 29, "söndag 29 december 2024", "vecka 52", "23–29 december", "week 52"},
		{2024, time.December, 30, "måndag 30 december 2024", "vecka 1", "30 december–5 januari", "week 1"},
		{2026, time.December, 27, "söndag 27 december 2026", "vecka 52", "21–27 december", "week 52"},
		{2026, time.December, 28, "måndag 28 december 2026", "vecka 53", "28 december–3 januari", "week 53"},
		{2027, time.January, 1, "fredag 1 januari 2027", "vecka 53", "28 december–3 januari", "week 53"},
		{2027, time.January, 4, "måndag 4 januari 2027", "vecka 1", "4–10 januari", "week 1"},
		{2028, time.January, 2, "söndag 2 januari 2028", "vecka 52", "27 december–2 januari", "week 52"},
		{2032, time.December, 31, "fredag 31 december 2032", "vecka 53", "27 december–2 januari", "week 53"},
	} {
		day := scheduling.NewDay(test.year, test.month, test.day)
		if got := swedish.words.LongDate(day); got != test.date {
			t.Errorf("%s: %q, want %q", day, got, test.date)
		}
		if got := swedish.words.Week(day); got != test.week {
			t.Errorf("%s: %q, want %q", day, got, test.week)
		}
		if got := english.words.Week(day); got != test.inEnglish {
			t.Errorf("%s: %q, want %q", day, got, test.inEnglish)
		}
		if got := swedish.weekSpan(day.Monday()); got != test.span {
			t.Errorf("%s: %q, want %q", day, got, test.span)
		}
	}
}

// rowOf is a week's row of a month.
func rowOf(t *testing.T, month, week string) string {
	t.Helper()
	_, row, found := strings.Cut(month, `role="rowheader">`+week+`</th>`)
	if !found {
		t.Fatalf("there is no row for %s", week)
	}
	row, _, _ = strings.Cut(row, "</tr>")
	return row
}

func TestMonthPage(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	november, december := w.page("/manad"), w.page("/manad?manad=2026-12")
	want(t, "November", rowOf(t, november, "Vecka 48"), string(visits["held"].ID), "Genomfört", "10.00–12.00")
	want(t, "November", november, "<h1>November 2026</h1>", `href="/manad?manad=2026-12"`, `<time datetime="2026-11-30">30</time> <span class="near">i dag</span>`)
	never(t, "November", november, string(visits["cancelled"].ID), "manad=2026-10")
	want(t, "December", rowOf(t, december, "Vecka 49"), string(visits["cancelled"].ID), "<s><time", "Inställt", string(visits["delayed"].ID))
	rowOf(t, december, "Vecka 53")
	if n := len(regexp.MustCompile(`<td role="cell"`).FindAllString(december, -1)); n != 5*7 {
		t.Errorf("December has %d days in its table", n)
	}
	narrowed := w.page("/manad?manad=2026-12&ort=" + w.locality(2) + "&evenemang=nej")
	want(t, "narrowed", narrowed, "December 2026: Ceder", string(visits["announced"].ID), "/?ort="+w.locality(2)+"&evenemang=nej", "ort="+w.locality(2)+"&evenemang=nej&manad=2026-11")
	never(t, "narrowed", narrowed, string(visits["delayed"].ID))
	want(t, "in English", w.page("/en/manad?manad=2026-12"), "December 2026", "Week 49", "Tuesday")
	want(t, "unknown", w.page("/manad?manad=2026-13"), `känner inte igen månaden "2026-13"`, "November 2026")
	want(t, "far away", w.page("/manad?manad=9999-12"), "Inga besök är bestämda den här månaden", "manad=2026-12")
	want(t, "list", w.page("/?ort="+w.locality(2)), `href="/manad?ort=`+w.locality(2)+`"`)
	want(t, "place", w.page("/orter/"+w.locality(2)), `href="/manad?ort=`+w.locality(2)+`"`, `href="/texter?ort=`+w.locality(2)+`"`)
}

func TestTextsToCopy(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	body := w.page("/texter")
	want(t, "texts", body, "Vecka 49, 30 november–6 december", "Här möter du polisen vecka 49\n\nTisdag 1 december\nInställt: Almby: ", "kl. 14.30–16.00",
		"Du behöver inte boka.", publicURL+"/</textarea>")
	want(t, "a place's", w.page("/texter?ort="+w.locality(2)), "Texter att kopiera: Ceder", publicURL+"/orter/"+w.locality(2)+"</textarea>")
	want(t, "English", w.page("/en/texter"), "Meet the police here in week 49\n\nTuesday 1 December\nCancelled: Almby")
	want(t, "about", w.page("/om"), `href="/texter"`)
}

func TestWhatChangedLately(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState() // all but the first release was on the last day but one or later
	_, banner, found := strings.Cut(w.page("/"), `aria-labelledby="recent"`)
	if !found {
		t.Fatal("the first page does not tell what has changed")
	}
	banner, _, _ = strings.Cut(banner, "</section>")
	want(t, "banner", banner, "Ändrat de senaste två dagarna", string(visits["details"].ID), `href="/andringar"`)
	never(t, "banner", banner, string(visits["cancelled"].ID), string(visits["held"].ID), string(visits["announced"].ID))
	want(t, "place", w.page("/orter/"+w.locality(2)), `aria-labelledby="recent"`)
	w.now = w.now.Add(recentFor)
	never(t, "two days later", w.page("/"), `aria-labelledby="recent"`)
}
