package planner

import (
	"slices"
	"testing"
)

// compiled is the tiny problem, changed, in dense form.
func compiled(t *testing.T, change func(*Problem)) *model {
	t.Helper()
	p := tiny()
	if change != nil {
		change(p)
	}
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRulesAreNamedOnce(t *testing.T) {
	names := Rules()
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) || names[0] == "" {
		t.Errorf("names %v", names)
	}
}

// boundCase asks one bound about a stop of the tiny problem.
type boundCase struct {
	name   string
	change func(*Problem)
	at     site
	want   window
}

func testBound(t *testing.T, rule boundRule, cases []boundCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := rule.window(compiled(t, c.change), c.at); got != c.want {
				t.Errorf("window %v, want %v", got, c.want)
			}
		})
	}
}

// visiting is a new visit to place 0 on a day, in a shift.
func visiting(day, shift int) site { return site{place: 0, occasion: -1, day: day, shift: shift} }

// attending is occasion 0, in the shift of day 1.
var attending = site{place: -1, occasion: 0, day: 1, shift: 0}

// fair adds an occasion on day 1, from 10:00 to 12:00.
func fair(p *Problem) {
	p.Occasions = []Occasion{{Node: 3, Day: 1, Opens: 600, Closes: 720, Minutes: 60, Slots: 1, Priority: 1}}
}

func TestShiftBound(t *testing.T) {
	testBound(t, shiftBound, []boundCase{
		{"in a shift", nil, visiting(1, 0), window{480, 960}},
		{"no shift", nil, visiting(2, -1), never},
		{"overtime", func(p *Problem) { p.Shifts[0].MaxOvertime = 30 }, visiting(1, 0), window{480, 990}},
		{"overtime ends where the next shift begins", func(p *Problem) {
			p.Shifts[0].MaxOvertime = 60
			p.Shifts = append(p.Shifts, Shift{Day: 1, From: 970, To: 1200})
		}, visiting(1, 0), window{480, 970}},
		{"a pinned stop in the evening is reached in time", func(p *Problem) {
			p.Shifts[0].MaxOvertime = 60
			p.Fixed = []Fixed{{Place: new(1), Day: 1, From: 1030, To: 1100, Pinned: true}}
		}, visiting(1, 0), window{480, 1004}},
	})
}

func TestWeekdayBound(t *testing.T) {
	onlyTuesday := func(p *Problem) {
		fair(p)
		p.Places[0].Weekdays = Weekdays{1: true}
	}
	testBound(t, weekdayBound, []boundCase{
		{"allowed", onlyTuesday, visiting(8, 2), always},
		{"not allowed", onlyTuesday, visiting(3, 1), never},
		{"occasions are on any", func(p *Problem) { onlyTuesday(p); p.Occasions[0].Day = 3 }, site{place: -1, day: 3, shift: 1}, always},
	})
}

func TestHoursBound(t *testing.T) {
	testBound(t, hoursBound, []boundCase{
		{"place", nil, visiting(1, 0), window{540, 1080}},
		{"occasion", fair, attending, window{600, 720}},
		{"occasion on another day", fair, site{place: -1, day: 3, shift: 1}, never},
	})
}

func TestHolidayBound(t *testing.T) {
	day := func(class DayClass) func(*Problem) {
		return func(p *Problem) { fair(p); p.Calendar[1].Class = class }
	}
	testBound(t, holidayBound, []boundCase{
		{"ordinary", day(Ordinary), visiting(1, 0), always},
		{"warned", day(Warn), visiting(1, 0), always},
		{"bridge", day(Bridge), visiting(1, 0), always},
		{"shortened", day(Shortened), visiting(1, 0), window{0, 780}},
		{"blocked", day(Blocked), visiting(1, 0), never},
		{"occasion on a blocked day", day(Blocked), attending, always},
	})
}

func TestNoticeBound(t *testing.T) {
	frozen := func(p *Problem) { fair(p); p.FrozenDays = 2 }
	kept := visiting(1, 0)
	kept.fixed = true
	testBound(t, noticeBound, []boundCase{
		{"within", frozen, visiting(1, 0), never},
		{"occasion within", frozen, attending, never},
		{"fixed within", frozen, kept, always},
		{"the first day after", func(p *Problem) { p.FrozenDays = 1 }, visiting(1, 0), always},
	})
}

func TestPauseBound(t *testing.T) {
	paused := func(p *Problem) { p.Places[0].Pauses = []Span{{1, 3}} }
	testBound(t, pauseBound, []boundCase{
		{"first day", paused, visiting(1, 0), never},
		{"day after", paused, visiting(3, 1), always},
		{"other place", paused, site{place: 1, occasion: -1, day: 1}, always},
	})
}

