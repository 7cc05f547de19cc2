package scheduling

import (
	"context"
	"fmt"
	"slices"

	"poliskontor/scheduling/planner"
)

// Loss says which shifts are not crewed after all: some by their names, those of an
// office on some days, or both.
type Loss struct {
	Shifts   []ShiftID
	OfficeID OfficeID
	From, To Day // both included, with OfficeID
}

// Repair proposes how the working schedule of a season goes on without some shifts,
// with as few visits changed as the promises allow. Visits in the notice stay, but for
// those in a lost shift, which are given up there. Absences of the office on the days
// of the loss may be registered already. Nothing changes until the proposal is taken.
//
// The error's kind is [NotFound], [Refused] where the season is over, [Invalid] where
// nothing is lost, or [Busy] where all engines are at work.
func (p *Planning) Repair(ctx context.Context, id SeasonID, loss Loss, options ProposeOptions) (Proposal, error) {
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return Proposal{}, err
	}
	g, err := p.groundwork(ctx, season)
	if err != nil {
		return Proposal{}, err
	}
	lost, err := g.lose(loss)
	if err != nil {
		return Proposal{}, err
	}
	a := g.assemble()
	var change planner.Change
	for i, shift := range a.problem.Shifts {
		if slices.Contains(lost, ShiftID(shift.ID)) {
			change.Lost = append(change.Lost, i)
		}
	}
	if len(change.Lost) == 0 {
		return Proposal{}, InvalidField("shifts", CodeNoShifts)
	}
	done, err := p.engine()
	if err != nil {
		return Proposal{}, err
	}
	defer done()
	repaired, err := planner.Repair(ctx, &a.problem, a.working(), change, planner.Options{
		Seed: options.Seed, Iterations: options.Iterations, Progress: options.Progress,
	})
	if err != nil {
		return Proposal{}, fmt.Errorf("repair season %s: %w", id, err)
	}
	proposal, err := a.repaired(repaired)
	if err != nil {
		return Proposal{}, fmt.Errorf("repair season %s: %w", id, err)
	}
	for _, i := range change.Lost {
		proposal.Lost = append(proposal.Lost, ShiftID(a.problem.Shifts[i].ID))
	}
	return p.keep(ctx, season, proposal)
}

// lose names the lost shifts, and lifts absences of the office that say the same.
func (g *groundwork) lose(loss Loss) ([]ShiftID, error) {
	lost := slices.Clone(loss.Shifts)
	if loss.OfficeID == "" {
		if len(lost) == 0 {
			return nil, InvalidField("shifts", CodeRequired)
		}
		return lost, nil
	}
	var v violations
	if v.days("from", loss.From, "to", loss.To); len(v) > 0 {
		return nil, v.err()
	}
	said := func(a Absence) bool { return a.OfficeID == loss.OfficeID && a.From <= loss.To && loss.From <= a.To }
	for _, s := range g.shifts {
		day := DayOf(s.Starts)
		away := slices.ContainsFunc(g.absences, func(a Absence) bool { return said(a) && a.Covers(day) })
		if s.OfficeID == loss.OfficeID && (away || loss.From <= day && day <= loss.To) {
			lost = append(lost, s.ID)
		}
	}
	g.absences = slices.DeleteFunc(slices.Clone(g.absences), said)
	return lost, nil
}

// repaired words a repaired plan as a proposal. Its fixed stops are those of the
// working schedule in another order, without the ones that are lost in the notice.
func (a assembly) repaired(r *planner.Repaired) (Proposal, error) {
	after, standing := a, make([]bool, len(a.fixed))
	after.problem, after.fixed = *r.Problem, nil
	for i := range r.Problem.Fixed {
		at := a.standingAs(&r.Problem.Fixed[i], standing)
		if at < 0 {
			return Proposal{}, fmt.Errorf("stop %d of the repaired plan is no visit of the schedule", i)
		}
		standing[at] = true
		after.fixed = append(after.fixed, a.fixed[at])
	}
	proposal := after.proposal(r.Plan)
	for i, v := range a.fixed {
		if !standing[i] {
			proposal.Dropped = append(proposal.Dropped, v.ID)
		}
	}
	proposal.Measures.ChangedSinceNotice = a.told(proposal)
	return proposal, nil
}

// standingAs finds which visit a fixed stop of a repaired problem is, or -1.
func (a *assembly) standingAs(f *planner.Fixed, taken []bool) int {
	same := func(x, y *int) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	for i := range a.problem.Fixed {
		o := &a.problem.Fixed[i]
		if !taken[i] && same(o.Place, f.Place) && same(o.Occasion, f.Occasion) && o.Office == f.Office &&
			o.Day == f.Day && o.From == f.From && o.To == f.To {
			return i
		}
	}
	return -1
}

// told counts the announced visits that a proposal moves or gives up.
func (a *assembly) told(proposal Proposal) int {
	count := 0
	for _, v := range a.fixed {
		moved := slices.ContainsFunc(proposal.Visits, func(p ProposedVisit) bool { return p.VisitID == v.ID && p.Kind == ProposedMoved })
		if v.State != Draft && (moved || slices.Contains(proposal.Dropped, v.ID)) {
			count++
		}
	}
	return count
}
