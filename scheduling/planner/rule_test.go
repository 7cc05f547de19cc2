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
