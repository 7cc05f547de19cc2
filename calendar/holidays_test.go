package calendar

import (
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"poliskontor/scheduling"
)

const (
	blocked   = scheduling.HolidayBlocked
	shortened = scheduling.HolidayShortened
	bridge    = scheduling.HolidayBridge
)

// TestHolidaysOfAYear holds every day of a year that is not ordinary; the rest must be.
func TestHolidaysOfAYear(t *testing.T) {
	for year, want := range map[int]map[string]scheduling.Holiday{
		2026: {
			"01-01": {Class: blocked, Name: "Nyårsdagen"},
			"01-02": {Class: bridge, Name: "Klämdag"},
			"01-05": {Class: shortened, Name: "Trettondagsafton"}, // a bridge as well
			"01-06": {Class: blocked, Name: "Trettondedag jul"},
			"04-02": {Class: shortened, Name: "Skärtorsdagen"},
			"04-03": {Class: blocked, Name: "Långfredagen"},
			"04-05": {Class: blocked, Name: "Påskdagen"},
			"04-06": {Class: blocked, Name: "Annandag påsk"},
			"04-30": {Class: shortened, Name: "Valborgsmässoafton"},
			"05-01": {Class: blocked, Name: "Första maj"},
			"05-14": {Class: blocked, Name: "Kristi himmelsfärdsdag"},
			"05-15": {Class: bridge, Name: "Klämdag"},
			"05-24": {Class: blocked, Name: "Pingstdagen"},
			"06-06": {Class: blocked, Name: "Sveriges nationaldag"},
			"06-19": {Class: blocked, Name: "Midsommarafton"},
			"06-20": {Class: blocked, Name: "Midsommardagen"},
			"10-30": {Class: shortened, Name: "Dagen före alla helgons dag"},
			"10-31": {Class: blocked, Name: "Alla helgons dag"},
			"12-24": {Class: blocked, Name: "Julafton"},
			"12-25": {Class: blocked, Name: "Juldagen"},
			"12-26": {Class: blocked, Name: "Annandag jul"},
			"12-31": {Class: blocked, Name: "Nyårsafton"},
		},
		2027: {
			"01-01": {Class: blocked, Name: "Nyårsdagen"},
			"01-05": {Class: shortened, Name: "Trettondagsafton"},
			"01-06": {Class: blocked, Name: "Trettondedag jul"},
			"03-25": {Class: shortened, Name: "Skärtorsdagen"},
			"03-26": {Class: blocked, Name: "Långfredagen"},
			"03-28": {Class: blocked, Name: "Påskdagen"},
			"03-29": {Class: blocked, Name: "Annandag påsk"},
			"04-30": {Class: shortened, Name: "Valborgsmässoafton"},
			"05-01": {Class: blocked, Name: "Första maj"},
			"05-06": {Class: blocked, Name: "Kristi himmelsfärdsdag"},
			"05-07": {Class: bridge, Name: "Klämdag"},
			"05-16": {Class: blocked, Name: "Pingstdagen"},
			"06-06": {Class: blocked, Name: "Sveriges nationaldag"},
			"06-25": {Class: blocked, Name: "Midsommarafton"},
			"06-26": {Class: blocked, Name: "Midsommardagen"},
			"11-05": {Class: shortened, Name: "Dagen före alla helgons dag"},
			"11-06": {Class: blocked, Name: "Alla helgons dag"},
			"12-24": {Class: blocked, Name: "Julafton"},
			"12-25": {Class: blocked, Name: "Juldagen"},
			"12-26": {Class: blocked, Name: "Annandag jul"},
			"12-31": {Class: blocked, Name: "Nyårsafton"},
		},
	} {
		holidays := NewHolidays()
		got := map[string]scheduling.Holiday{}
		for day := scheduling.NewDay(year, time.January, 1); day < scheduling.NewDay(year+1, time.January, 1); day++ {
			if holiday := holidays.On(day); holiday != (scheduling.Holiday{}) {
				got[day.String()[5:]] = holiday
			}
		}
		for _, date := range slices.Sorted(maps.Keys(want)) {
			if got[date] != want[date] {
				t.Errorf("%d-%s: got %v, want %v", year, date, got[date], want[date])
			}
			delete(got, date)
		}
		for date, holiday := range got {
			t.Errorf("%d-%s: got %v, want an ordinary day", year, date, holiday)
		}
	}
}

