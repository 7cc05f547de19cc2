package report

import (
	"fmt"
	"slices"
	"strings"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// visits tells what became of the visits: by month, by place, and why some were cancelled.
func (m maker) visits() {
	m.newPage()
	m.heading(1, m.say("visits"))
	all := m.review.Visits
	m.tell(all)
	if len(all.Announced) == 0 {
		return
	}
	m.monthly()
	m.table(m.tallies(m.say("visits.seasons"), m.say("when"), [][]string{
		m.tally(m.say("visits.summer"), m.review.SummerVisits), m.tally(m.say("visits.all"), all), m.tally(m.say("visits.occasions"), m.review.AtOccasions)}), "")
	m.heading(2, m.say("places"))
	var rows [][]string
	for _, p := range m.review.Places {
		if len(p.Visits.Announced) > 0 {
			rows = append(rows, m.tally(m.name(p.LocalityID), p.Visits))
		}
	}
	m.table(m.tallies(m.say("visits.places"), m.say("place"), rows), "")
	m.heading(2, m.say("reasons"))
	rows = nil
	for _, r := range all.Reasons {
		rows = append(rows, []string{r.Text, fmt.Sprint(len(r.Visits)), m.days(r.Visits)})
	}
	m.table(Table{Caption: m.say("reasons.table"), Rows: rows, Columns: []Column{{m.say("reason"), 3, false}, {m.say("cancelled"), 1, true}, {m.say("visits.which"), 3, false}}},
		m.say("reasons.none"))
}

// monthly draws the months and has them in a table.
func (m maker) monthly() {
	own := slices.DeleteFunc(slices.Clone(m.review.Outcomes), func(o followup.Outcome) bool { return o.Occasion || !m.review.Covers(o.Day()) })
	var rows [][]string
	chart := Bars{Caption: m.say("chart.months")}
	var told []string
	for _, month := range m.months(own) {
		year, _, _ := month.first.Date()
		name := capital(fmt.Sprint(m.month(month.first), " ", year))
		t := followup.TallyOf(month.outcomes, m.review.At)
		rows = append(rows, m.tally(name, t))
		text := m.say("n.of", "n", len(t.Delivered), "of", len(t.Announced))
		chart.Bars = append(chart.Bars, Bar{Label: name, Value: len(t.Delivered), Of: len(t.Announced), Text: text})
		told = append(told, name+": "+text)
	}
	chart.Alt = chart.Caption + ". " + strings.Join(told, "; ") + "."
	m.bars(chart)
	m.table(m.tallies(m.say("visits.months"), m.say("month"), rows), "")
}

// tallies is a table of what became of visits.
func (m maker) tallies(caption, first string, rows [][]string) Table {
	columns := []Column{{first, 2.4, false}}
	for _, key := range []string{"announced", "delivered", "shortened", "moved", "cancelled", "unrecorded", "wellAhead", "attendance"} {
		columns = append(columns, Column{m.say("col."+key, "days", followup.WellAhead), 1.3, true})
	}
	return Table{Caption: caption, Columns: columns, Rows: rows}
}

func (m maker) tally(name string, t followup.Tally) []string {
	row := []string{name}
	for _, n := range []int{len(t.Announced), len(t.Delivered), len(t.Shortened), len(t.Moved), len(t.Cancelled), len(t.Unrecorded), len(t.WellAhead)} {
		row = append(row, fmt.Sprint(n))
	}
	attendance := "–"
	if len(t.Counted) > 0 {
		attendance = fmt.Sprint(t.Attendance)
	}
	return append(row, attendance)
}

// days names visits by their day and place.
func (m maker) days(visits followup.Visits) string {
	named := make([]string, len(visits))
	for i, id := range visits {
		o := m.outcomes[id]
		named[i] = m.name(o.LocalityID) + " " + m.day(o.Day())
	}
	return strings.Join(named, ", ")
}

// topics tells what came up at visits.
func (m maker) topics() {
	m.heading(1, m.say("topics"))
	m.paragraph(m.say("topics.lead"))
	chart := Bars{Caption: m.say("chart.topics")}
	var rows [][]string
	var told []string
	for _, t := range m.review.Topics {
		n := len(t.Visits)
		chart.Bars = append(chart.Bars, Bar{Label: t.Topic, Value: n, Text: m.count("n.visits", n)})
		told = append(told, fmt.Sprint(t.Topic, ": ", n))
		var months []string
		for _, month := range t.Months {
			months = append(months, fmt.Sprint(m.month(month.From), " ", len(month.Visits)))
		}
		rows = append(rows, []string{t.Topic, fmt.Sprint(n), strings.Join(months, ", ")})
	}
	chart.Alt = chart.Caption + ". " + strings.Join(told, "; ") + "."
	m.bars(chart)
	m.table(Table{Caption: m.say("topics.table"), Rows: rows, Columns: []Column{{m.say("topic"), 3, false}, {m.say("col.visits"), 1, true}, {m.say("topics.months"), 4, false}}},
		m.say("topics.none"))
}

// actions tells what was promised to be done, and what was answered.
func (m maker) actions() {
	m.heading(1, m.say("actions"))
	a := m.review.Actions
	if a.Due() == 0 {
		m.paragraph(m.say("actions.none"))
		return
	}
	m.paragraph(m.say("summary.actions", "due", a.Due(), "inTime", len(a.InTime), "late", len(a.Late), "overdue", len(a.Overdue), "waiting", len(a.Waiting)))
	rows := make([][]string, len(m.review.Due))
	for i, action := range m.review.Due {
		standing := "action.waiting"
		switch {
		case slices.Contains(a.InTime, action.ID):
			standing = "action.inTime"
		case slices.Contains(a.Late, action.ID):
			standing = "action.late"
		case slices.Contains(a.Overdue, action.ID):
			standing = "action.overdue"
		}
		answer := m.say(standing)
		if action.Status != dialogue.Open {
			answer += ". " + action.Answer
		}
		rows[i] = []string{m.day(action.Due), m.name(action.LocalityID), action.Topic, m.say("party."+string(action.Owner)) + ", " + action.Role, answer}
	}
	m.table(Table{Caption: m.say("actions.table"), Rows: rows, Columns: []Column{{m.say("due"), 1.6, false}, {m.say("place"), 1.6, false}, {m.say("topic"), 1.8, false},
		{m.say("party"), 2, false}, {m.say("answer"), 4, false}}}, "")
}

// parties lists the activities of each party, whatever they count toward.
func (m maker) parties() {
	m.heading(1, m.say("activities"))
	if len(m.review.Activities) == 0 {
		m.paragraph(m.say("activities.none"))
		return
	}
	for _, owner := range []scheduling.Owner{scheduling.Police, scheduling.Kommun} {
		var rows [][]string
		for _, a := range m.review.Activities {
			if a.Owner == owner {
				rows = append(rows, m.activityRow(a))
			}
		}
		m.heading(2, m.say("party."+string(owner)))
		m.table(m.activityTable(m.say("activities.table", "party", m.say("party."+string(owner))), rows), m.say("activities.none"))
	}
}

// sources says where the figures come from, and how they are counted.
func (m maker) sources() {
	m.heading(1, m.say("sources"))
	for _, key := range []string{"sources.visits", "sources.notice", "sources.attendance", "sources.periods", "sources.summer", "sources.actions", "sources.rows"} {
		m.paragraph(m.say(key, "days", followup.WellAhead))
	}
}
