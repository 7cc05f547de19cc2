package scheduling

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Severity says what a check's finding means for a release.
type Severity string

// The severities, gravest first.
const (
	Blocks      Severity = "blocks"       // nothing is released until it is mended
	NeedsReason Severity = "needs_reason" // a public reason is due: the visit's own or the release's comment
	Warns       Severity = "warns"        // worth a look
)

// Finding is what a check found before a release.
type Finding struct {
	Severity Severity
	Check    Code
	VisitID  VisitID    // where it is about one visit
	Locality LocalityID // where it is about a locality's promise
	Params   map[string]string
}

// situation is what the checks look at.
type situation struct {
	crewing
	district District
	changes  []Change
	visits   map[VisitID]Visit // the working schedule
	names    Directory
	pledges  []Pledge
	seasons  []Season
	holidays Holidays
	now      time.Time
}

// findings runs every check, gravest findings first.
func (s situation) findings() []Finding {
	var found []Finding
	for _, change := range s.changes {
		visit := s.visits[change.After.ID]
		if change.Unsays() {
			continue // it was checked when it was announced
		}
		if change.Kind == ChangeNew || change.Kind == ChangeMoved {
			found = append(found, s.ofSlot(visit)...)
		}
		if change.Kind != ChangeNew && change.Kind != ChangeHeld && change.Kind != ChangeDetails && visit.Reason == "" {
			found = append(found, Finding{Severity: NeedsReason, Check: CheckNoReason, VisitID: visit.ID})
		}
	}
	found = append(found, s.ofStandingVisits()...)
	found = append(found, s.ofPromises()...)
	rank := map[Severity]int{Blocks: 0, NeedsReason: 1, Warns: 2}
	slices.SortStableFunc(found, func(a, b Finding) int { return rank[a.Severity] - rank[b.Severity] })
	return found
}

// ofStandingVisits checks what nobody has touched: an office that was lent out after
// its visits were announced.
func (s situation) ofStandingVisits() []Finding {
	changed := map[VisitID]bool{}
	for _, change := range s.changes {
		changed[change.After.ID] = true
	}
	var found []Finding
	for _, v := range s.visits {
		if !changed[v.ID] && !v.State.Final() && v.Starts.After(s.now) && s.away(v) {
			found = append(found, Finding{Severity: Warns, Check: CheckOfficeAway, VisitID: v.ID})
		}
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(s.visits[a.VisitID].Starts.Compare(s.visits[b.VisitID].Starts), cmp.Compare(a.VisitID, b.VisitID))
	})
	return found
}

// ofSlot checks the time and place that a visit newly gets.
func (s situation) ofSlot(v Visit) []Finding {
	var found []Finding
	say := func(severity Severity, name Code, params ...string) {
		found = append(found, Finding{Severity: severity, Check: name, VisitID: v.ID, Params: pairs(params)})
	}
	day := DayOf(v.Starts)
	if !v.Starts.After(s.now) {
		say(Blocks, CheckPast)
	}
	if !s.crewed(v) {
		say(Blocks, CheckNoShift)
	}
	if s.away(v) {
		say(Blocks, CheckOfficeAway)
	}
	if s.names.Sites[v.SiteID].Retired {
		say(Blocks, CheckSiteRetired)
	}
	s.ofGround(v, say)
	if notice := int(day - DayOf(s.now)); notice < s.district.NoticeDays {
		say(s.reasoned(v), CheckShortNotice, "days", strconv.Itoa(notice), "rule", strconv.Itoa(s.district.NoticeDays))
	}
	if v.OccasionID == "" {
		switch holiday := s.holidays.On(day); holiday.Class {
		case HolidayBlocked:
			say(s.reasoned(v), CheckHoliday, "name", holiday.Name)
		case HolidayWarn, HolidayShortened, HolidayBridge:
			say(Warns, CheckNearHoliday, "name", holiday.Name)
		case NoHoliday:
		}
	}
	return found
}

// reasoned is NeedsReason until the visit itself gives one.
func (s situation) reasoned(v Visit) Severity {
	if v.Reason != "" {
		return Warns
	}
	return NeedsReason
}

// ofPromises checks the gaps that the schedule would have at each locality.
func (s situation) ofPromises() []Finding {
	days := map[LocalityID][]Day{}
	for _, v := range s.visits {
		if v.State != Cancelled && v.OccasionID == "" {
			days[v.LocalityID] = append(days[v.LocalityID], DayOf(v.Starts))
		}
	}
	var found []Finding
	for id, visited := range days {
		slices.Sort(visited)
		first, last := visited[0], visited[len(visited)-1]
		for _, promise := range PromisesOf(s.names.Localities[id], s.pledges, first, last) {
			for _, gap := range promise.Gaps(visited, s.summer(first)) {
				if gap.To < DayOf(s.now) {
					continue
				}
				found = append(found, Finding{Severity: Warns, Check: CheckPromiseGap, Locality: id, Params: pairs([]string{
					"from", gap.From.String(), "to", gap.To.String(), "days", strconv.Itoa(gap.Days),
					"promise", strconv.Itoa(promise.Commitment.Target.MaxGapDays)})})
			}
		}
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Locality, b.Locality), cmp.Compare(a.Params["from"], b.Params["from"]))
	})
	return found
}

// summer is the rule of the first season that reaches beyond the day.
func (s situation) summer(d Day) SummerRule {
	for _, season := range s.seasons {
		if season.To >= d && season.Summer != (SummerRule{}) {
			return season.Summer
		}
	}
	return SummerRule{}
}
