package followup

import (
	"testing"
	"time"

	"poliskontor/scheduling"
)

func day(year int, month time.Month, d int) scheduling.Day { return scheduling.NewDay(year, month, d) }

// held is an activity that was done on a day.
func held(d scheduling.Day) Counted {
	return Counted{Activity{ID: "a", Day: d, Status: Done}, []scheduling.CommitmentID{"c"}}
}

func commitment(count int, per scheduling.Period) scheduling.Commitment {
	return scheduling.Commitment{ID: "c", Indicator: scheduling.SafetyWalks, Binds: scheduling.YearRound,
		Target: scheduling.Target{Count: count, Per: per}}
}

// material is a pledge that is in force from one day to another, seen over a year on a day.
func material(from, to scheduling.Day, year int, today scheduling.Day) Material {
	return Material{Pledge: scheduling.Pledge{ID: "p", Signed: from, From: from, To: to}, Span: Year(year),
		Now: today.At(12 * 60), Summer: ordinarySummer}
}

func TestStretches(t *testing.T) {
	outside := commitment(1, scheduling.PerWeek)
	outside.Binds = scheduling.OutsideSummer
	second := commitment(1, scheduling.PerYear)
	second.Target.Every = 2
	for name, test := range map[string]struct {
		c        scheduling.Commitment
		from, to scheduling.Day
		year     int
		owed     int
		first    Span // of those that are owed
		last     Span
	}{
		"week 53 is a week of its own": {commitment(1, scheduling.PerWeek), day(2026, 1, 1), 0, 2026, 52,
			Span{day(2026, 1, 5), day(2026, 1, 11)}, Span{day(2026, 12, 28), day(2027, 1, 3)}},
		"the week around New Year belongs to both years": {commitment(1, scheduling.PerWeek), day(2026, 1, 1), 0, 2027, 53,
			Span{day(2026, 12, 28), day(2027, 1, 3)}, Span{day(2027, 12, 27), day(2028, 1, 2)}},
		"a week that the pledge does not cover is not owed": {commitment(1, scheduling.PerWeek), day(2026, 11, 25), day(2026, 12, 16), 2026, 2,
			Span{day(2026, 11, 30), day(2026, 12, 6)}, Span{day(2026, 12, 7), day(2026, 12, 13)}},
		"months are owed whole": {commitment(10, scheduling.PerMonth), day(2026, 2, 7), day(2026, 12, 31), 2026, 10,
			Span{day(2026, 3, 1), day(2026, 3, 31)}, Span{day(2026, 12, 1), day(2026, 12, 31)}},
		"a pledge signed in February owes the year": {commitment(2, scheduling.PerYear), day(2025, 2, 7), day(2025, 12, 31), 2025, 1,
			Year(2025), Year(2025)},
		"one that is replaced in June leaves the year to the next": {commitment(2, scheduling.PerYear), day(2025, 1, 1), day(2025, 5, 31), 2025, 0,
			Span{}, Span{}},
		"every second year": {second, day(2025, 1, 1), day(2028, 12, 31), 2026, 1,
			Span{day(2025, 1, 1), day(2026, 12, 31)}, Span{day(2025, 1, 1), day(2026, 12, 31)}},
		"weeks that touch the summer are not owed": {outside, day(2026, 5, 18), day(2026, 9, 13), 2026, 3,
			Span{day(2026, 5, 18), day(2026, 5, 24)}, Span{day(2026, 9, 7), day(2026, 9, 13)}},
		"the whole validity": {commitment(3, scheduling.PerValidity), day(2025, 2, 7), day(2026, 12, 31), 2026, 1,
			Span{day(2025, 2, 7), day(2026, 12, 31)}, Span{day(2025, 2, 7), day(2026, 12, 31)}},
		"without a number": {commitment(0, ""), day(2025, 1, 1), 0, 2026, 0, Span{}, Span{}},
	} {
		t.Run(name, func(t *testing.T) {
			m := material(test.from, test.to, test.year, day(2027, 6, 1))
			var owed []Stretch
			for _, s := range m.stretches(test.c) {
				if s.Owed {
					owed = append(owed, s)
				}
			}
			if len(owed) != test.owed {
				t.Fatalf("%d stretches are owed, want %d", len(owed), test.owed)
			}
			if test.owed > 0 && (owed[0].Span != test.first || owed[len(owed)-1].Span != test.last) {
				t.Errorf("from %s-%s to %s-%s", owed[0].From, owed[0].To, owed[len(owed)-1].From, owed[len(owed)-1].To)
			}
		})
	}
}

