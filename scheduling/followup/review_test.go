package followup

import (
	"slices"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

func TestATallyLeavesNobodyOut(t *testing.T) {
	now := day(2026, 3, 31).At(12 * 60)
	number := 12
	var outcomes []Outcome
	for i, state := range scheduling.States[1:] {
		o := told(string(state), day(2026, 3, 1+5*i))
		o.State, o.Reason, o.Shortened = state, "Sjukdom.", state == scheduling.BrokenOff
		if state == scheduling.Held {
			o.Attendance = &number
		}
		outcomes = append(outcomes, o)
	}
	coming := told("coming", day(2026, 4, 2))
	coming.State = scheduling.Announced
	tally := TallyOf(append(outcomes, coming), now)
	if n := len(tally.Delivered) + len(tally.Cancelled) + len(tally.Unrecorded) + len(tally.Coming); n != len(tally.Announced) || n != 7 {
		t.Errorf("%d of %d are sorted", n, len(tally.Announced))
	}
	if !slices.Equal(tally.Delivered, Visits{"broken_off", "held"}) || !slices.Equal(tally.Shortened, Visits{"broken_off"}) ||
		!slices.Equal(tally.Cancelled, Visits{"cancelled"}) || !slices.Equal(tally.Coming, Visits{"coming"}) ||
		!slices.Equal(tally.Unrecorded, Visits{"announced", "delayed", "moved"}) {
		t.Errorf("sorted as %+v", tally)
	}
	if tally.Attendance != 12 || !slices.Equal(tally.Counted, Visits{"held"}) || tally.MedianNotice != 20 || len(tally.WellAhead) != 7 {
		t.Errorf("counted as %+v", tally)
	}
	if len(tally.Reasons) != 1 || tally.Reasons[0].Text != "Sjukdom." || !slices.Equal(tally.Reasons[0].Visits, tally.Cancelled) {
		t.Errorf("the reasons are %+v", tally.Reasons)
	}
	if none := TallyOf(nil, now); none.MedianNotice != 0 || len(none.Announced) != 0 {
		t.Errorf("of nothing there is %+v", none)
	}
}

func TestAPledgeThatIsReplacedMidYearIsFollowedUpUntilThen(t *testing.T) {
	before := scheduling.Pledge{ID: "before", Signed: day(2025, 1, 1), From: day(2025, 1, 1), To: day(2026, 12, 31)}
	after := scheduling.Pledge{ID: "after", Signed: day(2026, 6, 1), From: day(2026, 7, 1), ReplacesID: "before"}
	inForce := scheduling.InForce([]scheduling.Pledge{before, after})
	m := material(0, 0, 2026, day(2026, 12, 1))
	m.Localities = []scheduling.Locality{{ID: almby}}
	m.Outcomes = []Outcome{told("1", day(2026, 3, 1)), told("2", day(2026, 6, 30)), told("3", day(2026, 7, 1))}
	for i, want := range []Visits{{"1", "2"}, {"3"}} {
		m.Pledge = inForce[i]
		r := Of(m)
		if !slices.Equal(r.Visits.Announced, want) || !slices.Equal(r.Places[0].Visits.Delivered, want) {
			t.Errorf("toward %s count %v", m.Pledge.ID, r.Visits.Announced)
		}
	}
	if r := Of(m); r.From != day(2026, 7, 1) || r.To != day(2026, 12, 31) {
		t.Errorf("it is followed up from %s to %s", r.From, r.To)
	}
}

func TestSummerAndOccasionsAreApart(t *testing.T) {
	m := material(day(2026, 1, 1), 0, 2026, day(2026, 12, 1))
	m.Localities = []scheduling.Locality{{ID: almby}}
	festival := told("festival", day(2026, 7, 15))
	festival.Occasion, festival.Toward = true, nil
	m.Outcomes = []Outcome{told("may", day(2026, 5, 31)), told("june", day(2026, 6, 1)), festival, told("august", day(2026, 8, 31))}
	r := Of(m)
	if !slices.Equal(r.Visits.Delivered, Visits{"may", "june", "august"}) || !slices.Equal(r.SummerVisits.Delivered, Visits{"june", "august"}) ||
		!slices.Equal(r.AtOccasions.Delivered, Visits{"festival"}) {
		t.Errorf("%v, in summer %v, at occasions %v", r.Visits.Delivered, r.SummerVisits.Delivered, r.AtOccasions.Delivered)
	}
}

func TestTopicsAreCountedOncePerVisitAndByMonth(t *testing.T) {
	m := material(day(2026, 1, 1), 0, 2026, day(2026, 12, 1))
	m.Outcomes = []Outcome{told("1", day(2026, 3, 1)), told("2", day(2026, 3, 31)), told("3", day(2026, 5, 1))}
	m.Outcomes[0].Topics, m.Outcomes[1].Topics, m.Outcomes[2].Topics = []string{"Trafik"}, []string{"Skräp", "Trafik"}, []string{"Trafik"}
	topics := Of(m).Topics
	if len(topics) != 2 || topics[0].Topic != "Trafik" || !slices.Equal(topics[0].Visits, Visits{"1", "2", "3"}) || len(topics[0].Months) != 2 ||
		topics[0].Months[1].From != day(2026, 5, 1) || !slices.Equal(topics[0].Months[0].Visits, Visits{"1", "2"}) {
		t.Errorf("the topics are %+v", topics)
	}
}

func TestActionsAreSortedByWhetherTheyWereAnswered(t *testing.T) {
	m := material(day(2026, 1, 1), 0, 2026, day(2026, 5, 1))
	due := day(2026, 4, 10)
	action := func(id string, due scheduling.Day, status dialogue.Status, ended scheduling.Day) dialogue.Action {
		a := dialogue.Action{ID: dialogue.ActionID(id), LocalityID: almby, Due: due, Status: status}
		if status != dialogue.Open {
			a.Ended = ended.At(23 * 60)
		}
		return a
	}
	m.Actions = []dialogue.Action{action("in time", due, dialogue.Done, due), action("late", due, dialogue.Dropped, due+1),
		action("overdue", due, dialogue.Open, 0), action("today", day(2026, 5, 1), dialogue.Open, 0), action("next year", day(2027, 1, 1), dialogue.Open, 0)}
	r := Of(m).Actions
	if !slices.Equal(r.InTime, []dialogue.ActionID{"in time"}) || !slices.Equal(r.Late, []dialogue.ActionID{"late"}) ||
		!slices.Equal(r.Overdue, []dialogue.ActionID{"overdue"}) || !slices.Equal(r.Waiting, []dialogue.ActionID{"today"}) || r.Due() != 4 {
		t.Errorf("sorted as %+v", r)
	}
}
