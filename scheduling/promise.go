package scheduling

import (
	"cmp"
	"slices"
)

// Promise is what a commitment on visits means for one locality.
type Promise struct {
	Locality   Locality
	Pledge     Pledge
	Commitment Commitment
}

// Binding tells whether a greatest gap is promised; otherwise there is only an
// interval to aim at.
func (p Promise) Binding() bool { return p.Commitment.Target.MaxGapDays > 0 }

// AimDays is the interval that planning aims at: the one named, or two thirds of
// the greatest gap, so that one lost visit does not break the promise at once.
func (p Promise) AimDays() int {
	if aim := p.Commitment.Target.AimDays; aim > 0 {
		return aim
	}
	return max(1, p.Commitment.Target.MaxGapDays*2/3)
}

// PromisesOf returns what signed pledges that are valid at some time from one day
// to another say of visits to a locality: the strictest greatest gap first, those
// that only aim at an interval last.
func PromisesOf(locality Locality, pledges []Pledge, from, to Day) []Promise {
	var promises []Promise
	for _, pledge := range InForce(pledges) {
		if pledge.MunicipalityID != locality.MunicipalityID || pledge.From > to || !pledge.To.IsZero() && pledge.To < from {
			continue
		}
		for _, c := range pledge.Commitments {
			if c.Indicator == Visits && c.Target.MaxGapDays+c.Target.AimDays > 0 && c.Scope.Includes(locality) {
				promises = append(promises, Promise{locality, pledge, c})
			}
		}
	}
	slices.SortStableFunc(promises, func(a, b Promise) int { return cmp.Compare(a.strictness(), b.strictness()) })
	return promises
}

// Gap is a time between two visits, or between a visit and the end of what is planned.
type Gap struct {
	From, To Day
	// Days counts the days from From (excluded) to To (included) on which the
	// promise binds.
	Days int
}

// InForce returns the signed pledges, each valid no longer than until the day before
// the one that replaces it. One that is replaced before it begins is left out.
func InForce(pledges []Pledge) []Pledge {
	next := map[PledgeID]Day{} // when the first to replace a pledge begins
	for _, p := range pledges {
		if begins, replaced := next[p.ReplacesID]; !p.Signed.IsZero() && p.ReplacesID != "" && (!replaced || p.From < begins) {
			next[p.ReplacesID] = p.From
		}
	}
	var inForce []Pledge
	for _, p := range pledges {
		if begins, replaced := next[p.ID]; replaced && (p.To.IsZero() || begins <= p.To) {
			p.To = begins - 1
		}
		if !p.Signed.IsZero() && (p.To.IsZero() || p.From <= p.To) {
			inForce = append(inForce, p)
		}
	}
	return inForce
}

// strictness orders promises: a smaller greatest gap is stricter, none is least.
func (p Promise) strictness() int {
	if !p.Binding() {
		return 1000 + p.AimDays()
	}
	return p.Commitment.Target.MaxGapDays
}

// Gaps returns the times in which the promise is broken when the locality is
// visited on days, in order. Days before the pledge is valid, after it, and those
// of the summer rule where the commitment does not bind then, do not count.
func (p Promise) Gaps(days []Day, summer SummerRule) []Gap {
	var broken []Gap
	if !p.Binding() {
		return nil
	}
	for i := 1; i < len(days); i++ {
		if n := p.BindingDays(days[i-1], days[i], summer); n > p.Commitment.Target.MaxGapDays {
			broken = append(broken, Gap{From: days[i-1], To: days[i], Days: n})
		}
	}
	return broken
}

// BindingDays counts the days after one and through another on which the promise binds.
func (p Promise) BindingDays(after, through Day, summer SummerRule) int {
	n := 0
	for d := after + 1; d <= through; d++ {
		if p.Pledge.ValidOn(d) && (p.Commitment.Binds == YearRound || !summer.Covers(d)) {
			n++
		}
	}
	return n
}