func TestStandings(t *testing.T) {
	year, week := commitment(2, scheduling.PerYear), commitment(1, scheduling.PerWeek)
	summery := year
	summery.Binds = scheduling.OutsideSummer
	for name, test := range map[string]struct {
		c           scheduling.Commitment
		from        scheduling.Day
		today       scheduling.Day
		done        []Counted
		standing    Standing
		judged, met int
	}{
		"nothing yet":                 {year, day(2026, 1, 1), day(2026, 6, 1), nil, NotYet, 0, 0},
		"half of it, in time":         {year, day(2026, 1, 1), day(2026, 12, 31), []Counted{held(day(2026, 5, 1))}, NotYet, 0, 0},
		"done before the year is out": {year, day(2026, 1, 1), day(2026, 6, 1), []Counted{held(day(2026, 3, 1)), held(day(2026, 4, 1))}, Kept, 1, 1},
		"half of it":                  {year, day(2026, 1, 1), day(2027, 1, 1), []Counted{held(day(2026, 5, 1))}, Broken, 1, 0},
		"nothing on record":           {year, day(2026, 1, 1), day(2027, 1, 1), nil, Unreported, 1, 0},
		"on record another year":      {year, day(2025, 1, 1), day(2027, 1, 1), []Counted{held(day(2025, 5, 1))}, Broken, 1, 0},
		"in the summer, apart":        {summery, day(2026, 1, 1), day(2027, 1, 1), []Counted{held(day(2026, 6, 1)), held(day(2026, 8, 31))}, Broken, 1, 0},
		"around the summer":           {summery, day(2026, 1, 1), day(2027, 1, 1), []Counted{held(day(2026, 5, 31)), held(day(2026, 9, 1))}, Kept, 1, 1},
		"so far every week":           {week, day(2026, 11, 9), day(2026, 11, 25), []Counted{held(day(2026, 11, 15)), held(day(2026, 11, 16))}, OnTrack, 2, 2},
		"not every week":              {week, day(2026, 11, 9), day(2026, 11, 25), []Counted{held(day(2026, 11, 9)), held(day(2026, 11, 15))}, Partly, 2, 1},
		"free words":                  {commitment(0, ""), day(2026, 1, 1), day(2027, 1, 1), []Counted{held(day(2026, 5, 1))}, NoNumber, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := material(test.from, 0, 2026, test.today)
			m.Pledge.Commitments, m.Activities = []scheduling.Commitment{test.c}, test.done
			a := Of(m).Accounts[0]
			if a.Standing != test.standing || a.Judged != test.judged || a.Met != test.met {
				t.Errorf("%s, %d of %d; want %s, %d of %d", a.Standing, a.Met, a.Judged, test.standing, test.met, test.judged)
			}
		})
	}
}

// TestAWeekIsTheSameLengthOnTheClocksDays looks at the weeks in which Swedish clocks are
// set: what is done late on their Sunday belongs to them.
func TestAWeekIsTheSameLengthOnTheClocksDays(t *testing.T) {
	for _, sunday := range []scheduling.Day{day(2026, 3, 29), day(2026, 10, 25)} {
		m := material(sunday.Monday(), sunday, 2026, sunday+1)
		m.Pledge.Commitments = []scheduling.Commitment{commitment(1, scheduling.PerWeek)}
		m.Activities = []Counted{held(scheduling.DayOf(sunday.At(23*60 + 59)))}
		if a := Of(m).Accounts[0]; a.Standing != Kept {
			t.Errorf("the week until %s is %s", sunday, a.Standing)
		}
	}
}
