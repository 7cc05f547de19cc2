package planner

import (
	"bytes"
	"context"
	"fmt"
	"testing"
)

// TestTradesCostWhatTheyTell makes every trade of every visit in small plans with a bit
// of everything.
func TestTradesCostWhatTheyTell(t *testing.T) {
	made, returned := 0, 0
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			m, err := compile(generated(seed))
			if err != nil {
				t.Fatal(err)
			}
			d := newDraft(m)
			construct(context.Background(), d)
			d.kernel = kernel{factor: promiseFactor}
			d.commit()
			broken := len(violationsOf(d))
			type offer struct {
				trade
				cost int
			}
			for p := range d.visits {
				for i := range d.visits[p] {
					v := d.visits[p][i]
					if v.shift < 0 || !d.tradeable(&v) {
						continue
					}
					var offers []offer
					d.eachTrade(p, i, func(trade trade, cost int) { offers = append(offers, offer{trade, cost}) })
					for _, o := range offers {
						before, start := d.score().weigh(promiseFactor), d.mark()
						d.make(o.trade)
						made++
						if o.guest >= 0 {
							returned++
						}
						if cost := d.score().weigh(promiseFactor) - before; cost != o.cost {
							t.Errorf("%+v costs %d", o, cost)
						}
						if found := violationsOf(d); len(found) > broken {
							t.Errorf("%+v breaks %+v", o, found)
						}
						d.undo(start)
					}
				}
			}
		})
	}
	if made-returned < 20 || returned < 20 {
		t.Errorf("%d trades, %d of them with a visit in return", made, returned)
	}
}

// TestTradesAreReproducible plans enough places for trades to be made.
func TestTradesAreReproducible(t *testing.T) {
	p := Generate(GenerateOptions{Offices: 2, Places: 24, Weeks: 12, Seed: 1})
	if tradesEach(len(p.Places)) == 0 {
		t.Fatal("no trades are made")
	}
	options := Options{Seed: 4, Iterations: 150}
	plan := solved(t, p, options)
	if !bytes.Equal(encoded(t, plan), encoded(t, solved(t, p, options))) {
		t.Error("the same seed gives other bytes")
	}
	again, err := Evaluate(p, plan.Stops)
	if err != nil {
		t.Fatal(err)
	}
	if again.Score != plan.Score || len(again.Violations) > 0 {
		t.Errorf("score %+v, evaluated %+v, violations %+v", plan.Score, again.Score, again.Violations)
	}
}

// violationsOf are the hard rules that a draft breaks.
func violationsOf(d *draft) []Violation {
	stops := d.stops()
	return d.m.violations(stops, d.m.tallyOf(stops))
}
