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
)

// Need is how the locality's waiting weighs against that of others, in thousandths:
// at least 100 and at most 10 000.
func (l Locality) Need() int {
	need := 1000 + l.populationNeed()
	if l.Exposed {
		need += needOfExposed
	}
	if l.Attendance != nil {
		need += min(max(needOfVisitor*(*l.Attendance-usualVisitors), leastOfVisitors), mostOfVisitors)
	}
	need += min(needOfWish*l.Wishes, mostOfWishes)
	return min(max(need*l.Visiting.Need/1000, 100), 10_000)
}

// populationNeed is 0 for a village and where the population is unknown.
func (l Locality) populationNeed() int {
	doublings := bits.Len(uint(max(0, l.Population)/villageSize)) - 1
	return min(max(doublings, 0)*needOfDoubling, mostOfPopulation)
}
