package planner

// Problem is everything the engine may know about one district and one planning
// period. It is a value: the engine never changes it, and the same problem with
// the same options gives the same plan, byte for byte.
//
// Days are indexes counted from Start, so day 0 is Start and the horizon is
// [0, Days). A negative day lies before the horizon. Times of day are minutes
// after midnight on the local wall clock; the engine knows no time zones.
// Offices, shifts, places, occasions and nodes are referred to by their index in
// the problem; the string IDs are carried along for the caller and never read.
type Problem struct {
	Name  string `json:"name,omitempty"`
	Start string `json:"start"` // ISO 8601 date of day 0
	Days  int    `json:"days"`

	Calendar []Day `json:"calendar"` // one for each day of the horizon

	// FrozenDays is how many days from day 0 lie within the notice that the
	// district has promised. Nothing is added, moved or dropped there; only
	// what is in Fixed stands.
	FrozenDays int `json:"frozenDays"`
	// Ahead is how many days after the one on which the plan is made day 0 lies.
	Ahead int `json:"ahead,omitempty"`

	Offices   []Office   `json:"offices"`
	Shifts    []Shift    `json:"shifts"`
	Places    []Place    `json:"places"`
	Occasions []Occasion `json:"occasions"`
	Fixed     []Fixed    `json:"fixed"`

	// Travel is minutes of driving from one node to another, buffer excluded.
	Travel [][]int `json:"travel"`
	// Buffer is minutes added to every drive between two different nodes, for
	// packing up and setting out.
	Buffer int `json:"buffer"`
	// Grid is the minutes that starts are rounded up to, such as 5, which 0
	// stands for. With 1 a tour lasts no longer than its drives and stops.
	Grid int `json:"grid,omitempty"`

	// Rest is the minutes that a crew is off between a shift of one day and one of a
	// later day; 0 asks for none. Of two shifts that leave less, one at most is used.
	Rest int `json:"rest,omitempty"`
	// SummerShare is the share, in thousandths, of the crewed minutes on summer
	// days that shall go to occasions. Never more is owed than the time that the
	// occasions on summer days are open.
	SummerShare int `json:"summerShare"`

	Weights Weights `json:"weights"`
}

// Day is one day of the horizon.
type Day struct {
	Class  DayClass `json:"class,omitempty"`
	Name   string   `json:"name,omitempty"` // the holiday's name
	Summer bool     `json:"summer,omitempty"`
}

// DayClass says what a holiday does to planning. Occasions are exempt from all
// of it: a summer event is often on a holiday.
type DayClass string

// The classes of days.
const (
	Ordinary  DayClass = ""          // an ordinary day
	Blocked   DayClass = "blocked"   // no visit to a place
	Warn      DayClass = "warn"      // a visit is possible and costs Weights.Warn
	Shortened DayClass = "shortened" // a visit ends by ShortenedEnd
	Bridge    DayClass = "bridge"    // a single working day between free ones; costs Weights.Warn
)

// ShortenedEnd is when visits end at the latest on a shortened day: 13:00.
const ShortenedEnd = 13 * 60

// Office is a mobile police office.
type Office struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"` // for pictures; without one the ID stands there
	Base int    `json:"base"`           // node where its shifts begin and end
}

// Shift is a time when an office is crewed. Driving from and to the base happens
// inside the shift. An office has at most one shift covering any minute.
type Shift struct {
	ID     string `json:"id,omitempty"`
	Office int    `json:"office"`
	Day    int    `json:"day"`
	From   int    `json:"from"`
	To     int    `json:"to"`    // after From; may exceed 1440 for a shift that ends after midnight
	Slots  int    `json:"slots"` // the most stops in this shift; 0 means no limit but time
	// Crew names those who work the shift, over all offices: the crew's rest lies
	// between its shifts. Without a name the office has a crew of its own.
	Crew string `json:"crew,omitempty"`
	// MaxOvertime is how many minutes after To the office may be back at base.
	MaxOvertime int `json:"maxOvertime,omitempty"`
}

// Place is a locality that is promised visits, or that is visited when there is
// time to spare.
type Place struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"` // for pictures; without one the ID stands there
	Node int    `json:"node"`           // where its visits are, unless Sites say otherwise
	// Sites are where the office can stand, the first choice first: a visit is at
	// the first that is open for it. Without any it is at Node at any hour.
	Sites []Site `json:"sites,omitempty"`
	// Office is the one that usually comes, whose crew people know; nil for any.
	Office   *int     `json:"office,omitempty"`
	Weekdays Weekdays `json:"weekdays"`
	Weeks    Weeks    `json:"weeks,omitempty"`
	Opens    int      `json:"opens"`   // a visit begins no earlier
	Closes   int      `json:"closes"`  // and ends no later
	Service  int      `json:"service"` // minutes that a visit lasts

	// Period is the interval aimed at, in days: the pledge clock runs 1000
	// thousandths in this many days at full rate.
	Period int `json:"period"`
	// MinGap and MaxGap bound the clock between two visits, in thousandths.
	// Closer than MinGap is never planned; beyond MaxGap the promise is broken.
	MinGap int `json:"minGap"`
	MaxGap int `json:"maxGap"`
	// GapCap is the clock beyond which a gap is out of the question, in
	// thousandths; 0 means none. It is no hard rule, since shifts may be lacking,
	// but costs more than all else that a place can.
	GapCap int `json:"gapCap,omitempty"`
	// Promised tells whether MaxGap and Floors are a promise. For a place that
	// is not promised anything they are wishes and weigh as soft rules.
	Promised bool `json:"promised"`
	// LastVisit is the day of the last real visit before the horizon (negative).
	// Nil means never: the clock then starts on day 0 and nothing is owed before.
	LastVisit *int `json:"lastVisit,omitempty"`
	// SummerRate is the clock's rate on summer days of the horizon, in
	// thousandths, at most 1000. Before the horizon the rate is full.
	SummerRate int `json:"summerRate"`
	// Pauses are days on which the clock stands still and no visit is planned.
	Pauses []Span  `json:"pauses,omitempty"`
	Floors []Floor `json:"floors,omitempty"`
	// Need weighs the place's gaps against those of others, in thousandths; at
	// least 1, and 1000 is ordinary.
	Need int `json:"need"`
}

