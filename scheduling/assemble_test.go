package scheduling_test

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
	"poliskontor/storage/storagetest"
)

// edited is a thing that was written without an error.
func edited[T any](t *testing.T, thing T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return thing
}

// problem is the season's problem, with the pledge to all three localities.
func (d *desk) problem(season scheduling.Season) planner.Problem {
	d.t.Helper()
	p, err := d.planning.Problem(d.ctx, season.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func (d *desk) addOffice() scheduling.Office {
	d.t.Helper()
	o, err := d.registers.Offices.Create(d.ctx, scheduling.Office{
		DistrictID: d.District.ID, Name: "Mobilt kontor 2", Base: d.Office.Base,
	})
	return edited(d.t, o, err)
}

func (d *desk) addShift(office scheduling.Office, day scheduling.Day, from, to int, crew string) scheduling.Shift {
	d.t.Helper()
	s, err := d.registers.Shifts.Create(d.ctx, scheduling.Shift{
		DistrictID: d.District.ID, OfficeID: office.ID, Starts: day.At(from), Ends: day.At(to), Crew: crew,
	})
	return edited(d.t, s, err)
}

func TestProblemHasRestCrewsAndLead(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	d.District.RestMinutes = scheduling.DailyRest
	_, err := d.registers.Districts.Update(d.ctx, d.District)
	edited(t, 0, err)
	second := d.addOffice()
	d.addShift(second, monday, 14*60, 23*60, "Lag A")
	p := d.problem(d.season())
	if p.Rest != 660 || p.Ahead != 25 {
		t.Errorf("rest %d, %d days ahead", p.Rest, p.Ahead)
	}
	if last := p.Shifts[len(p.Shifts)-1]; last.Crew != "Lag A" || last.To != 23*60 || p.Shifts[0].Crew != "" {
		t.Errorf("shifts %+v", p.Shifts)
	}
}

// TestProposalRestsTheCrew offers a late shift and an early one of one crew: only one
// of the two is used.
func TestProposalRestsTheCrew(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	d.District.RestMinutes = scheduling.DailyRest
	_, err := d.registers.Districts.Update(d.ctx, d.District)
	edited(t, 0, err)
	d.addShift(d.Office, monday+5, 13*60, 23*60, "")
	d.addShift(d.Office, monday+6, 8*60, 16*60, "")
	for i := range d.Localities {
		l := d.Localities[i]
		l.Visiting.Weekdays = [7]bool{5: true, 6: true}
		_, err := d.registers.Localities.Update(d.ctx, l)
		edited(t, 0, err)
	}
	proposal, err := d.planning.Propose(d.ctx, d.season().ID, scheduling.ProposeOptions{Iterations: 200})
	edited(t, 0, err)
	used := map[scheduling.Day]bool{}
	for _, v := range proposal.Visits {
		used[scheduling.DayOf(v.Starts)] = true
	}
	if len(used) != 1 {
		t.Errorf("days used: %v", used)
	}
}

// TestNothingIsAddedWhereNobodyPromises leaves a visit alone that a planner has put at a
// locality of which no pledge speaks.
func TestNothingIsAddedWhereNobodyPromises(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	other := d.Localities[2]
	other.Kind = scheduling.Tatort
	edited(t, other, func() error { _, err := d.registers.Localities.Update(d.ctx, other); return err }())
	standing := d.plan(2, monday+2, 10, 13)
	season := d.season()
	season.From, season.To = monday, monday+400
	edited(t, season, func() error { _, err := d.registers.Seasons.Update(d.ctx, season); return err }())
	for week := range scheduling.Day(40) {
		d.addShift(d.Office, monday+21+7*week, 9*60, 17*60, "")
	}
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{Iterations: 200})
	edited(t, 0, err)
	for _, v := range proposal.Visits {
		if v.LocalityID == other.ID && (v.VisitID != standing.ID || v.Kind != scheduling.ProposedKept) {
			t.Errorf("proposed: %+v", v)
		}
	}
}

// TestReasonsSpeakOfDates reads when a place was visited before out of the reasons for
// its next visit.
func TestReasonsSpeakOfDates(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	proposal, err := d.planning.Propose(d.ctx, d.season().ID, scheduling.ProposeOptions{Iterations: 50})
	edited(t, 0, err)
	before, found := map[scheduling.LocalityID]scheduling.Day{}, 0
	for _, v := range proposal.Visits {
		for _, r := range v.Reasons {
			if last, visited := before[v.LocalityID]; visited && r.Rule == planner.RuleSpacing {
				found++
				if since := scheduling.Day(r.Value["since"]); since != last {
					t.Errorf("visited before on %s, it says %s", last, since)
				}
			}
		}
		before[v.LocalityID] = scheduling.DayOf(v.Starts)
	}
	if found == 0 {
		t.Error("no visit has one before it")
	}
}

func TestProblemHasOpenSites(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	first := d.Sites[0]
	first.Preference, first.Opening = 1, scheduling.Opening{Weekdays: [7]bool{1: true}, Opens: 9 * 60, Closes: 14 * 60}
	edited(t, first, func() error { _, err := d.registers.Sites.Update(d.ctx, first); return err }())
	winter, err := d.registers.Sites.Create(d.ctx, scheduling.Site{
		DistrictID: d.District.ID, LocalityID: d.Localities[0].ID, Name: "Isbanan", Position: first.Position,
		Opening: scheduling.Opening{From: scheduling.MonthDay{Month: time.December, Day: 1}, To: scheduling.MonthDay{Month: time.March, Day: 1}},
	})
	edited(t, winter, err)
	square, err := d.registers.Sites.Create(d.ctx, scheduling.Site{
		DistrictID: d.District.ID, LocalityID: d.Localities[0].ID, Name: "Torget", Position: first.Position, Preference: 2,
	})
	edited(t, square, err)
	season := d.season() // 23 November to 6 December
	p := d.problem(season)
	at := slices.IndexFunc(p.Places, func(l planner.Place) bool { return l.ID == string(d.Localities[0].ID) })
	sites := p.Places[at].Sites
	if len(sites) != 3 || sites[0].ID != string(winter.ID) || sites[1].ID != string(first.ID) {
		t.Fatalf("sites %+v", sites)
	}
	if open := sites[0].Open; !slices.Equal(open, []planner.Span{{From: 8, To: 14}}) || sites[0].Closes != 1440 {
		t.Errorf("in winter: %+v", sites[0])
	}
	if sites[1].Weekdays != (planner.Weekdays{1: true}) || sites[1].Opens != 540 || sites[1].Closes != 840 || sites[1].Open != nil {
		t.Errorf("on Tuesdays: %+v", sites[1])
	}
	standing := d.Visit(0, monday+9, 10*60, 13*60)
	standing.SiteID = square.ID
	_, err = d.schedule.Plan(d.ctx, standing)
	edited(t, 0, err)
	if p := d.problem(season); *p.Fixed[0].Site != 2 {
		t.Errorf("it stands at site %d", *p.Fixed[0].Site)
	}
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{Iterations: 100})
	edited(t, 0, err)
	for _, v := range proposal.Visits {
		want := square.ID
		switch day := scheduling.DayOf(v.Starts); {
		case v.LocalityID != d.Localities[0].ID || v.VisitID != "":
			continue
		case day >= monday+8:
			want = winter.ID
		case day == monday+1 && scheduling.MinuteOf(v.Ends) <= 14*60:
			want = first.ID
		}
		if v.SiteID != want {
			t.Errorf("on %s at %s", scheduling.DayOf(v.Starts), v.SiteID)
		}
	}
}