func TestHolidaysOfOtherYears(t *testing.T) {
	holidays := NewHolidays()
	for date, want := range map[string]scheduling.Holiday{
		"2019-06-06": {Class: blocked, Name: "Sveriges nationaldag"},
		"2019-06-07": {Class: bridge, Name: "Klämdag"},
		"2024-03-28": {Class: shortened, Name: "Skärtorsdagen"},
		"2024-03-31": {Class: blocked, Name: "Påskdagen"},
		"2024-05-10": {Class: bridge, Name: "Klämdag"},
		"2024-06-21": {Class: blocked, Name: "Midsommarafton"},
		"2024-11-02": {Class: blocked, Name: "Alla helgons dag"},
		"2024-12-23": {Class: bridge, Name: "Klämdag"}, // Monday before Christmas Eve
		"2024-12-27": {Class: bridge, Name: "Klämdag"},
		"2024-12-30": {Class: bridge, Name: "Klämdag"},
		"2025-04-18": {Class: blocked, Name: "Långfredagen"},
		"2025-05-29": {Class: blocked, Name: "Kristi himmelsfärdsdag"},
		"2025-06-08": {Class: blocked, Name: "Pingstdagen"},
		"2025-12-22": {}, // two working days between free ones are no bridge
		"2025-12-23": {},
		"2026-04-04": {}, // Easter Saturday
		"2026-06-05": {},
		"2026-11-29": {}, // a Sunday like others
		"2028-04-16": {Class: blocked, Name: "Påskdagen"},
		"2028-02-29": {},
		"2029-04-30": {Class: shortened, Name: "Valborgsmässoafton"}, // a Monday, so a bridge as well
		"2035-03-25": {Class: blocked, Name: "Påskdagen"},
		"2038-04-25": {Class: blocked, Name: "Påskdagen"},
		"2038-06-25": {Class: blocked, Name: "Midsommarafton"},
		"2049-06-06": {Class: blocked, Name: "Pingstdagen"}, // National Day as well
	} {
		day, err := scheduling.ParseDay(date)
		if err != nil {
			t.Fatal(err)
		}
		if got := holidays.On(day); got != want {
			t.Errorf("%s: got %v, want %v", date, got, want)
		}
	}
}

// TestBridgesLieBetweenFreeDays checks the rule itself over many years.
func TestBridgesLieBetweenFreeDays(t *testing.T) {
	holidays := NewHolidays()
	free := func(day scheduling.Day) bool {
		return day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || holidays.On(day).Class == blocked
	}
	for day := scheduling.NewDay(2020, time.January, 1); day < scheduling.NewDay(2061, time.January, 1); day++ {
		lone := !free(day) && free(day-1) && free(day+1)
		switch class := holidays.On(day).Class; {
		case class == bridge && !lone:
			t.Errorf("%s is called a bridge", day)
		case lone && class != bridge && class != shortened:
			t.Errorf("%s is a bridge, got %q", day, class)
		}
	}
}

// TestHolidaysAreWorkedOutOnce asks from many sides at once (for the race detector)
// and counts what an answer costs afterwards.
func TestHolidaysAreWorkedOutOnce(t *testing.T) {
	holidays := NewHolidays()
	var asking sync.WaitGroup
	for range 8 {
		asking.Go(func() {
			for day := scheduling.NewDay(2026, time.January, 1); day < scheduling.NewDay(2028, time.January, 1); day++ {
				holidays.On(day)
			}
		})
	}
	asking.Wait()
	christmas := scheduling.NewDay(2026, time.December, 25)
	if allocations := testing.AllocsPerRun(100, func() { holidays.On(christmas) }); allocations > 1 {
		t.Errorf("an answer that is known takes %v allocations", allocations)
	}
}
