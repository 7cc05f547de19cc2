package calendar

import (
	"testing"
	"time"

	"poliskontor/scheduling"
)

// at reads a wall-clock time in Sweden, or a time with an offset.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	instant, err := scheduling.ParseLocal(text)
	if err != nil {
		t.Fatalf("%s: %s", text, err)
	}
	return instant
}

func TestDates(t *testing.T) {
	tests := []struct {
		day              string
		long, short      string
		dayMonth, week   string
		longEn, shortEn  string
		dayMonthEn, wkEn string
	}{
		{"2026-11-24", "tisdag 24 november 2026", "tis 24 nov", "24 november", "vecka 48",
			"Tuesday 24 November 2026", "Tue 24 Nov", "24 November", "week 48"},
		{"2026-05-02", "lördag 2 maj 2026", "lör 2 maj", "2 maj", "vecka 18",
			"Saturday 2 May 2026", "Sat 2 May", "2 May", "week 18"},
		{"2027-01-03", "söndag 3 januari 2027", "sön 3 jan", "3 januari", "vecka 53",
			"Sunday 3 January 2027", "Sun 3 Jan", "3 January", "week 53"},
		{"2027-01-04", "måndag 4 januari 2027", "mån 4 jan", "4 januari", "vecka 1",
			"Monday 4 January 2027", "Mon 4 Jan", "4 January", "week 1"},
		{"2028-02-29", "tisdag 29 februari 2028", "tis 29 feb", "29 februari", "vecka 9",
			"Tuesday 29 February 2028", "Tue 29 Feb", "29 February", "week 9"},
	}
	for _, test := range tests {
		day, err := scheduling.ParseDay(test.day)
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range [][2]string{
			{Swedish.LongDate(day), test.long}, {Swedish.ShortDate(day), test.short},
			{Swedish.DayMonth(day), test.dayMonth}, {Swedish.Week(day), test.week},
			{English.LongDate(day), test.longEn}, {English.ShortDate(day), test.shortEn},
			{English.DayMonth(day), test.dayMonthEn}, {English.Week(day), test.wkEn},
			{Language("fi").LongDate(day), test.long},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: got %q, want %q", test.day, pair[0], pair[1])
			}
		}
	}
}

// TestEveryMonthAndWeekdayIsNamed finds a name that is missing or in the wrong place.
func TestEveryMonthAndWeekdayIsNamed(t *testing.T) {
	for day := scheduling.NewDay(2026, time.January, 1); day < scheduling.NewDay(2027, time.January, 1); day++ {
		date := day.Starts().Add(12 * time.Hour)
		if got, want := English.LongDate(day), date.Format("Monday 2 January 2006"); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		if got, want := English.ShortDate(day)[:3], date.Format("Mon"); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
	for _, names := range []*dateWords{&swedishDates, &englishDates} {
		for i, name := range names.weekdays {
			if short := names.shortWeekdays[i]; len(short) < 3 || name == "" || !hasFoldedPrefix(name, short) {
				t.Errorf("%q does not shorten %q", short, name)
			}
		}
		for i, name := range names.months {
			if short := names.shortMonths[i]; len(short) < 3 || !hasFoldedPrefix(name, short) {
				t.Errorf("%q does not shorten %q", short, name)
			}
		}
	}
}

func hasFoldedPrefix(name, short string) bool {
	return len(short) <= len(name) && name[:len(short)] == short
}

func TestTimes(t *testing.T) {
	tests := []struct {
		starts, ends     string
		swedish, english string
	}{
		{"2026-11-24T15:00", "2026-11-24T18:00", "kl. 15.00–18.00", "15:00–18:00"},
		{"2026-07-01T09:00", "2026-07-01T15:30", "kl. 9.00–15.30", "09:00–15:30"},
		{"2026-07-01T00:05", "2026-07-01T01:00", "kl. 0.05–1.00", "00:05–01:00"},
		{"2026-07-01T20:00", "2026-07-02T00:00", "kl. 20.00–24.00", "20:00–24:00"},
		{"2026-12-30T20:00", "2026-12-31T00:30", "kl. 20.00–0.30 den 31 december", "20:00–00:30 on 31 December"},
		{"2026-10-24T22:00", "2026-10-25T04:00", "kl. 22.00–4.00 den 25 oktober", "22:00–04:00 on 25 October"},
		// 01:30 and 03:30 in summer are 02:30 twice in winter: the clock is what counts.
		{"2026-10-25T01:30:00+02:00", "2026-10-25T02:30:00+01:00", "kl. 1.30–2.30", "01:30–02:30"},
		{"2027-03-28T01:30", "2027-03-28T03:30", "kl. 1.30–3.30", "01:30–03:30"},
	}
	for _, test := range tests {
		starts, ends := at(t, test.starts), at(t, test.ends)
		if got := Swedish.TimeRange(starts, ends); got != test.swedish {
			t.Errorf("got %q, want %q", got, test.swedish)
		}
		if got := English.TimeRange(starts, ends); got != test.english {
			t.Errorf("got %q, want %q", got, test.english)
		}
	}
	// An instant's own zone has no say, and neither has the date in it.
	newYork := time.FixedZone("", -5*3600)
	starts, ends := at(t, "2026-11-24T00:30").In(newYork), at(t, "2026-11-24T18:00")
	if got, want := Swedish.LongDateTime(starts, ends), "tisdag 24 november 2026, kl. 0.30–18.00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := English.LongDateTime(starts, ends), "Tuesday 24 November 2026, 00:30–18:00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Swedish.Clock(starts) + " " + English.Clock(starts); got != "kl. 0.30 00:30" {
		t.Errorf("got %q", got)
	}
}
