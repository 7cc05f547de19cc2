package planner

// Plus is the sum of two scores, level by level.
func (s Score) Plus(o Score) Score { return Score{s.Promise + o.Promise, s.Soft + o.Soft} }

// Minus is the difference of two scores, level by level.
func (s Score) Minus(o Score) Score { return Score{s.Promise - o.Promise, s.Soft - o.Soft} }

// Less tells whether s is the better score: no promise is given up for anything
// soft.
func (s Score) Less(o Score) bool {
	if s.Promise != o.Promise {
		return s.Promise < o.Promise
	}
	return s.Soft < o.Soft
}

// level puts a cost on the promise level for what is promised, unless all is on
// one level, and on the soft level for what is only wished.
func (m *model) level(promised bool, cost int) Score {
	return level(promised && !m.Weights.OneLevel, cost)
}

// level is the score of a cost on one of the levels.
func level(promised bool, cost int) Score {
	if promised {
		return Score{Promise: cost}
	}
	return Score{Soft: cost}
}