// gapCase asks a rule about a gap of place 0, whose clock runs 1000 in 7 days,
// or of place 1, in 14.
type gapCase struct {
	name   string
	change func(*Problem)
	gap    gap
	want   Score
}

func testGap(t *testing.T, rule gapRule, cases []gapCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := compiled(t, c.change)
			if got := rule.price(m, c.gap); got != c.want {
				t.Errorf("price %v of a gap of %d, want %v", got, m.length(c.gap), c.want)
			}
			if len(rule.values(m, c.gap)) == 0 {
				t.Error("no values")
			}
		})
	}
	if !rule.grows {
		return
	}
	m := compiled(t, nil)
	for to := 8; to < 28; to++ {
		if rule.price(m, gap{from: 0, to: to}).Less(rule.price(m, gap{from: 0, to: to - 1})) {
			t.Errorf("the price falls from %d days to %d", to-1, to)
		}
	}
}

func TestMaxGapRule(t *testing.T) {
	testGap(t, maxGapRule, []gapCase{
		{"within", nil, gap{from: 0, to: 10}, Score{}},
		{"beyond: 1571 of 1500", nil, gap{from: 0, to: 11}, Score{Promise: 71 * 20}},
		{"to the end: 1572, readings are rounded", nil, gap{from: 17, to: 28, last: true}, Score{Promise: 72 * 20}},
		{"not promised", func(p *Problem) { p.Places[0].Promised = false }, gap{from: 0, to: 11}, Score{Soft: 71 * 20}},
		{"half the need", func(p *Problem) { p.Places[0].Need = 500 }, gap{from: 0, to: 11}, Score{Promise: 71 * 10}},
		{"summer at half rate", func(p *Problem) {
			for day := range 14 {
				p.Calendar[day].Summer = true
			}
		}, gap{from: 0, to: 14}, Score{}},
	})
}

func TestSpacingRule(t *testing.T) {
	testGap(t, spacingRule, []gapCase{
		{"even", nil, gap{from: 1, to: 8}, Score{}},
		{"late: 1286", nil, gap{from: 1, to: 10}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"early: 714", nil, gap{from: 1, to: 6}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"late is dearer", func(p *Problem) { p.Weights.Late = 3 }, gap{from: 1, to: 10}, Score{Soft: 7 * (286 * 286 / 10000)}},
		{"early is not", func(p *Problem) { p.Weights.Late = 3 }, gap{from: 1, to: 6}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"early to the end", nil, gap{from: 25, to: 28, last: true}, Score{}},
		{"early from no visit", nil, gap{from: 0, to: 3, open: true}, Score{}},
		{"late to the end: 1286", nil, gap{from: 19, to: 28, last: true}, Score{Soft: 4 * (286 * 286 / 10000)}},
		{"twice the need", func(p *Problem) { p.Places[0].Need = 2000 }, gap{from: 1, to: 10}, Score{Soft: 8 * (286 * 286 / 10000)}},
		{"in a pause the clock stands", func(p *Problem) { p.Places[0].Pauses = []Span{{2, 9}} }, gap{from: 1, to: 15}, Score{}},
	})
}

func TestRhythmRule(t *testing.T) {
	testGap(t, rhythmRule, []gapCase{
		{"every week", nil, gap{place: 0, from: 1, to: 8}, Score{}},
		{"two weeks of two", nil, gap{place: 1, from: 1, to: 15}, Score{}},
		{"another weekday is in rhythm", nil, gap{place: 1, from: 3, to: 15}, Score{}},
		{"three weeks of two", nil, gap{place: 1, from: 1, to: 22}, Score{Soft: 10}},
		{"a visit left out", nil, gap{place: 1, from: -13, to: 15}, Score{}},
		{"to the end", nil, gap{place: 1, from: 1, to: 28, last: true}, Score{}},
	})
}

