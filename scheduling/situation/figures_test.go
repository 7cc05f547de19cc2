package situation_test

import (
	"reflect"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

func day(year int, month time.Month, date int) scheduling.Day {
	return scheduling.NewDay(year, month, date)
}

// monday begins week 47 of 2026; its lägesbild is about Friday 13 to Thursday 19 November.
var monday = day(2026, time.November, 16)

func note(owner scheduling.Owner, place scheduling.LocalityID, on scheduling.Day, topics ...string) dialogue.Note {
	return dialogue.Note{Owner: owner, LocalityID: place, Written: on.At(12 * 60), Topics: topics, Text: "canary"}
}

func wish(place scheduling.LocalityID, on scheduling.Day, topic string) scheduling.Wish {
	return scheduling.Wish{LocalityID: place, Received: on.At(12 * 60), Topic: topic}
}

func number(n int) *int { return &n }

func TestWhatWasRaisedIsHeldAgainstBefore(t *testing.T) {
	const police, kommun = scheduling.Police, scheduling.Kommun
	week := func(back int) scheduling.Day { return monday - scheduling.Day(7*back) }
	for _, test := range []struct {
		name  string
		in    situation.Inputs
		owner scheduling.Owner
		rows  []situation.Row
	}{
		{"an empty week", situation.Inputs{Notes: []dialogue.Note{note(police, "a", week(1), "Trafik")}}, police, []situation.Row{}},
		{"notes and wishes of a topic at a place", situation.Inputs{
			Notes:  []dialogue.Note{note(police, "a", monday, "Trafik", "Annat"), note(police, "b", monday, "Trafik"), note(kommun, "a", monday, "Trafik")},
			Wishes: []scheduling.Wish{wish("a", monday+1, "Trafik"), wish("", monday+1, "")},
		}, police, []situation.Row{
			{LocalityID: "a", Topic: "Trafik", Notes: 1, Wishes: 1},
			{Topic: "", Wishes: 1},
			{LocalityID: "a", Topic: "Annat", Notes: 1},
			{LocalityID: "b", Topic: "Trafik", Notes: 1},
		}},
		{"the kommun's own notes, and no wishes", situation.Inputs{
			Notes:  []dialogue.Note{note(police, "a", monday, "Trafik"), note(kommun, "b", monday, "Annat")},
			Wishes: []scheduling.Wish{wish("a", monday, "Trafik")},
		}, kommun, []situation.Row{{LocalityID: "b", Topic: "Annat", Notes: 1}}},
		{"nothing came up", situation.Inputs{Notes: []dialogue.Note{{Owner: police, LocalityID: "a", Written: monday.At(600), Nothing: true}}}, police, []situation.Row{}},
		{"a text without a topic", situation.Inputs{Notes: []dialogue.Note{note(police, "a", monday)}}, police, []situation.Row{{LocalityID: "a", Notes: 1}}},
		{"Friday before to Thursday", situation.Inputs{Notes: []dialogue.Note{
			note(police, "a", monday-4, "T"), note(police, "a", monday-3, "T"), note(police, "a", monday+3, "T"), note(police, "a", monday+4, "T"),
		}}, police, []situation.Row{{LocalityID: "a", Topic: "T", Notes: 2, Before: situation.Before{LastWeek: number(1), Sum4: 1, Weeks4: 1, Sum8: 1, Weeks8: 1}}}},
		{"four and eight weeks", situation.Inputs{Notes: []dialogue.Note{
			note(police, "a", monday, "T"), note(police, "a", week(1), "T"), note(police, "a", week(1)+1, "T"), note(police, "a", week(4), "T"),
			note(police, "a", week(5), "T"), note(police, "a", week(8), "T"), note(police, "a", week(9), "T"),
		}}, police, []situation.Row{{LocalityID: "a", Topic: "T", Notes: 1, Before: situation.Before{LastWeek: number(2), Sum4: 3, Weeks4: 4, Sum8: 5, Weeks8: 8}}}},
		{"a history of six weeks", situation.Inputs{Notes: []dialogue.Note{note(police, "a", monday, "T"), note(police, "b", week(6), "T")}}, police,
			[]situation.Row{{LocalityID: "a", Topic: "T", Notes: 1, Before: situation.Before{LastWeek: number(0), Weeks4: 4, Weeks8: 6}}}},
		{"the same week of last year", situation.Inputs{Notes: []dialogue.Note{
			note(police, "a", monday, "T"), note(police, "a", day(2025, time.November, 17), "T"), note(police, "a", day(2025, time.November, 18), "T"),
		}}, police, []situation.Row{{LocalityID: "a", Topic: "T", Notes: 1,
			Before: situation.Before{LastWeek: number(0), Weeks4: 4, Weeks8: 8, SameWeekBefore: number(2)}}}},
	} {
		got := situation.Reckon(test.in, test.owner, monday).Rows
		if !reflect.DeepEqual(got, test.rows) {
			t.Errorf("%s:\n got %+v\nwant %+v", test.name, got, test.rows)
		}
	}
}

func TestWeeksWithTheSameNumber(t *testing.T) {
	for _, test := range []struct {
		name   string
		monday scheduling.Day
		before scheduling.Day // a day of the week that is held against; 0 for none
	}{
		{"an ordinary week", day(2026, time.November, 16), day(2025, time.November, 17)},
		{"week 53, which 2025 did not have", day(2026, time.December, 28), 0},
		{"week 1 after week 53", day(2027, time.January, 4), day(2025, time.December, 29)},
		{"week 10 after a year of 53 weeks", day(2027, time.March, 8), day(2026, time.March, 2)},
	} {
		in := situation.Inputs{Notes: []dialogue.Note{note(scheduling.Police, "a", test.monday, "T"), note(scheduling.Police, "a", test.monday-60*7, "T")}}
		if test.before != 0 {
			in.Notes = append(in.Notes, note(scheduling.Police, "a", test.before, "T"))
		}
		got := situation.Reckon(in, scheduling.Police, test.monday).Rows[0].Before.SameWeekBefore
		if test.before == 0 && got != nil || test.before != 0 && (got == nil || *got != 1) {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestWhatWasDoneIsHeldAgainstBefore(t *testing.T) {
	const police, kommun = scheduling.Police, scheduling.Kommun
	done := func(owner scheduling.Owner, place scheduling.LocalityID, on scheduling.Day, kind followup.Kind, participants *int) followup.Activity {
		return followup.Activity{Owner: owner, LocalityID: place, Day: on, Kind: kind, Status: followup.Done, Participants: participants, Text: "canary"}
	}
	as := func(status followup.Status) followup.Activity {
		a := done(police, "a", monday, followup.TrafficControl, nil)
		a.Status = status
		return a
	}
	for _, test := range []struct {
		name  string
		in    []followup.Activity
		owner scheduling.Owner
		deeds []situation.Deed
	}{
		{"nothing", nil, police, []situation.Deed{}},
		{"what is planned or cancelled is not done", []followup.Activity{as(followup.Planned), as(followup.Cancelled)}, police, []situation.Deed{}},
		{"by place and kind, with who took part where somebody counted", []followup.Activity{
			done(police, "b", monday, followup.FraudPrevention, number(30)), done(police, "a", monday, followup.TrafficControl, nil),
			done(police, "b", monday+1, followup.FraudPrevention, nil), done(police, "b", monday+2, followup.FraudPrevention, number(12)),
			done(police, "", monday, followup.Survey, number(700)), done(kommun, "a", monday, followup.TrafficControl, nil),
		}, police, []situation.Deed{
			{Kind: followup.Survey, Times: 1, Participants: 700}, {LocalityID: "a", Kind: followup.TrafficControl, Times: 1},
			{LocalityID: "b", Kind: followup.FraudPrevention, Times: 3, Participants: 42},
		}},
		{"the kommun's own", []followup.Activity{done(police, "a", monday, followup.Survey, nil), done(kommun, "a", monday, followup.ForumMeeting, nil)}, kommun,
			[]situation.Deed{{LocalityID: "a", Kind: followup.ForumMeeting, Times: 1}}},
		{"Friday to Thursday, against the weeks before and last year", []followup.Activity{
			done(police, "a", monday-3, followup.TrafficControl, nil), done(police, "a", monday+3, followup.TrafficControl, nil),
			done(police, "a", monday+4, followup.TrafficControl, nil), done(police, "a", monday-4, followup.TrafficControl, nil),
			done(police, "a", monday-5*7, followup.TrafficControl, nil), done(police, "b", monday-7, followup.TrafficControl, nil),
			done(police, "a", day(2025, time.November, 18), followup.TrafficControl, nil),
		}, police, []situation.Deed{{LocalityID: "a", Kind: followup.TrafficControl, Times: 2,
			Before: situation.Before{LastWeek: number(1), Sum4: 1, Weeks4: 4, Sum8: 2, Weeks8: 8, SameWeekBefore: number(1)}}}},
	} {
		got := situation.Reckon(situation.Inputs{Activities: test.in}, test.owner, monday).Deeds
		if !reflect.DeepEqual(got, test.deeds) {
			t.Errorf("%s:\n got %+v\nwant %+v", test.name, got, test.deeds)
		}
	}
}

func TestWhatHappenedAndWhatIsComing(t *testing.T) {
	counted := note(scheduling.Police, "a", monday, "T")
	counted.Attendance = &dialogue.Attendance{Adults: 12, Youths: 3, Seniors: 2}
	visit := func(place scheduling.LocalityID, on scheduling.Day, state scheduling.State) scheduling.Visit {
		return scheduling.Visit{LocalityID: place, State: state, Slot: scheduling.Slot{Starts: on.At(10 * 60), Ends: on.At(13 * 60)}}
	}
	action := func(due scheduling.Day, status dialogue.Status, ended time.Time) dialogue.Action {
		return dialogue.Action{LocalityID: "a", Owner: scheduling.Police, Role: "Kommunpolis", Topic: "T", What: "canary", Due: due, Status: status, Ended: ended,
			Meta: scheduling.Meta{Created: (monday - 30).At(0)}}
	}
	activity := func(on scheduling.Day, status followup.Status, hours *followup.Hours) followup.Activity {
		return followup.Activity{Owner: scheduling.Police, LocalityID: "a", Day: on, Kind: followup.WatchEvening, Title: "Start", Status: status, Hours: hours, Text: "canary"}
	}
	f := situation.Reckon(situation.Inputs{
		Activities: []followup.Activity{
			activity(monday+3, followup.Planned, nil), activity(monday+5, followup.Planned, &followup.Hours{From: 22 * 60, Until: 26 * 60}),
			activity(monday+6, followup.Cancelled, nil), activity(monday+13, followup.Planned, nil), activity(monday+14, followup.Planned, nil),
		},
		Notes: []dialogue.Note{counted},
		Visits: []scheduling.Visit{
			visit("a", monday, scheduling.Held), visit("a", monday+1, scheduling.Cancelled), visit("b", monday+3, scheduling.BrokenOff),
			visit("a", monday+4, scheduling.Announced), visit("a", monday+7, scheduling.Draft), visit("b", monday+8, scheduling.Cancelled),
			visit("b", monday+13, scheduling.Moved), visit("b", monday+14, scheduling.Announced),
		},
		Occasions: []scheduling.Occasion{{Owner: scheduling.Police, Name: "Marknad", From: monday, To: monday + 9, Opens: 600, Closes: 900},
			{Owner: scheduling.Kommun, Name: "Deras", From: monday + 8, To: monday + 8}},
		Actions: []dialogue.Action{
			action(monday+3, dialogue.Open, time.Time{}), action(monday+9, dialogue.Open, time.Time{}), action(monday+20, dialogue.Open, time.Time{}),
			action(monday, dialogue.Done, (monday + 2).At(9*60)), action(monday, dialogue.Done, (monday - 20).At(9*60)),
		},
	}, scheduling.Police, monday)
	places := []situation.Place{{LocalityID: "a", Held: 1, Cancelled: 1, Counted: 1, Adults: 12, Youths: 3, Seniors: 2}, {LocalityID: "b", CutShort: 1}}
	if !reflect.DeepEqual(f.Places, places) {
		t.Errorf("happened: %+v", f.Places)
	}
	coming := []situation.Coming{
		{Day: monday + 4, From: 600, To: 780, Kind: situation.ComingVisit, LocalityID: "a"},
		{Day: monday + 4, From: 600, To: 900, Kind: situation.ComingOccasion, What: "Marknad"},
		{Day: monday + 5, From: 22 * 60, To: 2 * 60, Kind: situation.ComingActivity, Activity: followup.WatchEvening, LocalityID: "a", What: "Start"},
		{Day: monday + 9, Kind: situation.ComingAction, LocalityID: "a", What: "T", Role: "Kommunpolis"},
		{Day: monday + 13, Kind: situation.ComingActivity, Activity: followup.WatchEvening, LocalityID: "a", What: "Start"},
		{Day: monday + 13, From: 600, To: 780, Kind: situation.ComingVisit, LocalityID: "b"},
	}
	coming[0], coming[1] = coming[1], coming[0] // by kind at the same time
	if !reflect.DeepEqual(f.Coming, coming) {
		t.Errorf("coming: %+v", f.Coming)
	}
	if f.Open != 3 || f.Overdue != 1 || f.Answered != 1 {
		t.Errorf("%d actions wait, %d are overdue, %d were answered", f.Open, f.Overdue, f.Answered)
	}
}

func TestWhenALagesbildIsReady(t *testing.T) {
	at := func(text string) time.Time {
		instant, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return instant
	}
	for _, test := range []struct {
		name, now string
		latest    scheduling.Day
	}{
		{"Friday at seven in winter", "2026-11-20T06:00:00Z", monday},
		{"a second before", "2026-11-20T05:59:59Z", monday - 7},
		{"Friday at seven in summer", "2026-07-03T05:00:00Z", day(2026, time.June, 29)},
		{"a second before in summer", "2026-07-03T04:59:59Z", day(2026, time.June, 22)},
		{"Sunday night when the clock is put back", "2026-10-25T23:30:00Z", day(2026, time.October, 19)},
		{"Friday of week 53", "2027-01-01T06:00:00Z", day(2026, time.December, 28)},
	} {
		if got := situation.Latest(at(test.now)); got != test.latest {
			t.Errorf("%s: the week of %s, want %s", test.name, got, test.latest)
		}
	}
}

func TestWeeksAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]scheduling.Day{
		"2026-W47": monday, "2026-W53": day(2026, time.December, 28), "2027-W01": day(2027, time.January, 4), "2026-W01": day(2025, time.December, 29),
	} {
		if got, ok := situation.ParseWeek(text); !ok || got != want || situation.WeekName(want) != text {
			t.Errorf("%s is the week of %s, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "2026-47", "2025-W53", "2026-W00", "2026-W54", "2026-W1", " 2026-W01"} {
		if _, ok := situation.ParseWeek(text); ok {
			t.Errorf("%q is a week", text)
		}
	}
}
