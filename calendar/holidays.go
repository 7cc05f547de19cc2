package calendar

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/se"

	"poliskontor/scheduling"
)

// The library counts in the machine's zone, where a midnight that summer time
// skips would put a holiday on the day before.
func init() { cal.DefaultLoc = time.UTC }

// NewHolidays returns the Swedish holidays of every year. Blocked are the public
// holidays by lag (1989:253) and the eves that are free in practice: Midsummer's,
// Christmas and New Year's. Shortened are the four eves on which work commonly ends
// early. A bridge is a single working day, Monday to Friday, between two free ones;
// where it is also shortened, it is shortened, which says more. It is safe for
// concurrent use, and each year is worked out once.
func NewHolidays() scheduling.Holidays { return new(holidays) }

type holidays struct {
	years sync.Map // of map[scheduling.Day]scheduling.Holiday by year
}

// On returns what the day is.
func (h *holidays) On(day scheduling.Day) scheduling.Holiday {
	year, _, _ := day.Date()
	known, ok := h.years.Load(year)
	if !ok {
		known, _ = h.years.LoadOrStore(year, holidaysIn(year))
	}
	return known.(map[scheduling.Day]scheduling.Holiday)[day]
}

// holidaysIn returns all days of a year that are not ordinary. No bridge needs to
// look beyond the year: its first and its last day are blocked.
func holidaysIn(year int) map[scheduling.Day]scheduling.Holiday {
	found := map[scheduling.Day]scheduling.Holiday{}
	mark := func(day scheduling.Day, class scheduling.HolidayClass, name string) {
		if _, marked := found[day]; !marked {
			found[day] = scheduling.Holiday{Class: class, Name: name}
		}
	}
	// The list holds the three free eves too, under another type than the public
	// holidays: asking for that type would leave them out.
	for _, holiday := range se.Holidays {
		mark(dayOf(holiday, year), scheduling.HolidayBlocked, holiday.Name)
	}
	free := func(day scheduling.Day) bool {
		weekday := day.Weekday()
		return weekday == time.Saturday || weekday == time.Sunday || found[day].Class == scheduling.HolidayBlocked
	}
	mark(dayOf(se.TrettondedagJul, year)-1, scheduling.HolidayShortened, "Trettondagsafton")
	mark(dayOf(aa.MaundyThursday, year), scheduling.HolidayShortened, "Skärtorsdagen")
	mark(dayOf(se.ForstaMaj, year)-1, scheduling.HolidayShortened, "Valborgsmässoafton")
	mark(dayOf(se.AllaHelgonsDag, year)-1, scheduling.HolidayShortened, "Dagen före alla helgons dag")
	for day := scheduling.NewDay(year, time.January, 2); day < scheduling.NewDay(year, time.December, 31); day++ {
		if !free(day) && free(day-1) && free(day+1) {
			mark(day, scheduling.HolidayBridge, "Klämdag")
		}
	}
	return found
}

func dayOf(holiday *cal.Holiday, year int) scheduling.Day {
	date, _ := holiday.Calc(year)
	return scheduling.NewDay(date.Date())
}