func TestProblemHandsEventsOn(t *testing.T) {
	d := newDesk(t, nil)
	second := d.addOffice()
	d.addShift(second, monday, 13*60, 22*60, "")
	d.addShift(second, monday+1, 13*60, 22*60, "")
	o, err := d.registers.Occasions.Create(d.ctx, scheduling.Occasion{
		DistrictID: d.District.ID, SiteID: d.Sites[0].ID, Name: "Vinterfest", From: monday, To: monday + 2, Opens: 10 * 60, Closes: 21 * 60, Priority: 1,
	})
	edited(t, o, err)
	season := d.season()
	p := d.problem(season)
	if len(p.Occasions) != 5 {
		t.Fatalf("occasions %+v", p.Occasions)
	}
	for day := range 2 {
		early, late := p.Occasions[2*day], p.Occasions[2*day+1]
		if early.Closes != late.Opens || early.Share+late.Share != 1000 || early.Event != string(o.ID) || late.Closes != 21*60 {
			t.Errorf("turns %+v and %+v", early, late)
		}
	}
	if last := p.Occasions[4]; last.Day != 2 || last.Share != 0 || last.Closes != 21*60 {
		t.Errorf("the day with one shift is %+v", last)
	}
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{Iterations: 100})
	edited(t, 0, err)
	if len(proposal.Visits) != 5 || proposal.Measures.OccasionsAttended[1] != 3 || proposal.Measures.Occasions[1] != 3 {
		t.Fatalf("%d visits, %+v", len(proposal.Visits), proposal.Measures)
	}
	_, err = d.planning.Take(d.ctx, proposal.ID, proposal.Version, scheduling.Taking{})
	edited(t, 0, err)
	if p := d.problem(season); len(p.Fixed) != 5 || *p.Fixed[0].Occasion == *p.Fixed[1].Occasion || len(p.Occasions) != 5 {
		t.Errorf("taken: %+v of %+v", p.Fixed, p.Occasions)
	}
}

