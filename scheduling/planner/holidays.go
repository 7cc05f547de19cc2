package planner

import "time"

// swedishHolidays are the days that generated problems treat as out of the
// ordinary, by date: the public holidays of the law 1989:253 that can fall on
// working days with the three eves, the shortened days before some of them, and
// the bridge day after Ascension.
func swedishHolidays(first, last int) map[string]Day {
	days := map[string]Day{}
	for year := first; year <= last; year++ {
		date := func(month time.Month, day int) time.Time { return time.Date(year, month, day, 0, 0, 0, 0, time.UTC) }
		set := func(date time.Time, class DayClass, name string) {
			days[date.Format(time.DateOnly)] = Day{Class: class, Name: name}
		}
		easter := easterDay(year)
		set(easter.AddDate(0, 0, -3), Shortened, "Skärtorsdagen")
		set(easter.AddDate(0, 0, -2), Blocked, "Långfredagen")
		set(easter.AddDate(0, 0, 1), Blocked, "Annandag påsk")
		set(easter.AddDate(0, 0, 39), Blocked, "Kristi himmelsfärdsdag")
		set(easter.AddDate(0, 0, 40), Bridge, "")
		set(date(time.January, 1), Blocked, "Nyårsdagen")
		set(date(time.January, 5), Shortened, "Trettondagsafton")
		set(date(time.January, 6), Blocked, "Trettondedag jul")
		set(date(time.April, 30), Warn, "Valborgsmässoafton")
		set(date(time.May, 1), Blocked, "Första maj")
		set(date(time.June, 6), Blocked, "Sveriges nationaldag")
		set(friday(date(time.June, 19)), Blocked, "Midsommarafton")
		set(friday(date(time.October, 30)), Shortened, "Allhelgonaafton")
		set(date(time.December, 24), Blocked, "Julafton")
		set(date(time.December, 25), Blocked, "Juldagen")
		set(date(time.December, 26), Blocked, "Annandag jul")
		set(date(time.December, 31), Blocked, "Nyårsafton")
	}
	return days
}

// friday is the first Friday on or after a date.
func friday(date time.Time) time.Time {
	return date.AddDate(0, 0, (int(time.Friday-date.Weekday())+7)%7)
}

// easterDay is Easter Sunday of the Gregorian calendar, by the method of Butcher.
func easterDay(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e, f := b/4, b%4, (b+8)/25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
