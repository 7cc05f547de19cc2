package followup

import (
	"slices"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// Ground is what proposals of what counts toward what go by.
type Ground struct {
	Pledges    []scheduling.Pledge
	Localities map[scheduling.LocalityID]scheduling.Locality
	Seasons    []scheduling.Season
}

// Toward is a commitment that something counts toward.
type Toward struct {
	CommitmentID scheduling.CommitmentID
	// Free tells that the commitment does not bind on that day, which lies in a summer
	// that it leaves out: what is done then is counted apart.
	Free bool
}

// done is what a commitment is held against.
type done struct {
	municipality scheduling.MunicipalityID
	locality     scheduling.LocalityID
	day          scheduling.Day
	by           []scheduling.Owner
	counts       func(scheduling.Commitment) bool
}

// OfActivity proposes what an activity counts toward, in the order of the pledges and
// their articles: commitments that hold on its day, are made to its place, are its owner's
// and count what it is. What is planned is proposed as if it were done. Measures are of all
// sorts, so what counts toward them is chosen by hand.
func (g Ground) OfActivity(a Activity) []Toward {
	by := []scheduling.Owner{a.Owner}
	if a.Together {
		by = []scheduling.Owner{scheduling.Police, scheduling.Kommun}
	}
	return g.towards(done{a.MunicipalityID, a.LocalityID, a.Day, by, a.countsAs})
}

// OfVisit proposes what a visit counts toward: commitments on visits that are made to its
// locality, unless it is at an occasion, and dialogues. It is the police's.
func (g Ground) OfVisit(v scheduling.Visit) []Toward {
	locality := g.Localities[v.LocalityID]
	return g.towards(done{locality.MunicipalityID, v.LocalityID, scheduling.DayOf(v.Starts), []scheduling.Owner{scheduling.Police},
		func(c scheduling.Commitment) bool {
			return c.Indicator == scheduling.Dialogues || c.Indicator == scheduling.Visits && v.OccasionID == "" && c.Scope.Includes(locality)
		}})
}

// Holds tells whether a signed commitment holds for a municipality on a day; every one
// where none is named.
func (g Ground) Holds(id scheduling.CommitmentID, municipality scheduling.MunicipalityID, day scheduling.Day) bool {
	for _, p := range scheduling.InForce(g.Pledges) {
		if p.ValidOn(day) && (municipality == "" || p.MunicipalityID == municipality) &&
			slices.ContainsFunc(p.Commitments, func(c scheduling.Commitment) bool { return c.ID == id }) {
			return true
		}
	}
	return false
}

// Free tells whether a commitment does not bind on a day.
func (g Ground) Free(c scheduling.Commitment, day scheduling.Day) bool {
	return c.Binds == scheduling.OutsideSummer && g.summer(day).Covers(day)
}

func (g Ground) towards(d done) []Toward {
	var found []Toward
	for _, p := range scheduling.InForce(g.Pledges) {
		if !p.ValidOn(d.day) || d.municipality != "" && p.MunicipalityID != d.municipality {
			continue
		}
		for _, c := range p.Commitments {
			if (c.Due.IsZero() || d.day <= c.Due) && g.covers(c.Scope, d.locality) && answers(c.Owner, d.by) && d.counts(c) {
				found = append(found, Toward{c.ID, g.Free(c, d.day)})
			}
		}
	}
	return found
}

// covers tells whether a commitment is made to a locality, or to the municipality as a whole.
func (g Ground) covers(scope scheduling.Scope, locality scheduling.LocalityID) bool {
	return len(scope.Kinds)+len(scope.Localities) == 0 || locality != "" && scope.Includes(g.Localities[locality])
}

// answers tells whether what some have done is done by those who answer for a commitment.
func answers(owner scheduling.Owner, by []scheduling.Owner) bool {
	switch owner {
	case scheduling.PoliceAndKommun:
		return true
	case scheduling.PoliceWithKommun:
		owner = scheduling.Police
	}
	return slices.Contains(by, owner)
}

// ordinarySummer holds where no season says otherwise.
var ordinarySummer = scheduling.SummerRule{
	From: scheduling.MonthDay{Month: time.June, Day: 1}, To: scheduling.MonthDay{Month: time.August, Day: 31}}

func (g Ground) summer(day scheduling.Day) scheduling.SummerRule {
	for _, s := range g.Seasons {
		if s.Covers(day) && s.Summer != (scheduling.SummerRule{}) {
			return s.Summer
		}
	}
	return ordinarySummer
}

// countsAs tells whether the activity is what a commitment counts.
func (a Activity) countsAs(c scheduling.Commitment) bool {
	switch c.Indicator {
	case scheduling.SafetyWalks: // its preparation and what is seen later are of the same walk
		return a.Kind == SafetyWalk && a.Step == Walk
	case scheduling.WatchMeetings:
		return a.Kind == WatchEvening
	case scheduling.Information:
		return informs(a.Kind, c)
	case scheduling.TrafficControls:
		return a.Kind == TrafficControl
	case scheduling.Surveys:
		return a.Kind == Survey
	case scheduling.Dialogues:
		return a.Kind == CitizenDialogue
	case scheduling.ForumMeetings:
		return a.Kind == ForumMeeting && (says(a.Title, c.Forum) || says(a.Title, c.Title))
	}
	return false
}

// subjects are the beginnings of words by which a commitment says what it informs about.
var subjects = map[Kind][]string{
	WatchEvening:    {"grannsamverk", "grannstöd"},
	TheftEvening:    {"stöld", "inbrott"},
	FraudPrevention: {"bedräg"},
}

// informs tells whether a kind of activity informs about what a commitment does: its
// subject, or any where the commitment names none.
func informs(kind Kind, c scheduling.Commitment) bool {
	own, informing := subjects[kind]
	if !informing {
		return false
	}
	text := strings.ToLower(c.Title + " " + c.Text)
	named := func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
	}
	if named(own) {
		return true
	}
	for _, words := range subjects {
		if named(words) {
			return false
		}
	}
	return true
}

// says tells whether a title names a forum.
func says(title, forum string) bool {
	return forum != "" && strings.Contains(strings.ToLower(title), strings.ToLower(forum))
}
