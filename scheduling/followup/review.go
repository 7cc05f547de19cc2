package followup

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Material is what a pledge is followed up from.
type Material struct {
	Pledge scheduling.Pledge // as it is in force: see [scheduling.InForce]
	Span                     // the time that is looked at
	Now    time.Time
	Summer scheduling.SummerRule
	// Localities are those of the pledge's municipality.
	Localities []scheduling.Locality
	// Outcomes are what became of the visits to them since the pledge is in force, by start.
	Outcomes []Outcome
	// Activities are those in the municipality, or the whole district, since then, by day.
	Activities []Counted
	// Pictures are the district's lägesbilder since then that were released, by week.
	Pictures     []CountedPicture
	Actions      []dialogue.Action // due at these localities
	Municipality scheduling.Municipality
	District     scheduling.District
}

func (m Material) today() scheduling.Day { return scheduling.DayOf(m.Now) }

func (m Material) force() Span { return Span{m.Pledge.From, m.Pledge.To} }

// outcomes returns those in the span that f chooses.
func (m Material) outcomes(f func(Outcome) bool) []Outcome {
	looked := m.Span.within(m.force())
	return slices.DeleteFunc(slices.Clone(m.Outcomes), func(o Outcome) bool { return !looked.Covers(o.Day()) || !f(o) })
}

// Review (uppföljning) is how a pledge was kept in a time. Every figure of it is a list of
// what it counts, so that it can be traced there.
type Review struct {
	Pledge scheduling.Pledge
	Span   // the time that is looked at, as far as the pledge was in force
	At     time.Time
	Summer scheduling.SummerRule
	// Outcomes are what became of every visit that a figure counts, by start.
	Outcomes []Outcome
	// Activities are those in the time, whatever they count toward, by day.
	Activities []Counted
	// Due are the actions that are due in the time, by the day.
	Due          []dialogue.Action
	Localities   []scheduling.Locality // the municipality's, by name
	Municipality scheduling.Municipality
	District     scheduling.District
	// Visits are those to the localities themselves, SummerVisits those of them in the
	// summer, and AtOccasions those to events, which count toward no pledge.
	Visits, SummerVisits, AtOccasions Tally
	Accounts                          []Account // one for each commitment, in its order
	Places                            []PlaceReview
	Topics                            []TopicReview // what came up at most visits first
	Actions                           ActionReview
}

// PlaceReview is how it went at one locality.
type PlaceReview struct {
	LocalityID           scheduling.LocalityID
	Visits, SummerVisits Tally
	Topics               []TopicReview
	Actions              ActionReview
}

// TopicReview is at which visits something came up.
type TopicReview struct {
	Topic  string
	Visits Visits
	Months []MonthVisits // those in which it did, oldest first
}

// MonthVisits are visits of a month.
type MonthVisits struct {
	From   scheduling.Day // the first of the month
	Visits Visits
}

// ActionReview sorts the actions that are due in the time by whether they were answered.
type ActionReview struct {
	InTime  []dialogue.ActionID // ended on the day that they were due on, or before
	Late    []dialogue.ActionID // ended after it
	Overdue []dialogue.ActionID // not ended, and it has passed
	Waiting []dialogue.ActionID // not ended, and it has not passed
}

// Due is how many are due in the time.
func (a ActionReview) Due() int { return len(a.InTime) + len(a.Late) + len(a.Overdue) + len(a.Waiting) }

