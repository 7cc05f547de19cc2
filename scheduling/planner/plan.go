package planner

// Plan is what the engine suggests. Stops are sorted by day, office and time.
type Plan struct {
	Stops    []Stop   `json:"stops"`
	Dropped  []int    `json:"dropped"`  // indexes into Problem.Fixed that the plan gives up
	Breaches []Breach `json:"breaches"` // promises that the plan cannot keep, with the causes
	// Violations list the hard rules that the stops break. A plan from Solve has
	// them only where stops that stand (pinned, or within FrozenDays) break them.
	Violations []Violation `json:"violations"`
	// Charges itemise Score: their costs by level add up to it.
	Charges  []Charge `json:"charges"`
	Score    Score    `json:"score"`
	Measures Measures `json:"measures"`
}

// Stop is one visit, to a place or at an occasion. Exactly one of Place and
// Occasion is set.
type Stop struct {
	Place    *int `json:"place,omitempty"`
	Occasion *int `json:"occasion,omitempty"`
	Shift    int  `json:"shift"` // -1 for a fixed stop outside every shift
	// Site is which of the place's sites it is at; nil where the place has none.
	Site   *int `json:"site,omitempty"`
	Office int  `json:"office"`
	Day    int  `json:"day"`
	From   int  `json:"from"`
	To     int  `json:"to"`
	// Fixed is the index into Problem.Fixed of the stop that this one keeps or
	// moves; nil for a new one.
	Fixed *int `json:"fixed,omitempty"`
	// Reasons say why the stop is where it is. Their costs are also in
	// Plan.Charges and are not to be added to them.
	Reasons []Reason `json:"reasons"`
}

// Reason says why a stop or a gap is as it is: the rule's name with its values,
// without prose. The interface words it by the rule.
type Reason struct {
	Rule  Rule           `json:"rule"`
	Cost  int            `json:"cost"` // in the weights' currency; 0 where the rule only bounds
	Value map[string]int `json:"value,omitempty"`
}

// Charge is one item of a plan's price: a reason with what it is charged for.
type Charge struct {
	Reason
	Level    Level `json:"level"`
	Place    *int  `json:"place,omitempty"`
	Occasion *int  `json:"occasion,omitempty"`
	Shift    *int  `json:"shift,omitempty"`
	Fixed    *int  `json:"fixed,omitempty"`
	From     int   `json:"from"` // the first day that it is about
	To       int   `json:"to"`   // and the last
}

// Level is the level of the score that a charge belongs to.
type Level string

// The levels that have a price.
const (
	LevelPromise Level = "promise"
	LevelSoft    Level = "soft"
)

// Violation is a hard rule that a stop breaks. Value holds the minutes or counts
// that the rule compares, by the names that the rule uses.
type Violation struct {
	Rule  Rule           `json:"rule"`
	Stop  *int           `json:"stop,omitempty"`  // index into Plan.Stops
	Fixed *int           `json:"fixed,omitempty"` // for a fixed stop that had to stand and is missing
	Value map[string]int `json:"value,omitempty"`
}

// Breach is a promise that the plan does not keep.
type Breach struct {
	Place    *int `json:"place,omitempty"`
	Occasion *int `json:"occasion,omitempty"`
	Rule     Rule `json:"rule"`
	From     int  `json:"from"` // the day before the gap, or the span's first day
	To       int  `json:"to"`   // the day after the gap, or the end of the span
	Value    int  `json:"value"`
	Limit    int  `json:"limit"`
	// Causes count the days in between by what stood in the way.
	Causes []Cause `json:"causes"`
}

// Cause is why a number of days could not be used. For the summer share it
// counts occasions.
type Cause struct {
	Verdict Verdict `json:"verdict"`
	Rule    Rule    `json:"rule,omitempty"` // which rule, where Verdict is Blocked
	Days    int     `json:"days"`
}

// Verdict says what stands in the way of a visit on a day.
type Verdict string

// The verdicts.
const (
	Planned   Verdict = "planned"   // nothing: the place is visited on the day
	NotDue    Verdict = "notDue"    // the last visit is less than a period ago, and another one would not pay
	Hindered  Verdict = "blocked"   // a hard rule forbids it; Rule tells which
	Full      Verdict = "full"      // stops that cannot be moved take up the shift
	Displaces Verdict = "displaces" // other places would have to make room
	Worse     Verdict = "worse"     // possible, at a price
	Free      Verdict = "free"      // possible at no price
)

// Score is the price of a plan by level. Plans are compared level by level.
type Score struct {
	Promise int `json:"promise"`
	Soft    int `json:"soft"`
}

// Measures are what people feel, shown with every plan.
type Measures struct {
	Visits             int          `json:"visits"`      // to places
	Delivered          int          `json:"delivered"`   // of these, to promised places
	Pledged            int          `json:"pledged"`     // whole turns of the clocks of promised places
	GapMeanDays        float64      `json:"gapMeanDays"` // between visits, one decimal
	Gap95Days          int          `json:"gap95Days"`
	GapMaxDays         int          `json:"gapMaxDays"`        // the gap to the horizon's end included
	GapMaxPlace        int          `json:"gapMaxPlace"`       // -1 where there is no gap
	UsualWeekday       int          `json:"usualWeekday"`      // thousandths of visits on the place's usual weekday
	OccasionsAttended  [4]int       `json:"occasionsAttended"` // by priority; [0] is unused; a day counts by any of its turns
	Occasions          [4]int       `json:"occasions"`         // by priority; [0] is unused
	OccasionHours      [4]int       `json:"occasionHours"`     // thousandths of their open hours that are attended, by priority; [0] is unused
	DrivingPerVisit    int          `json:"drivingPerVisit"`   // minutes
	UnusedMinutes      int          `json:"unusedMinutes"`     // crewed and not used for stops or driving
	OvertimeMinutes    int          `json:"overtimeMinutes"`
	SummerMinutes      int          `json:"summerMinutes"`      // crewed on summer days
	SummerAtOccasions  int          `json:"summerAtOccasions"`  // of these, at occasions
	SummerShare        int          `json:"summerShare"`        // thousandths
	ChangedSinceNotice int          `json:"changedSinceNotice"` // announced stops moved or dropped
	PerPlace           []PlaceTally `json:"perPlace"`
}

// PlaceTally is the measure of one place.
type PlaceTally struct {
	UsualWeekday int `json:"usualWeekday"` // Monday 0; -1 without visits
	Visits       int `json:"visits"`
	Pledged      int `json:"pledged"` // whole turns of the clock, promised or not
	GapMaxDays   int `json:"gapMaxDays"`
	ClockMax     int `json:"clockMax"` // thousandths
}
