// Package planner is the engine: a Problem in, a Plan out.
//
// A problem says which places are promised how many visits, when which office is
// crewed, which occasions there are in summer, and what is already fixed. Solve
// makes the best plan that it finds, Evaluate scores any list of stops, and WhyNot
// says for each day why a place is not visited on it. The engine knows no
// districts, databases, languages or time zones, and uses integers throughout.
//
// # The pledge clock
//
// Every place has a clock that counts promised visits in thousandths: a day adds
// its rate divided by Place.Period, where the rate is 1000 on ordinary days,
// SummerRate on summer days and 0 in Pauses. One period is 1000. All spacing is
// measured on the clock, so that summer and pauses need no rules of their own. The
// last real visit starts it; the gap to the horizon's end is charged only when it
// is late.
//
// # Rules
//
// A rule is small and named (Rule), and stands in the registry, rules, in one of
// six kinds. A boundRule is hard and leaves a single stop a window of the day; the
// other kinds have a price, and can explain it with values and without prose:
// visitRule by the day of a visit, gapRule by two consecutive visits, placeRule by
// all visits of a place, shiftRule by the toll of a tour, planRule by the tally of
// the whole plan. Hard rules on tours are what route and timetable can do; minimum
// gaps are kept by the kernel; violations checks all of them again, from nothing
// but the stops.
//
// A Score has two levels, promises and the rest, and is compared level by level.
// The hard rules are the level above: a plan from Solve never breaks them, but
// where stops break them that are pinned or within the notice, and therefore
// stand. Nothing else is put into a tour that standing stops have broken.
//
// # From problem to plan
//
// compile makes the dense model: clocks, and for each place and occasion its
// spots, the shifts that it can be in, a place at the first of its sites that is open
// then. Shifts that leave their crew no rest are rivals: while one is used, nothing
// fits into the other. A draft holds the plan in the making: the
// tour of each shift and the visits of each place, with prices that are kept in
// step with every change, and a journal to undo changes by.
//
// route finds the best order of a tour by trying all of them, and timetable the
// times: an occasion is drawn out as far as the shift and its opening hours allow,
// a visit begins at the place's usual minute where that fits. The atlas reckons
// every tour once: which places are together is all that matters, not the day.
//
// kernel finds the best schedule of one place while all others stay as they are.
// It is a shortest path over days, and exact; a priceBook remembers what the rules
// charge, so that they are asked only once. draft.replanIn puts a place where the
// kernel says, in a span of days or in all. With an ejection the path may lead
// through full shifts, at the price of what another place loses that is driven
// out there and planned anew afterwards.
//
// # The search
//
// construct begins with occasions by priority until the summer share is reached,
// then replans the places, promised and frequent ones first, then adds the
// occasions that still fit. improve anneals the draft. A move of the search takes
// a place, its neighbours, the mates of its tours, or an occasion out of the plan
// and puts back each place along its best path; or it lets a place push others
// out, demand a day, take up another weekday or exchange its days with another
// place. Where there are many places, trades follow each move: a visit goes to another
// shift within reach, perhaps in exchange for one there. What is worse is accepted the
// more rarely, the colder it is: heat falls with the number of moves, never with time,
// and rises again in the next cycle. The energy that decides weighs promises against the rest by promiseFactor, so that
// the search passes through small breaches; the best plan is kept level by level,
// and every place in it is replanned until none gains by it. construct and improve
// know of a draft only that it can be changed, scored and undone, so that another
// search can take their place.
//
// Repair begins with a plan instead: what stood is fixed at a price above all that
// is soft, and the same moves begin with the places that have lost a visit. Of two
// searches side by side the second one also swaps single visits where there are few
// places, and charges what is added.
//
// # Beside the search
//
// Turns divides an occasion that is longer than a shift between those that can be at
// it, before there is a problem. BestFor ranks the places for a free slot. Feasibility
// says whether the promises can be kept at all, what stands in the way and what would
// help, and tells a proof from a guess. Bound proves how good a plan can be at best: it takes the problem apart into
// places, occasions and shifts, with payments between them. Generate makes up districts
// to try all of it on, ReadYardstick reads instances with a proven optimum, and
// WriteSVG draws a plan.
//
// # What comes out
//
// assess makes the Plan of the stops: Charges that add up to the Score, a Reason
// for every stop, a Breach for every promise that is not kept, with Causes that are
// counted from the same verdicts that WhyNot gives, and Measures of what people
// feel. Solve and Evaluate both end there, so that a plan is scored the same
// whoever made it.
package planner