// Site is a spot of a place where the office can stand when the ground is open to it.
type Site struct {
	ID       string   `json:"id,omitempty"`
	Node     int      `json:"node"`
	Weekdays Weekdays `json:"weekdays"`
	Opens    int      `json:"opens"`
	Closes   int      `json:"closes"`
	// Open are the days on which it can be used at all; without any, all are.
	Open []Span `json:"open,omitempty"`
}

// Weeks tells which calendar weeks are allowed, by their ISO 8601 number. It is not
// the same as every second week: an odd week 53 is followed by week 1.
type Weeks string

// The weeks that can be allowed.
const (
	EveryWeek Weeks = ""
	OddWeeks  Weeks = "odd"
	EvenWeeks Weeks = "even"
)

// Weekdays tells which weekdays are allowed, Monday first.
type Weekdays [7]bool

// Span is the days [From, To).
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Floor is a least number of visits in a span of days.
type Floor struct {
	Span
	Visits int `json:"visits"`
}

// Occasion is a summer event that an office can attend, on one day. An event of
// several days is several occasions, and a day that is longer than a shift is
// several turns, which shifts hand on from one to the next (see Turns).
type Occasion struct {
	ID   string `json:"id,omitempty"`
	Node int    `json:"node"`
	Day  int    `json:"day"`
	// Event names what it is a day or a turn of; occasions of one name on one day
	// are turns.
	Event string `json:"event,omitempty"`
	// Share is the thousandths of the price of its priority that it is worth, as a
	// turn of a longer day; 0 stands for all.
	Share int `json:"share,omitempty"`
	// Opens and Closes bound the attendance: it lies within them, lasts at least
	// Minutes and is drawn out as far as the shift and MaxMinutes allow; with
	// MaxMinutes 0 as far as the shift allows.
	Opens      int `json:"opens"`
	Closes     int `json:"closes"`
	Minutes    int `json:"minutes"`
	MaxMinutes int `json:"maxMinutes,omitempty"`
	Slots      int `json:"slots"`    // how many stops of the shift it takes
	Priority   int `json:"priority"` // 1 (must), 2 (should), 3 (may)
}

// Fixed is a stop that stands before the engine begins: announced, pinned or
// already planned. Exactly one of Place and Occasion is set.
type Fixed struct {
	ID       string `json:"id,omitempty"`
	Place    *int   `json:"place,omitempty"`
	Occasion *int   `json:"occasion,omitempty"`
	// Site is which of the place's sites it is at; without one, the first that is
	// open for it.
	Site   *int `json:"site,omitempty"`
	Office int  `json:"office"`
	Day    int  `json:"day"`
	From   int  `json:"from"`
	To     int  `json:"to"`
	// Pinned stops stay exactly as they are. Others may be moved or dropped
	// after FrozenDays, at the price of Weights.Disruption.
	Pinned bool `json:"pinned"`
	// Announced tells that citizens know of it.
	Announced bool `json:"announced"`
}

// ByPriority holds a value for each priority of an occasion; [0] is unused.
type ByPriority [4]int

// Weights say in one currency what the rules that are not hard cost. All are at
// least 0.
type Weights struct {
	Promise int `json:"promise"`        // per thousandth of the clock beyond MaxGap, and per thousandth of a missing visit of a floor
	Spacing int `json:"spacing"`        // per (gap-1000)²/10000
	Late    int `json:"late,omitempty"` // on top of Spacing, for a gap that is too long
	// Waiting is per day of a place's period that people have waited in full; it rises
	// with the square of the wait. It makes room that no promise needs go to who waits
	// longest, promised or not.
	Waiting  int        `json:"waiting,omitempty"`
	Weekday  int        `json:"weekday"`  // per visit that is not on the place's usual weekday, which the plan chooses
	Rhythm   int        `json:"rhythm"`   // per gap that is not a multiple of the place's period in whole weeks, such as every second week
	Travel   int        `json:"travel"`   // per minute of driving
	Overtime int        `json:"overtime"` // per minute after the shift's end
	Occasion ByPriority `json:"occasion"` // per occasion not attended
	// Cover is the thousandths of an occasion's price that are lost when it is attended
	// for none of its hours but the least; in between it falls with the hours.
	Cover      int `json:"cover,omitempty"`
	Summer     int `json:"summer"`            // per minute short of the summer share
	Warn       int `json:"warn"`              // per visit on a warned or bridge day
	Office     int `json:"office,omitempty"`  // per visit by another than the place's usual office
	Evening    int `json:"evening,omitempty"` // per visit to a place in a shift that ends before 18:00
	Disruption int `json:"disruption"`        // per fixed stop that is moved or dropped; twice that when it is announced
	// Nearing is how many days ahead the price of changing an announced stop has
	// doubled; it rises by as much again each time the days left are halved. 0 keeps
	// it the same on every day.
	Nearing int `json:"nearing,omitempty"`
	// OneLevel charges promises on the level of all else, so that one may be given
	// up for enough of the rest: plans are then compared by one sum.
	OneLevel bool `json:"oneLevel,omitempty"`
}
