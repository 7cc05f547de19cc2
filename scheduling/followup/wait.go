package followup

import (
	"slices"

	"poliskontor/scheduling"
)

// Wait is a time in which a place waits for the office: from one visit to the next.
type Wait struct {
	// From is the day of the visit before, or the day before the pledge began to bind;
	// To that of the next, or today, or the pledge's last day.
	From, To    scheduling.Day
	FromVisitID scheduling.VisitID // "" where no visit began it
	ToVisitID   scheduling.VisitID // "" where none has ended it
	Days        int                // on which the promise bound
	TooLong     bool
}

// PlaceWaits is how one place has waited for what is promised to it in days.
type PlaceWaits struct {
	LocalityID scheduling.LocalityID
	// Least is how few visits can keep the greatest gap on the days that have bound so
	// far; 0 where there is only an interval to aim at.
	Least     int
	Delivered Visits
	Waits     []Wait // oldest first
}

// Longest is the longest of the waits; none for no waits.
func (p PlaceWaits) Longest() Wait {
	var longest Wait
	for _, w := range p.Waits {
		if w.Days > longest.Days {
			longest = w
		}
	}
	return longest
}

// TooLong are the waits that break the promise.
func (p PlaceWaits) TooLong() []Wait {
	return slices.DeleteFunc(slices.Clone(p.Waits), func(w Wait) bool { return !w.TooLong })
}

// waits tells how each place that a commitment is made to has waited.
func (m Material) waits(c scheduling.Commitment) []PlaceWaits {
	if c.Indicator != scheduling.Visits || c.Target.MaxGapDays+c.Target.AimDays == 0 {
		return nil
	}
	var places []PlaceWaits
	for _, l := range m.Localities {
		if c.Scope.Includes(l) {
			places = append(places, m.placeWaits(scheduling.Promise{Locality: l, Pledge: m.Pledge, Commitment: c}))
		}
	}
	return places
}

func (m Material) placeWaits(p scheduling.Promise) PlaceWaits {
	place := PlaceWaits{LocalityID: p.Locality.ID}
	force := m.force()
	looked := m.Span.within(force)
	at := Wait{From: force.From - 1}
	end := func(to scheduling.Day, visit scheduling.VisitID) {
		at.To, at.ToVisitID = to, visit
		at.Days = p.BindingDays(at.From, at.To, m.Summer)
		at.TooLong = p.Binding() && at.Days > p.Commitment.Target.MaxGapDays
		if (Span{at.From + 1, at.To}).overlaps(looked) {
			place.Waits = append(place.Waits, at)
		}
	}
	for _, o := range m.Outcomes {
		if o.LocalityID != p.Locality.ID || !slices.Contains(o.Toward, p.Commitment.ID) || !o.Came(m.Now) {
			continue
		}
		if looked.Covers(o.Day()) && o.Delivered() {
			place.Delivered = append(place.Delivered, o.VisitID)
		}
		if o.Day() > at.From {
			end(o.Day(), o.VisitID)
		}
		at = Wait{From: o.Day(), FromVisitID: o.VisitID}
	}
	last := Span{force.From, m.today()}.within(force).To
	if at.From < last {
		end(last, "")
	}
	if p.Binding() && looked.From <= last {
		until := looked.within(Span{force.From, last}).To
		place.Least = p.BindingDays(looked.From-1, until, m.Summer) / p.Commitment.Target.MaxGapDays
	}
	return place
}