func TestProblemKnowsTheUsualOffice(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	season := d.season()
	if p := d.problem(season); p.Places[0].Office != nil {
		t.Error("with one office there is a usual one")
	}
	second := d.addOffice()
	named := d.Localities[1]
	named.Visiting.OfficeID = second.ID
	edited(t, named, func() error { _, err := d.registers.Localities.Update(d.ctx, named); return err }())
	d.plan(0, monday, 10, 13)
	d.now = (monday + 4).At(9 * 60)
	p := d.problem(season)
	index := func(o scheduling.OfficeID) int {
		return slices.IndexFunc(p.Offices, func(office planner.Office) bool { return office.ID == string(o) })
	}
	for _, place := range p.Places {
		switch scheduling.LocalityID(place.ID) {
		case d.Localities[0].ID:
			if place.Office == nil || *place.Office != index(d.Office.ID) {
				t.Errorf("who came before does not come again: %v", place.Office)
			}
		case named.ID:
			if place.Office == nil || *place.Office != index(second.ID) {
				t.Errorf("who is named does not come: %v", place.Office)
			}
		default:
			if place.Office != nil {
				t.Errorf("an office is usual that never came")
			}
		}
	}
}

func TestNeed(t *testing.T) {
	for _, c := range []struct {
		name     string
		locality scheduling.Locality
		want     int
	}{
		{"nothing is known", scheduling.Locality{}, 1000},
		{"a village", scheduling.Locality{Population: 1200}, 1000},
		{"twice as large", scheduling.Locality{Population: 2000}, 1050},
		{"the central town", scheduling.Locality{Population: 42_000}, 1200},
		{"exposed", scheduling.Locality{Exposed: true}, 1500},
		{"as many come as elsewhere", scheduling.Locality{Attendance: new(10)}, 1000},
		{"nobody comes", scheduling.Locality{Attendance: new(0)}, 800},
		{"many come", scheduling.Locality{Attendance: new(60)}, 1300},
		{"two wish for it", scheduling.Locality{Wishes: 2}, 1100},
		{"a campaign", scheduling.Locality{Wishes: 500}, 1300},
		{"all of it", scheduling.Locality{Population: 9000, Exposed: true, Attendance: new(20), Wishes: 1}, 1900},
	} {
		c.locality.Visiting.Need = 1000
		if got := c.locality.Need(); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		c.locality.Visiting.Need = 2000
		if got := c.locality.Need(); got != 2*c.want {
			t.Errorf("%s, doubled by the planner: %d", c.name, got)
		}
	}
}

// TestProblemHasTheSummerRule moves the rule's dates and rate: the days in summer and
// the reduced minimum follow, but for a promise that binds all year.
func TestProblemHasTheSummerRule(t *testing.T) {
	d := newDesk(t, nil)
	pledge := d.pledge()
	season := d.season()
	december := func(day int) scheduling.MonthDay { return scheduling.MonthDay{Month: time.December, Day: day} }
	season.Summer = scheduling.SummerRule{From: december(1), To: december(3), OccasionShare: 400, LocalityRate: 500}
	season = edited(t, season, func() error { _, err := d.registers.Seasons.Update(d.ctx, season); return err }())
	p := d.problem(season)
	var summer []int
	for day, is := range p.Calendar {
		if is.Summer {
			summer = append(summer, day)
		}
	}
	if !slices.Equal(summer, []int{8, 9, 10}) || p.SummerShare != 400 {
		t.Errorf("summer on %v, share %d", summer, p.SummerShare)
	}
	if p.Places[0].SummerRate != 1000 {
		t.Errorf("what is promised all year is reduced to %d", p.Places[0].SummerRate)
	}
	pledge.ID, pledge.Slug, pledge.ReplacesID = "", "nytt-lofte", pledge.ID
	for i := range pledge.Commitments {
		pledge.Commitments[i].ID, pledge.Commitments[i].Binds = "", scheduling.OutsideSummer
	}
	pledge.From = monday
	_, err := d.registers.Pledges.Create(d.ctx, pledge)
	edited(t, 0, err)
	if p := d.problem(season); p.Places[0].SummerRate != 500 {
		t.Errorf("outside summer: rate %d", p.Places[0].SummerRate)
	}
}

