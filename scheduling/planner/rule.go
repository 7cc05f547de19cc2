package planner

// Rule is the name of a rule of the engine. The interface words it.
type Rule string

// The hard rules.
const (
	RuleShift   Rule = "shift"      // a crewed shift of the office is there
	RuleWeekday Rule = "weekday"    // the place allows the weekday
	RuleWeeks   Rule = "weeks"      // the place allows the week, odd or even
	RuleSite    Rule = "site"       // a site of the place is open
	RuleRest    Rule = "rest"       // the crew has had its rest
	RuleHours   Rule = "hours"      // within the opening hours of the place or occasion
	RuleHoliday Rule = "holiday"    // no visit on a blocked day, a short one on a shortened
	RuleNotice  Rule = "notice"     // nothing changes within the notice
	RulePause   Rule = "pause"      // no visit in a pause
	RuleMinGap  Rule = "minimumGap" // not too close to another visit
	RuleSlots   Rule = "slots"      // the shift's number of stops
	RuleTour    Rule = "tour"       // driving and stops fit into the shift
	RuleOffice  Rule = "office"     // an office is in one place at a time
	RuleMinutes Rule = "minutes"    // a new stop lasts as long as it should
	RulePinned  Rule = "pinned"     // pinned stops stay as they are
	RuleOnce    Rule = "once"       // an occasion is attended once
)

// The rules with a price.
const (
	RuleMaxGap       Rule = "maximumGap"   // the clock's promise maximum
	RuleGapCap       Rule = "gapCap"       // the clock's utmost
	RuleSpacing      Rule = "spacing"      // evenly, once in a period
	RuleWaiting      Rule = "waiting"      // nobody waits long where there is room
	RuleRhythm       Rule = "rhythm"       // such as every second week
	RuleWarn         Rule = "warn"         // not on a warned or bridge day
	RuleUsualWeekday Rule = "usualWeekday" // on the place's usual weekday
	RuleUsualOffice  Rule = "usualOffice"  // by the place's usual office
	RuleEvening      Rule = "evening"      // in shifts that reach into the evening
	RuleFloor        Rule = "floor"        // a least number of visits in a span of days
	RuleTravel       Rule = "travel"       // little driving
	RuleOvertime     Rule = "overtime"     // little overtime
	RuleOccasion     Rule = "occasion"     // occasions are attended
	RuleCover        Rule = "cover"        // for as many of their hours as can be
	RuleSummer       Rule = "summer"       // the summer share goes to occasions
	RuleDisruption   Rule = "disruption"   // what is fixed stays
)

// site is what a rule on single stops may know of one.
type site struct {
	place, occasion int // one of them is -1
	day             int
	shift           int  // -1 for none
	fixed           bool // it keeps a fixed stop as it is
	stand           int  // which of the place's sites, where it has any
}

// gap is what a rule on two consecutive visits may know of them.
type gap struct {
	place    int
	from, to int  // days
	open     bool // from the start of a clock without a visit
	last     bool // to the end of the horizon
}

// toll is what a rule on a tour may know of it.
type toll struct {
	travel   int // minutes of driving
	overtime int // minutes back at base after the shift's end
	attended int // minutes at occasions
	unusual  int // visits to places that usually see another office
	daytime  int // visits to places in a shift that ends before the evening
	short    int // minutes that attended occasions are open without it
	missed   int // what these are worth, by the occasions' prices
}

// tally is what a rule on the whole plan may know of it.
type tally struct {
	days     [][]int // visits by place, ascending
	attended []bool  // by occasion
	kept     []bool  // by fixed stop: as it is
	moved    []bool  // by fixed stop: to other times, another day or office
	summer   int     // minutes at occasions on summer days
}

// boundRule is a hard rule on a single stop: it leaves it a window of the day.
type boundRule struct {
	name   Rule
	window func(m *model, at site) window
}

// visitRule prices a visit to a place by its day.
type visitRule struct {
	name   Rule
	price  func(m *model, place, day int) Score
	values func(m *model, place, day int) map[string]int
}

// gapRule prices the gap between two consecutive visits to a place.
type gapRule struct {
	name Rule
	// grows tells that the price of a gap between two visits depends on nothing but
	// its length, and that beyond one period the price of any gap never falls as it
	// grows: the kernel then need not look at gaps that are far too long. What another
	// rule charges depends on nothing but the whole calendar weeks between two visits,
	// and is nothing for the gaps at the ends of the horizon.
	grows  bool
	price  func(m *model, g gap) Score
	values func(m *model, g gap) map[string]int
}

// placeRule prices all visits to a place together.
type placeRule struct {
	name    Rule
	price   func(m *model, place int, days []int) Score
	explain func(m *model, place int, days []int) []Charge
}

// shiftRule prices a tour.
type shiftRule struct {
	name   Rule
	price  func(m *model, t toll) Score
	values func(m *model, t toll) map[string]int
}

// planRule prices the whole plan.
type planRule struct {
	name    Rule
	explain func(m *model, t *tally) []Charge
}

