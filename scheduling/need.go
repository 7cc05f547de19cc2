package scheduling

import "math/bits"

// What makes one locality need visits more than another, in thousandths of the
// ordinary need of 1000. The parts are added up; Visiting.Need multiplies the sum, so
// that the planner has the last word. Where there is time enough for all, nobody
// notices; where there is not, gaps stretch less where the need is greater.
const (
	// needOfDoubling is for each time that the population doubles beyond villageSize:
	// more people to meet, but ten times as many do not need ten times as many visits.
	needOfDoubling = 50
	// villageSize is a village that is ordinary in this.
	villageSize = 1000
	// mostOfPopulation is reached by a town of 16 000: a central town has a police
	// station, and is not what the office is for.
	mostOfPopulation = 200
	// needOfExposed is for an area that the police count as exposed (utsatt område):
	// half as much again, since the pledge of 2020 has its focus there "without
	// forgetting the rest".
	needOfExposed = 500
	// needOfVisitor is for each person who comes to a visit beyond usualVisitors, and
	// less for each who does not. A stop that nobody comes to is to be reviewed, not
	// starved, so it loses no more than a fifth.
	needOfVisitor   = 20
	usualVisitors   = 10
	leastOfVisitors = -200
	mostOfVisitors  = 300
	// needOfWish is for each wish, and no more than six count, so that a campaign of
	// one street does not decide for all.
	needOfWish   = 50
	mostOfWishes = 300
	// needOfTopic is for each time that a topic was raised at a visit in half a year. A
	// visit a fortnight that raises one each time comes to 195: what is heard at every
	// visit weighs about as much as a large village, and no more.
	needOfTopic  = 15
	mostOfTopics = 200
	// needOfUnanswered is for each action whose day has passed without an answer: people
	// wait to hear, and the visit is where they hear it. Three weigh as much as an empty
	// stop loses; what lies longer is not for visits to mend.
	needOfUnanswered = 70
	mostOfUnanswered = 210

	leastNeed, mostNeed = 100, 10_000
)

// NeedSource is where a part of a need comes from.
type NeedSource string

// The sources.
const (
	FromPopulation NeedSource = "population"
	FromExposed    NeedSource = "exposed"
	FromAttendance NeedSource = "attendance"
	FromWishes     NeedSource = "wishes"
	FromTopics     NeedSource = "topics"
	FromActions    NeedSource = "actions"
	FromPlanner    NeedSource = "planner" // what the planner's own factor adds or takes
)

// NeedPart is what one source adds to the ordinary need, in thousandths.
type NeedPart struct {
	Source NeedSource
	Value  int
	// Of is what it is reckoned from: people, wishes, topics, actions, or the planner's
	// factor in thousandths.
	Of int
}

// Need is how the locality's waiting weighs against that of others, in thousandths, by
// what is in the register alone: at least 100 and at most 10 000.
func (l Locality) Need() int {
	return l.Reckon(Heard{}, Hearing{Off: true}).Need
}

// Reckon is how the locality's waiting weighs, and why. What was counted of attendance and
// wishes goes before what somebody has entered in the register, unless hearing is off.
func (l Locality) Reckon(heard Heard, hearing Hearing) ReckonedNeed {
	reckoned := ReckonedNeed{LocalityID: l.ID, Heard: heard, Review: heard.Empty >= emptyForReview}
	need := 1000
	add := func(source NeedSource, value, of int) {
		if value != 0 {
			need += value
			reckoned.Parts = append(reckoned.Parts, NeedPart{source, value, of})
		}
	}
	add(FromPopulation, l.populationNeed(), l.Population)
	if l.Exposed {
		add(FromExposed, needOfExposed, 1)
	}
	visitors, known, weight := 0, l.Attendance != nil, 100
	if known {
		visitors = *l.Attendance
	}
	wishes, wishWeight := l.Wishes, 100
	if !hearing.Off {
		weight, wishWeight, wishes = hearing.Attendance, hearing.Wishes, max(l.Wishes, heard.Wishes)
		if heard.Counted > 0 {
			visitors, known = (heard.Came+heard.Counted/2)/heard.Counted, true
		}
	}
	if known {
		add(FromAttendance, min(max(needOfVisitor*(visitors-usualVisitors), leastOfVisitors), mostOfVisitors)*weight/100, visitors)
	}
	add(FromWishes, min(needOfWish*wishes, mostOfWishes)*wishWeight/100, wishes)
	if !hearing.Off {
		add(FromTopics, min(needOfTopic*heard.Topics, mostOfTopics)*hearing.Topics/100, heard.Topics)
		add(FromActions, min(needOfUnanswered*heard.Unanswered, mostOfUnanswered)*hearing.Actions/100, heard.Unanswered)
	}
	reckoned.Need = min(max(need*l.Visiting.Need/1000, leastNeed), mostNeed)
	if own := reckoned.Need - need; own != 0 {
		reckoned.Parts = append(reckoned.Parts, NeedPart{FromPlanner, own, l.Visiting.Need})
	}
	return reckoned
}

// populationNeed is 0 for a village and where the population is unknown.
func (l Locality) populationNeed() int {
	doublings := bits.Len(uint(max(0, l.Population)/villageSize)) - 1
	return min(max(doublings, 0)*needOfDoubling, mostOfPopulation)
}
