package situation

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"poliskontor/scheduling"
)

// A lägesbild is named by an ISO week, and told by its Monday here. It is ready on that
// week's Friday, so it covers the seven days until then, from Friday to Thursday: every day
// is in exactly one, and none is left out because it comes after the picture was made. ISO
// weeks are named by their Thursday too.
const (
	firstDay = -3                // the Friday before
	lastDay  = 3                 // Thursday
	comingTo = 13                // the Sunday of the week after
	readyDay = scheduling.Day(4) // Friday
	readyAt  = 7 * 60            // minutes after midnight
)

// Ready returns when the lägesbild of a week is.
func Ready(monday scheduling.Day) time.Time { return (monday + readyDay).At(readyAt) }

// Latest returns the Monday of the last week whose lägesbild is ready.
func Latest(now time.Time) scheduling.Day {
	monday := scheduling.DayOf(now).Monday()
	if now.Before(Ready(monday)) {
		monday -= 7
	}
	return monday
}

// Covered returns the first and the last day that the lägesbild of a week is about.
func Covered(monday scheduling.Day) (from, to scheduling.Day) {
	return monday + firstDay, monday + lastDay
}

// yearBefore returns the Monday of the week with the same number in the year before; there
// is none for week 53 where that year has 52.
func yearBefore(monday scheduling.Day) (scheduling.Day, bool) {
	year, week := monday.Week()
	for _, days := range []scheduling.Day{52 * 7, 53 * 7} {
		if y, w := (monday - days).Week(); y == year-1 && w == week {
			return monday - days, true
		}
	}
	return 0, false
}

// WeekName writes a week as ISO 8601 does: 2026-W47.
func WeekName(monday scheduling.Day) string {
	year, week := monday.Week()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

var weekPattern = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)

// ParseWeek reads what [WeekName] writes. It is false for what is no week, such as week 53
// of a year that has 52.
func ParseWeek(text string) (monday scheduling.Day, ok bool) {
	found := weekPattern.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	year, _ := strconv.Atoi(found[1])
	week, _ := strconv.Atoi(found[2])
	// The fourth of January is always in week 1.
	monday = scheduling.NewDay(year, time.January, 4).Monday() + scheduling.Day(7*(week-1))
	return monday, WeekName(monday) == text
}