// Of follows a pledge up.
func Of(m Material) Review {
	looked := m.Span.within(m.force())
	r := Review{Pledge: m.Pledge, Span: looked, At: m.Now, Summer: m.Summer,
		Localities: m.Localities, Municipality: m.Municipality, District: m.District}
	var deeds []Deed
	for _, a := range m.Activities {
		if a.Status == Done {
			deeds = append(deeds, Deed{ActivityID: a.ID, Day: a.Day, LocalityID: a.LocalityID, Toward: a.Toward})
		}
		if looked.Covers(a.Day) {
			r.Activities = append(r.Activities, a)
		}
	}
	for _, o := range m.Outcomes {
		if o.Delivered() {
			deeds = append(deeds, Deed{VisitID: o.VisitID, Day: o.Day(), LocalityID: o.LocalityID, Toward: o.Toward})
		}
	}
	for _, p := range m.Pictures {
		deeds = append(deeds, Deed{Picture: p.Monday, Day: p.Day(), Toward: p.Toward})
	}
	slices.SortStableFunc(deeds, func(a, b Deed) int { return cmp.Compare(a.Day, b.Day) })
	for _, c := range m.Pledge.Commitments {
		r.Accounts = append(r.Accounts, m.account(c, deeds))
	}
	own := m.outcomes(func(o Outcome) bool { return !o.Occasion })
	r.Visits, r.SummerVisits = m.tallies(own)
	r.AtOccasions = TallyOf(m.outcomes(func(o Outcome) bool { return o.Occasion }), m.Now)
	r.Topics = topicsOf(own)
	r.Actions = m.actions(looked, func(dialogue.Action) bool { return true })
	for _, l := range m.Localities {
		at := slices.DeleteFunc(slices.Clone(own), func(o Outcome) bool { return o.LocalityID != l.ID })
		place := PlaceReview{LocalityID: l.ID, Topics: topicsOf(at),
			Actions: m.actions(looked, func(a dialogue.Action) bool { return a.LocalityID == l.ID })}
		place.Visits, place.SummerVisits = m.tallies(at)
		r.Places = append(r.Places, place)
	}
	r.Outcomes = m.behind(r)
	for _, a := range m.Actions {
		if looked.Covers(a.Due) {
			r.Due = append(r.Due, a)
		}
	}
	slices.SortStableFunc(r.Due, func(a, b dialogue.Action) int { return cmp.Compare(a.Due, b.Due) })
	return r
}

// behind returns the visits that the figures of a review count: those in its time, and
// those of a stretch or a wait that reaches beyond it.
func (m Material) behind(r Review) []Outcome {
	counted := map[scheduling.VisitID]bool{}
	for _, a := range r.Accounts {
		for _, s := range a.Stretches {
			for _, d := range s.Done {
				counted[d.VisitID] = true
			}
		}
		for _, p := range a.Places {
			for _, w := range p.Waits {
				counted[w.FromVisitID], counted[w.ToVisitID] = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(m.Outcomes), func(o Outcome) bool { return !r.Covers(o.Day()) && !counted[o.VisitID] })
}

// tallies sorts visits, and those in the summer apart.
func (m Material) tallies(outcomes []Outcome) (all, summer Tally) {
	inSummer := slices.DeleteFunc(slices.Clone(outcomes), func(o Outcome) bool { return !m.Summer.Covers(o.Day()) })
	return TallyOf(outcomes, m.Now), TallyOf(inSummer, m.Now)
}

func topicsOf(outcomes []Outcome) []TopicReview {
	var found []TopicReview
	for _, o := range outcomes {
		for _, topic := range o.Topics {
			i := slices.IndexFunc(found, func(t TopicReview) bool { return t.Topic == topic })
			if i < 0 {
				i, found = len(found), append(found, TopicReview{Topic: topic})
			}
			found[i].add(o)
		}
	}
	slices.SortStableFunc(found, func(a, b TopicReview) int {
		return cmp.Or(cmp.Compare(len(b.Visits), len(a.Visits)), cmp.Compare(a.Topic, b.Topic))
	})
	return found
}

func (t *TopicReview) add(o Outcome) {
	t.Visits = append(t.Visits, o.VisitID)
	month := firstUnit(scheduling.PerMonth, o.Day())
	if last := len(t.Months) - 1; last >= 0 && t.Months[last].From == month {
		t.Months[last].Visits = append(t.Months[last].Visits, o.VisitID)
		return
	}
	t.Months = append(t.Months, MonthVisits{From: month, Visits: Visits{o.VisitID}})
}

func (m Material) actions(looked Span, chosen func(dialogue.Action) bool) ActionReview {
	var r ActionReview
	for _, a := range m.Actions {
		switch {
		case !looked.Covers(a.Due) || !chosen(a):
		case a.Status != dialogue.Open && scheduling.DayOf(a.Ended) <= a.Due:
			r.InTime = append(r.InTime, a.ID)
		case a.Status != dialogue.Open:
			r.Late = append(r.Late, a.ID)
		case a.Due < m.today():
			r.Overdue = append(r.Overdue, a.ID)
		default:
			r.Waiting = append(r.Waiting, a.ID)
		}
	}
	return r
}