func TestMinGap(t *testing.T) {
	for _, c := range []struct {
		name string
		gap  gap
		want bool
	}{
		{"286 of 400", gap{from: 1, to: 3}, true},
		{"429", gap{from: 0, to: 3}, false},
		{"to the end", gap{from: 27, to: 28, last: true}, false},
		{"from no visit", gap{from: 0, to: 1, open: true}, false},
	} {
		if got := tooClose(compiled(t, nil), c.gap); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestWarnRule(t *testing.T) {
	for class, want := range map[DayClass]int{Ordinary: 0, Warn: 40, Bridge: 40, Shortened: 0} {
		m := compiled(t, func(p *Problem) { p.Calendar[1].Class = class })
		if got := warnRule.price(m, 0, 1); got != (Score{Soft: want}) {
			t.Errorf("%q: %v", class, got)
		}
	}
}

// placeCase asks a rule about all visits to place 0.
type placeCase struct {
	name   string
	change func(*Problem)
	days   []int
	want   Score
	items  int
}

func testPlace(t *testing.T, rule placeRule, cases []placeCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := compiled(t, c.change)
			if got := rule.price(m, 0, c.days); got != c.want {
				t.Errorf("price %v, want %v", got, c.want)
			}
			var sum Score
			charges := rule.explain(m, 0, c.days)
			for _, charge := range charges {
				sum = sum.Plus(level(charge.Level == LevelPromise, charge.Cost))
			}
			if sum != c.want || len(charges) != c.items {
				t.Errorf("%d charges of %v, want %d", len(charges), sum, c.items)
			}
		})
	}
}

func TestUsualWeekdayRule(t *testing.T) {
	testPlace(t, usualWeekdayRule, []placeCase{
		{"none", nil, nil, Score{}, 0},
		{"all alike", nil, []int{1, 8, 15}, Score{}, 0},
		{"one off", nil, []int{1, 10, 15}, Score{Soft: 30}, 1},
	})
}

func TestFloorRule(t *testing.T) {
	floor := func(promised bool) func(*Problem) {
		return func(p *Problem) {
			p.Places[0].Promised = promised
			p.Places[0].Floors = []Floor{{Span{0, 14}, 2}, {Span{14, 28}, 1}}
		}
	}
	testPlace(t, floorRule, []placeCase{
		{"met", floor(true), []int{1, 8, 15}, Score{}, 0},
		{"one missing", floor(true), []int{1, 14}, Score{Promise: 20_000}, 1},
		{"all missing", floor(true), nil, Score{Promise: 60_000}, 2},
		{"only wished", floor(false), []int{1, 15}, Score{Soft: 20_000}, 1},
	})
}

func TestShiftRules(t *testing.T) {
	m, drive := compiled(t, nil), toll{travel: 50, overtime: 6}
	if got := travelRule.price(m, drive); got != (Score{Soft: 50}) {
		t.Errorf("travel %v", got)
	}
	if got := overtimeRule.price(m, drive); got != (Score{Soft: 30}) {
		t.Errorf("overtime %v", got)
	}
}

func TestOccasionRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		fair(p)
		p.Occasions = append(p.Occasions, p.Occasions[0], p.Occasions[0])
		p.Occasions[1].Priority = 2
	})
	charges := occasionRule.explain(m, &tally{attended: []bool{false, false, true}})
	if len(charges) != 2 || charges[0].Level != LevelPromise || charges[0].Cost != 5000 || charges[1].Level != LevelSoft || charges[1].Cost != 1500 {
		t.Errorf("charges %+v", charges)
	}
}

func TestSummerRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		fair(p)
		p.SummerShare = 200
		p.Calendar[1].Summer = true
		p.Occasions[0].Closes = 800
	})
	// One summer shift of 480 minutes: 96 are due.
	for minutes, want := range map[int]int{0: 480, 60: 180, 96: 0, 200: 0} {
		sum := 0
		for _, c := range summerRule.explain(m, &tally{summer: minutes}) {
			sum += c.Cost
		}
		if sum != want || m.summerPrice(minutes).Promise != want {
			t.Errorf("%d minutes cost %d, want %d", minutes, sum, want)
		}
	}
	m = compiled(t, func(p *Problem) { p.SummerShare = 500; p.Calendar[1].Summer = true })
	if m.summerDue != 0 {
		t.Errorf("%d minutes are due without an occasion", m.summerDue)
	}
}

func TestDisruptionRule(t *testing.T) {
	m := compiled(t, func(p *Problem) {
		f := Fixed{Place: new(0), Day: 8, From: 600, To: 720}
		p.Fixed = []Fixed{f, f, f}
		p.Fixed[1].Announced, p.Fixed[1].Day, p.Fixed[2].Day = true, 15, 22
	})
	charges := disruptionRule.explain(m, &tally{kept: []bool{false, false, true}, moved: []bool{true, false, false}})
	if len(charges) != 2 || charges[0].Cost != 200 || charges[1].Cost != 400 || charges[0].Value["moved"] != 1 || charges[1].Value["moved"] != 0 {
		t.Errorf("charges %+v", charges)
	}
}
