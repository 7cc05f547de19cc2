package planner

import (
	"context"
	"math"
)

const (
	// totalRounds and promiseRounds are how often the parts are asked.
	totalRounds   = 2000
	promiseRounds = 600
	// firstStep is the first step, in thousandths of the clock at the price of a
	// promise; the last one is a two-thousandth of that.
	firstStep  = 10
	stepShrink = 2000
	// memory and scaleMemory are how much of the last direction, and of its scale,
	// the next one keeps.
	memory      = 0.9
	scaleMemory = 0.999
)

// ascend raises the bound by a subgradient method: each payment moves towards
// what is wanted, by steps that shrink from round to round. Each has a scale of
// its own, as in the method called Adam, since most days are no matter of dispute
// and some are in every round. The bound is the best of all rounds.
func (r *relaxation) ascend(ctx context.Context, rounds int) int {
	best, state := r.reckon(), make([]motion, len(r.payments))
	for i := range r.payments {
		state[i].at = float64(r.payments[i].amount)
	}
	step := float64(firstStep * max(r.m.Weights.Promise, 1) * parts)
	shrink := math.Pow(stepShrink, -1/float64(rounds))
	for range rounds {
		if ctx.Err() != nil {
			break
		}
		settled := true
		for i := range r.payments {
			settled = !state[i].move(&r.payments[i], step) && settled
		}
		if settled {
			break
		}
		step *= shrink
		best = max(best, r.reckon())
	}
	return r.units(best)
}

// units is the bound in whole units of the currency: prices are whole, so that it
// may be rounded up. No price is below 0.
func (r *relaxation) units(best int) int { return max(0, -floorDivide(-best, parts)) }

// motion is how a payment has moved.
type motion struct{ at, direction, scale float64 }

// move changes a payment and tells whether anything asks for it.
func (v *motion) move(p *payment, step float64) bool {
	wanted := float64(p.wanted)
	if p.amount <= p.least && wanted < 0 || p.amount >= p.most && wanted > 0 {
		wanted = 0 // what a limit stops is no direction
	}
	v.direction = memory*v.direction + (1-memory)*wanted
	v.scale = scaleMemory*v.scale + (1-scaleMemory)*wanted*wanted
	if v.scale == 0 {
		return false
	}
	v.at += step * v.direction / (math.Sqrt(v.scale) + 0.001)
	v.at = min(max(v.at, float64(p.least)), float64(p.most))
	p.amount = int(math.Round(v.at))
	return wanted != 0
}

// detours are the shortest ways between any two nodes when others may be passed
// on the way, buffers included. Where the matrix holds no shortcuts they are the
// drives themselves. For a very large matrix they are taken as nothing.
func (m *model) detours() [][]int {
	n := len(m.Travel)
	if n > 400 {
		return nil
	}
	least := make([][]int, n)
	for a := range least {
		least[a] = make([]int, n)
		for b := range least[a] {
			least[a][b] = m.drive(a, b)
		}
	}
	for via := range least {
		for a := range least {
			for b := range least {
				least[a][b] = min(least[a][b], least[a][via]+least[via][b])
			}
		}
	}
	return least
}

func (r *relaxation) shortest(a, b int) int {
	if r.detours == nil {
		return 0
	}
	return r.detours[a][b]
}
