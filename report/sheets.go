package report

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// summary has a row for each commitment.
func (b sheets) summary() sheet {
	s := sheet{name: "sheet.summary", headings: []string{"x.article", "commitment", "owner", "responsible", "promised", "x.target", "x.per", "x.gap",
		"x.done", "x.summer", "standing", "x.met", "x.judged", "x.rows", "x.id"}}
	for _, a := range b.review.Accounts {
		c := a.Commitment
		var target, gap any
		per := ""
		if c.Target.Count > 0 {
			target, per = c.Target.Count, b.say("per."+string(c.Target.Per))
		}
		if c.Target.MaxGapDays > 0 {
			gap = c.Target.MaxGapDays
		}
		s.rows = append(s.rows, []any{c.Article, c.Title, b.say("owner." + string(c.Owner)), c.Responsible, b.promise(c), target, per, gap,
			len(a.Done), len(a.Summer), b.say("is." + string(a.Standing)), a.Met, a.Judged, b.behind(a.Done), string(c.ID)})
	}
	return s
}

// stretches has a row for each week, month or year that a number is promised for.
func (b sheets) stretches() sheet {
	s := sheet{name: "sheet.stretches", headings: []string{"x.article", "commitment", "time", "x.from", "x.to", "x.owed", "x.target", "x.done", "standing", "x.rows"}}
	for _, a := range b.review.Accounts {
		for _, t := range a.Stretches {
			standing := ""
			if t.Owed {
				standing = maker{words: b.words}.progress(a, t)
			}
			s.rows = append(s.rows, []any{a.Commitment.Article, a.Commitment.Title, b.stretch(t.Span, a.Commitment.Target.Per), date(t.From), date(t.To),
				b.yes(t.Owed), t.Promised, len(t.Done), standing, b.behind(t.Done)})
		}
	}
	return s
}

// waits has a row for each time from one visit to the next.
func (b sheets) waits() sheet {
	s := sheet{name: "sheet.waits", headings: []string{"x.article", "commitment", "place", "x.from", "x.to", "x.days", "x.gap", "x.tooLong", "x.fromVisit", "x.toVisit"}}
	for _, a := range b.review.Accounts {
		for _, p := range a.Places {
			for _, w := range p.Waits {
				s.rows = append(s.rows, []any{a.Commitment.Article, a.Commitment.Title, b.localities[p.LocalityID], date(w.From), date(w.To), w.Days,
					a.Commitment.Target.MaxGapDays, b.yes(w.TooLong), string(w.FromVisitID), string(w.ToVisitID)})
			}
		}
	}
	return s
}

// places has a row for each locality, and one for all of them.
func (b sheets) places() sheet {
	s := sheet{name: "sheet.places", headings: []string{"place", "col.announced", "col.delivered", "col.shortened", "col.moved", "col.cancelled", "col.unrecorded",
		"col.wellAhead", "col.attendance", "x.rows"}}
	row := func(name string, t followup.Tally) {
		s.rows = append(s.rows, []any{name, len(t.Announced), len(t.Delivered), len(t.Shortened), len(t.Moved), len(t.Cancelled), len(t.Unrecorded),
			len(t.WellAhead), t.Attendance, joined(b.words, t.Announced)})
	}
	row(b.say("visits.all"), b.review.Visits)
	row(b.say("visits.summer"), b.review.SummerVisits)
	row(b.say("visits.occasions"), b.review.AtOccasions)
	for _, p := range b.review.Places {
		row(b.localities[p.LocalityID], p.Visits)
	}
	return s
}

// topics has a row for each topic and month.
func (b sheets) topics() sheet {
	s := sheet{name: "sheet.topics", headings: []string{"topic", "month", "col.visits", "x.rows"}}
	for _, t := range b.review.Topics {
		for _, m := range t.Months {
			s.rows = append(s.rows, []any{t.Topic, date(m.From)[:7], len(m.Visits), joined(b.words, m.Visits)})
		}
	}
	return s
}

// visits has a row for each visit that a figure counts.
func (b sheets) visits() sheet {
	s := sheet{name: "sheet.visits", headings: []string{"place", "x.starts", "x.ends", "x.announced", "x.noticed", "x.notice", "x.state", "x.reason", "x.moved",
		"x.delayed", "x.shortened", "x.occasion", "x.attendance", "x.topics", "x.toward", "x.id"}}
	for _, o := range b.review.Outcomes {
		topics := ""
		for i, t := range o.Topics {
			if i > 0 {
				topics += ", "
			}
			topics += t
		}
		s.rows = append(s.rows, []any{b.localities[o.LocalityID], clock(o.Starts), clock(o.Ends), clock(o.Announced), clock(o.Noticed), o.NoticeDays(),
			b.say("state." + string(o.State)), o.Reason, b.yes(o.Moved), b.yes(o.Delayed), b.yes(o.Shortened), b.yes(o.Occasion), number(o.Attendance),
			topics, b.toward(o.Toward), string(o.VisitID)})
	}
	return s
}

// activities has a row for each activity of the time.
func (b sheets) activities() sheet {
	s := sheet{name: "sheet.activities", headings: []string{"day", "x.kind", "x.title", "place", "x.exact", "party", "x.status", "participants", "x.named", "x.feedback", "x.toward", "x.id"}}
	m := maker{words: b.words}
	for _, a := range b.review.Activities {
		title := a.Title
		a.Title = ""
		s.rows = append(s.rows, []any{date(a.Day), m.activity(a), title, b.localities[a.LocalityID], a.Place, b.say("party." + string(a.Owner)),
			b.say("status." + string(a.Status)), number(a.Participants), b.yes(a.Named), date(a.Feedback), b.toward(a.Toward), string(a.ID)})
	}
	return s
}

// actions has a row for each action that was due in the time.
func (b sheets) actions() sheet {
	s := sheet{name: "sheet.actions", headings: []string{"due", "place", "topic", "party", "x.role", "x.status", "x.ended", "x.answer", "x.id"}}
	for _, a := range b.review.Due {
		var ended scheduling.Day
		if !a.Ended.IsZero() {
			ended = scheduling.DayOf(a.Ended)
		}
		s.rows = append(s.rows, []any{date(a.Due), b.localities[a.LocalityID], a.Topic, b.say("party." + string(a.Owner)), a.Role,
			b.say("action.status." + string(a.Status)), date(ended), a.Answer, string(a.ID)})
	}
	return s
}