// rules is the registry. Bounds are asked in this order, so that the first to
// forbid a day is the one that is told; charges are listed in this order.
var rules = struct {
	bounds []boundRule
	visits []visitRule
	gaps   []gapRule
	places []placeRule
	shifts []shiftRule
	plans  []planRule
}{
	bounds: []boundRule{shiftBound, weekdayBound, weeksBound, hoursBound, siteBound, holidayBound, noticeBound, pauseBound},
	visits: []visitRule{warnRule},
	gaps:   []gapRule{gapCapRule, maxGapRule, spacingRule, waitingRule, rhythmRule},
	places: []placeRule{usualWeekdayRule, floorRule},
	shifts: []shiftRule{travelRule, overtimeRule, usualOfficeRule, eveningRule, coverRule},
	plans:  []planRule{occasionRule, summerRule, disruptionRule},
}

// window is what all bounds together leave a stop, with the rule that first left
// it too short; the rule is empty when none did.
func (m *model) window(at site) (window, Rule) {
	needed := 0
	if at.place >= 0 {
		needed = m.Places[at.place].Service
	} else {
		needed = m.Occasions[at.occasion].Minutes
	}
	w := always
	for i := range rules.bounds {
		w = w.and(rules.bounds[i].window(m, at))
		if w.length() < needed {
			return w, rules.bounds[i].name
		}
	}
	return w, ""
}

// broken is the first bound that does not hold [from, to]; empty when all do.
func (m *model) broken(at site, from, to int) Rule {
	for i := range rules.bounds {
		if !rules.bounds[i].window(m, at).holds(from, to) {
			return rules.bounds[i].name
		}
	}
	return ""
}

// length is what the clock of the place ran during the gap, in thousandths.
func (m *model) length(g gap) int {
	c := &m.places[g.place].clock
	return c.at(g.to) - c.at(g.from)
}

// visitPrice is the price of a visit by its day.
func (m *model) visitPrice(place, day int) Score {
	var sum Score
	for i := range rules.visits {
		sum = sum.Plus(rules.visits[i].price(m, place, day))
	}
	return sum
}

// gapPrice is the price of a gap.
func (m *model) gapPrice(g gap) Score {
	return m.growing(g).Plus(m.byWeeks(g))
}

// growing is the price of a gap by the rules that grow, and byWeeks by the others.
func (m *model) growing(g gap) Score { return m.gapPart(g, true) }
func (m *model) byWeeks(g gap) Score { return m.gapPart(g, false) }

func (m *model) gapPart(g gap, growing bool) Score {
	var sum Score
	for i := range rules.gaps {
		if r := &rules.gaps[i]; r.grows == growing {
			sum = sum.Plus(r.price(m, g))
		}
	}
	return sum
}

// tollPrice is the price of a tour.
func (m *model) tollPrice(t toll) Score {
	var sum Score
	for i := range rules.shifts {
		sum = sum.Plus(rules.shifts[i].price(m, t))
	}
	return sum
}

// gaps lists the gaps of a place that is visited on the given days, ascending.
func (m *model) gaps(place int, days []int) []gap {
	list := make([]gap, 0, len(days)+1)
	for i := 0; i <= len(days); i++ {
		list = append(list, m.gapBetween(place, days, i))
	}
	return list
}

// gapBetween is the gap before the i-th visit, or after the last one.
func (m *model) gapBetween(place int, days []int, i int) gap {
	g := gap{place: place, from: m.places[place].start, to: m.Days}
	if i > 0 {
		g.from = days[i-1]
	} else {
		g.open = m.Places[place].LastVisit == nil
	}
	if i < len(days) {
		g.to = days[i]
	} else {
		g.last = true
	}
	return g
}

// chainPrice is the price of all that concerns a place alone: its visits, their
// gaps and their number.
func (m *model) chainPrice(place int, days []int) Score {
	var sum Score
	for i := 0; i <= len(days); i++ {
		sum = sum.Plus(m.gapPrice(m.gapBetween(place, days, i)))
	}
	for _, day := range days {
		sum = sum.Plus(m.visitPrice(place, day))
	}
	for i := range rules.places {
		sum = sum.Plus(rules.places[i].price(m, place, days))
	}
	return sum
}

// Rules lists the name of every rule: the hard ones, then those with a price in
// the order of the registry.
func Rules() []Rule {
	list := []Rule{}
	for i := range rules.bounds {
		list = append(list, rules.bounds[i].name)
	}
	list = append(list, RuleMinGap, RuleRest, RuleSlots, RuleTour, RuleOffice, RuleMinutes, RulePinned, RuleOnce)
	for i := range rules.visits {
		list = append(list, rules.visits[i].name)
	}
	for i := range rules.gaps {
		list = append(list, rules.gaps[i].name)
	}
	for i := range rules.places {
		list = append(list, rules.places[i].name)
	}
	for i := range rules.shifts {
		list = append(list, rules.shifts[i].name)
	}
	for i := range rules.plans {
		list = append(list, rules.plans[i].name)
	}
	return list
}