func TestProblemHasTheFourClassesOfHolidays(t *testing.T) {
	classes := []scheduling.HolidayClass{scheduling.HolidayBlocked, scheduling.HolidayWarn, scheduling.HolidayShortened, scheduling.HolidayBridge}
	holidays := noHolidays{}
	for i, class := range classes {
		holidays[monday+scheduling.Day(i)] = scheduling.Holiday{Class: class, Name: "Dagen"}
	}
	d := newDesk(t, holidays)
	d.pledge()
	p := d.problem(d.season())
	for i, want := range []planner.DayClass{planner.Blocked, planner.Warn, planner.Shortened, planner.Bridge, planner.Ordinary} {
		if p.Calendar[i].Class != want {
			t.Errorf("day %d is %q, want %q", i, p.Calendar[i].Class, want)
		}
	}
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}

// TestEveningsWhereThePlaceWantsThem: a locality that opens at 17 is visited in the
// evening shift, and in no other.
func TestEveningsWhereThePlaceWantsThem(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	d.addShift(d.addOffice(), monday+2, 15*60, 22*60, "")
	evening := d.Localities[0]
	evening.Visiting.Opens, evening.Visiting.Closes, evening.Visiting.Minutes = 17*60, 21*60, 120
	edited(t, evening, func() error { _, err := d.registers.Localities.Update(d.ctx, evening); return err }())
	proposal, err := d.planning.Propose(d.ctx, d.season().ID, scheduling.ProposeOptions{Iterations: 100})
	edited(t, 0, err)
	visits := 0
	for _, v := range proposal.Visits {
		if v.LocalityID == evening.ID {
			visits++
			if scheduling.MinuteOf(v.Starts) < 17*60 || scheduling.DayOf(v.Starts) != monday+2 {
				t.Errorf("it is visited from %s", v.Starts)
			}
		}
	}
	if visits != 1 {
		t.Errorf("%d visits in the evening", visits)
	}
}

func TestOpening(t *testing.T) {
	type when struct {
		opens, closes int
		open          bool
	}
	newYear := scheduling.Opening{From: scheduling.MonthDay{Month: time.December, Day: 1}, To: scheduling.MonthDay{Month: time.February, Day: 1}}
	market := scheduling.Opening{Weekdays: [7]bool{0: true}, Opens: 540, Closes: 780}
	for _, c := range []struct {
		name    string
		opening scheduling.Opening
		day     scheduling.Day
		want    when
	}{
		{"always", scheduling.Opening{}, monday, when{0, 1440, true}},
		{"on Mondays", market, monday, when{540, 780, true}},
		{"on a Tuesday", market, monday + 1, when{}},
		{"before winter", newYear, scheduling.NewDay(2026, time.November, 30), when{}},
		{"in winter", newYear, scheduling.NewDay(2026, time.December, 1), when{0, 1440, true}},
		{"in winter of the next year", newYear, scheduling.NewDay(2027, time.February, 1), when{0, 1440, true}},
		{"after winter", newYear, scheduling.NewDay(2027, time.February, 2), when{}},
	} {
		opens, closes, open := c.opening.On(c.day)
		if got := (when{opens, closes, open}); got != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	site := scheduling.Site{DistrictID: "d", LocalityID: "l", Name: "Torget", Position: storagetest.Seeds{}.Office.Base}
	site.Opening = scheduling.Opening{Opens: 700, Closes: 600, From: scheduling.MonthDay{Month: 2, Day: 30}}
	_, err := site.Checked()
	for _, code := range []scheduling.Code{scheduling.CodeEndBeforeStart, scheduling.CodeDayFormat} {
		wantCode(t, err, scheduling.Invalid, code)
	}
}
