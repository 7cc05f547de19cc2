package scheduling_test

import (
	"slices"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/planner"
	"poliskontor/storage"
)

func TestWhatCitizensSaidWeighs(t *testing.T) {
	usual := scheduling.UsualHearing
	twice, deaf, off := usual, scheduling.Hearing{}, usual
	twice.Topics, twice.Attendance, off.Off = 200, 200, true
	for _, c := range []struct {
		name     string
		locality scheduling.Locality
		heard    scheduling.Heard
		hearing  scheduling.Hearing
		want     int
		review   bool
	}{
		{"nothing was heard", scheduling.Locality{}, scheduling.Heard{}, usual, 1000, false},
		{"as many came as elsewhere", scheduling.Locality{}, scheduling.Heard{Counted: 3, Came: 30}, usual, 1000, false},
		{"fifteen came on the mean", scheduling.Locality{}, scheduling.Heard{Counted: 2, Came: 30}, usual, 1100, false},
		{"what was counted goes before the register", scheduling.Locality{Attendance: new(60), Wishes: 1}, scheduling.Heard{Counted: 1, Came: 10, Wishes: 3}, usual, 1150, false},
		{"the register has more wishes", scheduling.Locality{Wishes: 4}, scheduling.Heard{Wishes: 3}, usual, 1200, false},
		{"nobody came twice", scheduling.Locality{}, scheduling.Heard{Counted: 2, Empty: 2}, usual, 800, false},
		{"nobody came three times", scheduling.Locality{}, scheduling.Heard{Counted: 5, Came: 20, Empty: 3}, usual, 880, true},
		{"topics", scheduling.Locality{}, scheduling.Heard{Topics: 4}, usual, 1060, false},
		{"more topics than count", scheduling.Locality{}, scheduling.Heard{Topics: 100}, usual, 1200, false},
		{"two actions without an answer", scheduling.Locality{}, scheduling.Heard{Unanswered: 2}, usual, 1140, false},
		{"actions that lie", scheduling.Locality{}, scheduling.Heard{Unanswered: 40}, usual, 1210, false},
		{"weighed twice", scheduling.Locality{}, scheduling.Heard{Topics: 4, Counted: 1, Came: 15}, twice, 1320, false},
		{"weighed by nothing", scheduling.Locality{Attendance: new(30), Wishes: 3}, scheduling.Heard{Topics: 4, Wishes: 9, Unanswered: 3}, deaf, 1000, false},
		{"switched off, the register counts as before", scheduling.Locality{Attendance: new(20), Wishes: 1}, scheduling.Heard{Counted: 1, Topics: 4, Wishes: 9, Unanswered: 3, Empty: 3}, off, 1250, true},
		{"beside population and exposure", scheduling.Locality{Population: 2000, Exposed: true}, scheduling.Heard{Topics: 2}, usual, 1580, false},
	} {
		c.locality.Visiting.Need = 1000
		got := c.locality.Reckon(c.heard, c.hearing)
		if got.Need != c.want || got.Review != c.review {
			t.Errorf("%s: %d, review %v; want %d, %v", c.name, got.Need, got.Review, c.want, c.review)
		}
		sum := 1000
		for _, part := range got.Parts {
			sum += part.Value
		}
		if sum != got.Need {
			t.Errorf("%s: the parts add up to %d of %d", c.name, sum, got.Need)
		}
		c.locality.Visiting.Need = 500
		half := c.locality.Reckon(c.heard, c.hearing)
		own := half.Parts[len(half.Parts)-1]
		if half.Need != c.want/2 || own.Source != scheduling.FromPlanner || own.Value != half.Need-c.want || own.Of != 500 {
			t.Errorf("%s, halved by the planner: %+v", c.name, half)
		}
	}
}

// TestANeedReachesTheEngineAndTheProposal raises topics at one place: its weight in the
// problem, and why in the proposal, until the season hears nothing.
func TestANeedReachesTheEngineAndTheProposal(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	season := d.season()
	place := d.Localities[0].ID
	weight := func() int {
		p := d.problem(season)
		return p.Places[slices.IndexFunc(p.Places, func(l planner.Place) bool { return l.ID == string(place) })].Need
	}
	before := weight()
	for i, n := range []dialogue.Note{
		{Topics: []string{"Trafik", "Annat"}, Attendance: &dialogue.Attendance{Adults: 8, Youths: 2}}, {Topics: []string{"Trafik"}},
	} {
		held := d.Visit(0, scheduling.DayOf(d.now)-scheduling.Day(7*(i+1)), 600, 700)
		edited(t, held, d.store.Visits().Create(d.ctx, held))
		n.ID, n.DistrictID, n.VisitID, n.LocalityID = scheduling.NewID[dialogue.NoteID](), d.District.ID, held.ID, place
		n.Owner, n.Purpose, n.Written = scheduling.Police, dialogue.CrimePrevention, held.Ends
		edited(t, n, d.store.(*storage.Store).Dialogue().Notes().Create(d.ctx, n))
	}
	if got := weight(); got != before+45 {
		t.Errorf("three topics weigh %d more", got-before)
	}
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{Iterations: 1})
	if err != nil {
		t.Fatal(err)
	}
	why := proposal.Needs[slices.IndexFunc(proposal.Needs, func(n scheduling.ReckonedNeed) bool { return n.LocalityID == place })]
	if !slices.Contains(why.Parts, scheduling.NeedPart{Source: scheduling.FromTopics, Value: 45, Of: 3}) || why.Heard.Came != 10 {
		t.Errorf("the proposal says %+v", why)
	}
	hearing := scheduling.UsualHearing
	hearing.SeasonID, hearing.Off = season.ID, true
	stored, err := d.planning.Weigh(d.ctx, hearing)
	if err != nil || weight() != before {
		t.Errorf("switched off it weighs %d more, %v", weight()-before, err)
	}
	_, err = d.planning.Weigh(d.ctx, hearing)
	wantCode(t, err, scheduling.Stale, scheduling.CodeStale)
	stored.Off, stored.Topics = false, 301
	_, err = d.planning.Weigh(d.ctx, stored)
	wantCode(t, err, scheduling.Invalid, scheduling.CodeOutOfRange)
	stored.Topics = 200
	if _, err := d.planning.Weigh(d.ctx, stored); err != nil || weight() != before+90 {
		t.Errorf("weighed twice it is %d more, %v", weight()-before, err)
	}
}
