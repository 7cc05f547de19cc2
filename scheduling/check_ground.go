package scheduling

import (
	"strconv"
	"time"
)

// ofGround checks whether the site of a visit is open to the office, and whether its
// crew has had its rest.
func (s situation) ofGround(v Visit, say func(Severity, Code, ...string)) {
	if v.OccasionID == "" {
		day := DayOf(v.Starts)
		opens, closes, open := s.names.Sites[v.SiteID].Opening.On(day)
		if !open || minuteOn(day, v.Starts) < opens || minuteOn(day, v.Ends) > closes {
			say(Warns, CheckSiteClosed)
		}
	}
	if rest, tired := s.restAround(v); tired {
		say(Warns, CheckRest, "hours", strconv.Itoa(int(rest.Hours())), "rule", strconv.Itoa(s.district.RestMinutes/60))
	}
}

// restAround is the shortest time off that a visit's crew has between its shift and
// those of other days that are used as well, where that is less than the district's
// rule.
func (s situation) restAround(v Visit) (rest time.Duration, tired bool) {
	rest = time.Duration(s.district.RestMinutes) * time.Minute
	for _, mine := range s.shifts {
		if mine.OfficeID != v.OfficeID || !mine.Covers(v.Starts, v.Ends) {
			continue
		}
		for _, other := range s.shifts {
			between := max(other.Starts.Sub(mine.Ends), mine.Starts.Sub(other.Ends))
			// Whether a shift is used takes a look at every visit, so it is asked last.
			if between < rest && other.sameCrew(mine) && DayOf(other.Starts) != DayOf(mine.Starts) && s.used(other) {
				rest, tired = max(between, 0), true
			}
		}
	}
	return rest, tired
}

// sameCrew tells whether the shifts are worked by one team.
func (s Shift) sameCrew(o Shift) bool {
	return s.Crew == o.Crew && (s.Crew != "" || s.OfficeID == o.OfficeID)
}

// used tells whether a visit stands in a shift.
func (s situation) used(shift Shift) bool {
	for _, v := range s.visits {
		if v.State != Cancelled && v.OfficeID == shift.OfficeID && shift.Covers(v.Starts, v.Ends) {
			return true
		}
	}
	return false
}
