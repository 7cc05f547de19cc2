package scheduling

import "poliskontor/scheduling/planner"

// Stress says how much more than usual something is to count in a proposal. There is
// no step below the usual one: a price means something only beside the others, so
// less of one thing is more of the rest.
type Stress string

// The steps of a [Stress].
const (
	Usual Stress = "" // as [weights] have it
	More  Stress = "more"
	Most  Stress = "most"
)

// Emphases are what a planner wants more of, in plain words. The zero value is the
// usual weighing.
type Emphases struct {
	EvenIntervals   Stress // the times between visits to a locality are alike
	SameWeekday     Stress // a locality has its own weekday
	FewerKilometres Stress // less driving
	Evenings        Stress // visits in shifts that reach into the evening
}

// factor is by how much a price rises. Four times is where a thing begins to win over
// nearly all else that is not a promise, without making it the only one.
func (s Stress) factor() int {
	switch s {
	case More:
		return 2
	case Most:
		return 4
	}
	return 1
}

// eveningWorth is a visit in an evening shift, where evenings are wished for: half an
// hour's drive at first, so that it changes which of two near shifts is taken, and two
// hours' at most, so that a locality leaves its weekday for it. By itself an evening is
// worth nothing, for many come by day and the shifts are what they are.
var eveningWorth = map[Stress]int{Usual: 0, More: 30, Most: 120}

// weights are the usual ones with what is emphasised raised. Promises, must-attend
// occasions and what people have in their calendars keep their price, so that no
// emphasis buys a broken promise.
func (e Emphases) weights() planner.Weights {
	w := weights
	even, weekday, kilometres := e.EvenIntervals.factor(), e.SameWeekday.factor(), e.FewerKilometres.factor()
	// A rhythm of whole weeks is what makes an interval even to whoever waits for it.
	w.Spacing, w.Late, w.Rhythm = w.Spacing*even, w.Late*even, w.Rhythm*even
	w.Weekday *= weekday
	w.Travel *= kilometres
	w.Evening = eveningWorth[e.Evenings]
	return w
}

func (e Emphases) check() error {
	var broken violations
	choice(&broken, "emphases.evenIntervals", e.EvenIntervals, Usual, More, Most)
	choice(&broken, "emphases.sameWeekday", e.SameWeekday, Usual, More, Most)
	choice(&broken, "emphases.fewerKilometres", e.FewerKilometres, Usual, More, Most)
	choice(&broken, "emphases.evenings", e.Evenings, Usual, More, Most)
	return broken.err()
}
