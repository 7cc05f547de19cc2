package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// maker writes a review down as a document.
type maker struct {
	words
	*Document
	review     followup.Review
	localities map[scheduling.LocalityID]string
	outcomes   map[scheduling.VisitID]followup.Outcome
	activities map[scheduling.ActivityID]followup.Counted
}

// Of writes a review down in a language.
func Of(r followup.Review, l calendar.Language) Document {
	w := in(l)
	m := maker{words: w, review: r, localities: map[scheduling.LocalityID]string{}, outcomes: map[scheduling.VisitID]followup.Outcome{},
		activities: map[scheduling.ActivityID]followup.Counted{},
		Document: &Document{Language: w.language, Title: w.say("title", "pledge", r.Pledge.Title), Below: capital(w.span(r.Span)),
			Author: r.District.Name, Made: r.At}}
	for _, locality := range r.Localities {
		m.localities[locality.ID] = locality.Name
	}
	for _, o := range r.Outcomes {
		m.outcomes[o.VisitID] = o
	}
	for _, a := range r.Activities {
		m.activities[a.ID] = a
	}
	m.front()
	m.summary()
	m.commitments()
	m.visits()
	m.topics()
	m.actions()
	m.parties()
	m.sources()
	return *m.Document
}

// front is the title page.
func (m maker) front() {
	p := m.review.Pledge
	add := func(label, text string) {
		if text != "" {
			m.Facts = append(m.Facts, Fact{m.say(label), text})
		}
	}
	add("municipality", m.review.Municipality.Name)
	add("parties", strings.Join(p.Parties, ", "))
	add("reference", p.Reference)
	add("valid", capital(m.span(followup.Span{From: p.From, To: p.To})))
	add("followUp", p.FollowUp)
	add("forum", p.FollowUpForum)
	add("by", p.FollowUpBy)
	add("made", capital(m.day(scheduling.DayOf(m.review.At))))
	if p.Demonstration {
		add("note", m.say("demonstration"))
	}
}

func (m maker) summary() {
	m.newPage()
	m.heading(1, m.say("summary"))
	standings := map[followup.Standing]int{}
	for _, a := range m.review.Accounts {
		standings[a.Standing]++
	}
	var parts []string
	for _, s := range followup.Standings {
		if n := standings[s]; n > 0 {
			parts = append(parts, fmt.Sprint(n, " ", m.say("among."+string(s))))
		}
	}
	m.paragraph(m.say("summary.commitments", "n", len(m.review.Accounts), "parts", strings.Join(parts, ", ")))
	m.tell(m.review.Visits)
	if a := m.review.Actions; a.Due() > 0 {
		m.paragraph(m.say("summary.actions", "due", a.Due(), "inTime", len(a.InTime), "late", len(a.Late), "overdue", len(a.Overdue), "waiting", len(a.Waiting)))
	}
	rows := make([][]string, 0, len(m.review.Accounts))
	for _, a := range m.review.Accounts {
		rows = append(rows, []string{fmt.Sprint(a.Commitment.Article, ". ", a.Commitment.Title), cmp.Or(m.promise(a.Commitment), m.say("noNumber")), m.done(a), m.standing(a)})
	}
	m.table(Table{Caption: m.say("summary.table"), Rows: rows, Columns: []Column{{m.say("commitment"), 4, false}, {m.say("promised"), 3, false},
		{m.say("done"), 2, false}, {m.say("standing"), 2.2, false}}}, "")
}

// tell says what became of visits, and with how much notice.
func (m maker) tell(t followup.Tally) {
	if len(t.Announced) == 0 {
		m.paragraph(m.say("visits.none"))
		return
	}
	m.paragraph(m.say("visits.became", "announced", len(t.Announced), "delivered", len(t.Delivered), "cancelled", len(t.Cancelled),
		"unrecorded", len(t.Unrecorded), "coming", len(t.Coming)))
	m.paragraph(m.say("visits.notice", "share", m.share(len(t.WellAhead), len(t.Announced)), "days", followup.WellAhead, "median", t.MedianNotice))
	if len(t.Counted) > 0 {
		m.paragraph(m.count("visits.attendance", len(t.Counted), "came", t.Attendance))
	}
}

// done says how much was done toward a commitment.
func (m maker) done(a followup.Account) string {
	visits, pictures := 0, 0
	for _, d := range a.Done {
		switch {
		case d.VisitID != "":
			visits++
		case d.Picture != 0:
			pictures++
		}
	}
	var parts []string
	if visits > 0 {
		parts = append(parts, m.count("n.visits", visits))
	}
	if pictures > 0 {
		parts = append(parts, m.count("n.pictures", pictures))
	}
	if n := len(a.Done) - visits - pictures; n > 0 {
		parts = append(parts, m.count("n.activities", n))
	}
	return cmp.Or(strings.Join(parts, ", "), m.say("nothing"))
}

// standing says how it goes with a commitment, and in how many of the times or places.
func (m maker) standing(a followup.Account) string {
	said := m.say("is." + string(a.Standing))
	if a.Judged > 1 && a.Standing != followup.Unreported {
		key := "judged.places"
		if t := a.Commitment.Target; t.Count > 0 {
			key = "judged." + string(t.Per)
		}
		said += ": " + m.say(key, "met", a.Met, "judged", a.Judged)
	}
	return said
}

// name is the name of a place; that of the municipality for none.
func (m maker) name(id scheduling.LocalityID) string {
	if id == "" {
		return m.review.Municipality.Name
	}
	return m.localities[id]
}

// activity says what an activity was.
func (m maker) activity(a followup.Counted) string {
	kind := m.say("kind." + string(a.Kind))
	if a.Step != "" {
		kind = m.say("step." + string(a.Step))
	}
	if a.Title != "" {
		return a.Title
	}
	return kind
}

// months returns the visits of each month in the time that some were announced in.
func (m maker) months(outcomes []followup.Outcome) []monthly {
	var found []monthly
	for _, o := range outcomes {
		year, month, _ := o.Day().Date()
		first := scheduling.NewDay(year, month, 1)
		i := slices.IndexFunc(found, func(of monthly) bool { return of.first == first })
		if i < 0 {
			i, found = len(found), append(found, monthly{first: first})
		}
		found[i].outcomes = append(found[i].outcomes, o)
	}
	return found
}

// monthly is what became of a month's visits.
type monthly struct {
	first    scheduling.Day
	outcomes []followup.Outcome
}

func capital(text string) string {
	for i, r := range text {
		return strings.ToUpper(string(r)) + text[i+len(string(r)):]
	}
	return text
}
