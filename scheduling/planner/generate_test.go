package planner

import (
	"bytes"
	"fmt"
	"testing"
)

// sizes are those that the engine is measured by, and some out of the way.
var sizes = []GenerateOptions{
	{Offices: 1, Places: 12, Weeks: 26, Load: 900},
	{Offices: 3, Places: 40, Weeks: 52, Load: 910},
	{Offices: 1, Places: 10, Weeks: 26, Load: 850},
	{Offices: 1, Places: 17, Weeks: 26, Load: 950},
	{Offices: 2, Places: 20, Weeks: 30, Load: 1100},
	{Offices: 1, Places: 40, Weeks: 26, Load: 1000},
}

func TestGenerate(t *testing.T) {
	for _, options := range sizes {
		for seed := range uint64(2) {
			options.Seed = seed
			t.Run(fmt.Sprint(options), func(t *testing.T) {
				p := Generate(options)
				m, err := compile(p)
				if err != nil {
					t.Fatal(err)
				}
				share := m.density().Share()
				if off := share - options.Load; max(off, -off)*100 > options.Load {
					t.Errorf("density %d, want %d", share, options.Load)
				}
				if seed == 0 && !bytes.Equal(encoded(t, p), encoded(t, Generate(options))) {
					t.Error("the same options give another problem")
				}
				for i := range m.places {
					if len(m.places[i].spots())*m.Places[i].Period < p.Days {
						t.Errorf("place %d has only %d spots", i, len(m.places[i].spots()))
					}
				}
			})
		}
	}
}

func TestGenerateTakesAnyOptions(t *testing.T) {
	for _, options := range []GenerateOptions{{}, {Offices: 2, Places: 1, Weeks: 1}, {Places: 3, Weeks: 3, Load: 3000}, {Weeks: 60, Load: 50}} {
		if err := Generate(options).Validate(); err != nil {
			t.Errorf("%+v: %v", options, err)
		}
	}
}

func TestHolidaysAreOnTheirDates(t *testing.T) {
	days := swedishHolidays(2026, 2027)
	for date, class := range map[string]DayClass{
		"2026-04-03": Blocked, "2026-04-06": Blocked, "2026-05-14": Blocked, "2026-05-15": Bridge, "2026-06-19": Blocked,
		"2026-10-30": Shortened, "2027-03-26": Blocked, "2027-05-06": Blocked, "2027-06-25": Blocked, "2027-11-05": Shortened,
		"2026-11-11": Ordinary,
	} {
		if days[date].Class != class {
			t.Errorf("%s is %q, want %q", date, days[date].Class, class)
		}
	}
}
