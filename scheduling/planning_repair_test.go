package scheduling_test

import (
	"slices"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
)

// TestRepairKeepsSitesAndTurns loses the second office on the day of an event: its turn
// is given up and said to be, the first office's turn stays, and so does a visit at a
// site that is not the first choice.
func TestRepairKeepsSitesAndTurns(t *testing.T) {
	d := newDesk(t, nil)
	second := d.addOffice()
	late := d.addShift(second, monday+8, 13*60, 22*60, "")
	square, err := d.registers.Sites.Create(d.ctx, scheduling.Site{
		DistrictID: d.District.ID, LocalityID: d.Localities[1].ID, Name: "Torget", Position: d.Sites[1].Position, Preference: 5,
	})
	edited(t, square, err)
	o, err := d.registers.Occasions.Create(d.ctx, scheduling.Occasion{
		DistrictID: d.District.ID, SiteID: d.Sites[0].ID, Name: "Vinterfest", From: monday + 8, To: monday + 8, Opens: 10 * 60, Closes: 21 * 60, Priority: 1,
	})
	edited(t, o, err)
	season := d.season()
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{Iterations: 50})
	edited(t, 0, err)
	_, err = d.planning.Take(d.ctx, proposal.ID, proposal.Version, scheduling.Taking{})
	edited(t, 0, err)
	standing := d.Visit(1, monday+9, 10*60, 13*60)
	standing.SiteID = square.ID
	standing, err = d.schedule.Plan(d.ctx, standing)
	edited(t, 0, err)
	d.mustRelease(0, "")

	repaired, err := d.planning.Repair(d.ctx, season.ID, scheduling.Loss{OfficeID: second.ID, From: monday + 8, To: monday + 8}, scheduling.ProposeOptions{})
	edited(t, 0, err)
	if !slices.Equal(repaired.Lost, []scheduling.ShiftID{late.ID}) || len(repaired.Dropped) != 1 || repaired.Measures.ChangedSinceNotice != 1 {
		t.Errorf("lost %v, dropped %v, %d changed", repaired.Lost, repaired.Dropped, repaired.Measures.ChangedSinceNotice)
	}
	kept := 0
	for _, v := range repaired.Visits {
		if v.Kind == scheduling.ProposedKept {
			kept++
		}
		if v.VisitID == standing.ID && v.SiteID != square.ID {
			t.Errorf("it was sent from the square to %s", v.SiteID)
		}
	}
	if kept != 2 {
		t.Errorf("%d visits are kept: %+v", kept, repaired.Visits)
	}
	if len(repaired.Unkept) != 1 || repaired.Unkept[0].OccasionID != o.ID || repaired.Unkept[0].Rule != planner.RuleOccasion {
		t.Errorf("unkept %+v", repaired.Unkept)
	}
}
