package planner

import "testing"

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
