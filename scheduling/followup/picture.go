package followup

import "poliskontor/scheduling"

// SharedPicture is the lägesbild of a week that at least one party has released its part of.
type SharedPicture struct {
	Monday scheduling.Day     // of the week
	By     []scheduling.Owner // who have released theirs
}

// friday is how many days after a week's Monday its lägesbild is ready.
const friday = 4

// Day is when the lägesbild was ready. It counts there, however late it was released.
func (p SharedPicture) Day() scheduling.Day { return p.Monday + friday }

// CountedPicture is a lägesbild with what it counts toward.
type CountedPicture struct {
	SharedPicture
	Toward []scheduling.CommitmentID
}

// OfPicture proposes what a lägesbild counts toward: commitments on lägesbilder of those who
// have released their part. It is the whole district's.
func (g Ground) OfPicture(p SharedPicture) []Toward {
	return g.towards(done{day: p.Day(), by: p.By, counts: func(c scheduling.Commitment) bool { return c.Indicator == scheduling.SituationPictures }})
}
