package report

import (
	"cmp"
	"fmt"
	"strings"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// commitments tells of each commitment what was promised and what was done.
func (m maker) commitments() {
	m.newPage()
	m.heading(1, m.say("commitments"))
	for _, a := range m.review.Accounts {
		c := a.Commitment
		m.heading(2, fmt.Sprint(c.Article, ". ", c.Title))
		m.paragraph(c.Text)
		m.fact(m.say("owner"), m.say("owner."+string(c.Owner)))
		m.fact(m.say("responsible"), c.Responsible)
		m.fact(m.say("forum"), c.Forum)
		if !c.Due.IsZero() {
			m.fact(m.say("due"), capital(m.day(c.Due)))
		}
		m.fact(m.say("promised"), cmp.Or(m.promise(c), m.say("noNumber")))
		m.fact(m.say("done"), m.done(a))
		m.fact(m.say("standing"), m.standing(a))
		if c.Binds == scheduling.OutsideSummer {
			m.fact(m.say("summer"), m.count("summer.done", len(a.Summer)))
		}
		m.stretches(a)
		m.places(a)
		m.deeds(a)
	}
}

// stretches tells of each month or year; of weeks only which were missed.
func (m maker) stretches(a followup.Account) {
	per := a.Commitment.Target.Per
	var rows [][]string
	var missed []string
	for _, s := range a.Stretches {
		if !s.Owed {
			continue
		}
		if per == scheduling.PerWeek && s.Progress == followup.Over && !s.Met() {
			_, week := s.From.Week()
			missed = append(missed, fmt.Sprint(week))
		}
		rows = append(rows, []string{m.stretch(s.Span, per), fmt.Sprint(s.Promised), fmt.Sprint(len(s.Done)), m.progress(a, s)})
	}
	if per == scheduling.PerWeek {
		if len(missed) > 0 && len(a.Done) > 0 {
			m.paragraph(m.say("weeks.missed", "weeks", strings.Join(missed, ", ")))
		}
		return
	}
	m.table(Table{Caption: m.say("stretches"), Rows: rows, Columns: []Column{{m.say("time"), 3, false}, {m.say("promised"), 1, true},
		{m.say("done"), 1, true}, {m.say("standing"), 2, false}}}, "")
}

func (m maker) progress(a followup.Account, s followup.Stretch) string {
	switch {
	case a.Standing == followup.Unreported && s.Progress == followup.Over:
		return m.say("is.unreported")
	case s.Met():
		return m.say("is.kept")
	case s.Progress == followup.Over:
		return m.say("is.broken")
	default:
		return m.say("is.not_yet")
	}
}

// places tells how each place has waited.
func (m maker) places(a followup.Account) {
	binding := a.Commitment.Target.MaxGapDays > 0
	columns := []Column{{m.say("place"), 2, false}, {m.say("delivered"), 1, true}, {m.say("longest"), 3, false}}
	if binding {
		columns = []Column{{m.say("place"), 2, false}, {m.say("least"), 1, true}, {m.say("delivered"), 1.1, true}, {m.say("longest"), 3, false}, {m.say("standing"), 1.4, false}}
	}
	var rows [][]string
	for _, p := range a.Places {
		longest := m.say("nothing")
		if w := p.Longest(); w.Days > 0 {
			longest = m.count("wait", w.Days, "from", m.day(w.From), "to", m.day(w.To))
		}
		row := []string{m.name(p.LocalityID), fmt.Sprint(len(p.Delivered)), longest}
		if binding {
			standing := m.say("is.kept")
			switch {
			case len(p.Waits) == 0:
				standing = m.say("is.not_yet")
			case len(p.TooLong()) > 0:
				standing = m.say("is.broken")
			}
			row = []string{row[0], fmt.Sprint(p.Least), row[1], row[2], standing}
		}
		rows = append(rows, row)
	}
	m.table(Table{Caption: m.say("waits"), Columns: columns, Rows: rows}, "")
}

// deeds lists the activities that count toward a commitment.
func (m maker) deeds(a followup.Account) {
	var rows [][]string
	for _, d := range a.Done {
		if activity, known := m.activities[d.ActivityID]; known {
			rows = append(rows, m.activityRow(activity))
		}
	}
	m.table(m.activityTable(m.say("activities"), rows), "")
}

func (m maker) activityTable(caption string, rows [][]string) Table {
	return Table{Caption: caption, Rows: rows, Columns: []Column{{m.say("day"), 1.7, false}, {m.say("activity"), 3, false}, {m.say("place"), 2, false},
		{m.say("party"), 1.8, false}, {m.say("participants"), 1.2, true}}}
}

func (m maker) activityRow(a followup.Counted) []string {
	place, participants, party := m.name(a.LocalityID), "–", m.say("party."+string(a.Owner))
	if a.Place != "" {
		place += ", " + a.Place
	}
	if a.Participants != nil {
		participants = fmt.Sprint(*a.Participants)
	}
	if a.Together {
		party = m.say("party.together", "party", party)
	}
	what := m.activity(a)
	if a.Status != followup.Done {
		what += " (" + m.say("status."+string(a.Status)) + ")"
	}
	return []string{m.day(a.Day), what, place, party, participants}
}
