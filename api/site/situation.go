package site

import (
	"strconv"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// situationPath is where a group reads lägesbilder without an account; a secret follows.
const situationPath = "/lagesbild/"

type situationContent struct {
	Week          string
	Days          string // that it is about
	Before, After link
	Parts         []situationPart
	Waiting       []string
}

type situationPart struct {
	Owner    string
	Released string
	Text     string
	Actions  string
	Rows     []situationRow
	Places   []situationPlace
	Deeds    []situationDeed
	Coming   []situationComing
}

type situationRow struct {
	Place, Topic string
	Count        int
	situationBefore
}

// situationBefore is how often it was so before, in words.
type situationBefore struct {
	LastWeek, Mean4, Mean8, LastYear string
}

type situationDeed struct {
	Place, What         string
	Times, Participants int
	situationBefore
}

type situationPlace struct {
	Place                     string
	Held, Cancelled, CutShort int
	Came                      string // how many came; "" where nobody counted
}

type situationComing struct {
	When, What, Place string
}

// What is said of each authority and each thing that is coming.
var (
	waitingText = map[scheduling.Owner]string{scheduling.Police: "situation.waiting.police", scheduling.Kommun: "situation.waiting.kommun"}
	ownerText   = map[scheduling.Owner]string{scheduling.Police: "situation.owner.police", scheduling.Kommun: "situation.owner.kommun"}
	comingText  = map[situation.ComingKind]string{situation.ComingVisit: "situation.coming.visit",
		situation.ComingOccasion: "situation.coming.occasion", situation.ComingAction: "situation.coming.action"}
	deedText = map[followup.Kind]string{followup.SafetyWalk: "activity.safety_walk", followup.WatchEvening: "activity.watch_evening",
		followup.TheftEvening: "activity.theft_evening", followup.TrafficControl: "activity.traffic_control",
		followup.FraudPrevention: "activity.fraud_prevention", followup.Survey: "activity.survey",
		followup.CitizenDialogue: "activity.citizen_dialogue", followup.ForumMeeting: "activity.forum_meeting",
		followup.Other: "activity.other"}
)

// situationPage shows what an address with a secret opens: released parts only. An address
// that opens nothing is no page, whatever is wrong with it.
func (s *Site) situationPage(r request) (page, error) {
	if s.situation == nil {
		return page{}, errNoSuchPage
	}
	monday, _ := situation.ParseWeek(r.query.Get("vecka"))
	opened, err := s.situation.ByLink(r.ctx, situation.Secret(r.param("secret")), monday)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return page{}, errNoSuchPage
	}
	if err != nil {
		return page{}, err
	}
	return page{template: "situation", private: true, title: r.text("situation.title", "week", r.weekOf(opened.Picture.Monday)),
		description: r.text("situation.description"), content: r.situation(opened)}, nil
}

func (r request) weekOf(monday scheduling.Day) string {
	_, week := monday.Week()
	return strconv.Itoa(week)
}

func (r request) situation(opened situation.Opened) situationContent {
	monday := opened.Picture.Monday
	from, to := situation.Covered(monday)
	content := situationContent{Week: r.weekOf(monday), Days: r.date(from, r.today) + "–" + r.date(to, r.today)}
	week := func(m scheduling.Day) link {
		return link{URL: r.href(r.path) + "?vecka=" + situation.WeekName(m), Text: r.text("situation.week", "week", r.weekOf(m))}
	}
	content.Before = week(monday - 7)
	if !situation.Ready(monday + 7).After(r.now) {
		content.After = week(monday + 7)
	}
	for _, part := range opened.Picture.Parts {
		content.Parts = append(content.Parts, r.situationPart(part, opened.Places))
	}
	for _, owner := range opened.Picture.Waiting {
		content.Waiting = append(content.Waiting, r.text(waitingText[owner]))
	}
	return content
}

func (r request) situationPart(p situation.Part, places map[scheduling.LocalityID]string) situationPart {
	shown := situationPart{
		Owner: r.text(ownerText[p.Owner]), Released: r.text("situation.released", "time", r.moment(p.Released)), Text: p.Text,
		Actions: r.text("situation.actions", "open", p.Figures.Open, "overdue", p.Figures.Overdue, "answered", p.Figures.Answered),
	}
	name := func(id scheduling.LocalityID) string {
		if id == "" {
			return r.text("situation.elsewhere")
		}
		return places[id]
	}
	for _, row := range p.Figures.Rows {
		topic := row.Topic
		if topic == "" {
			topic = r.text("situation.topicless")
		}
		shown.Rows = append(shown.Rows, situationRow{name(row.LocalityID), topic, row.Count(), r.before(row.Before)})
	}
	for _, at := range p.Figures.Places {
		place := situationPlace{Place: name(at.LocalityID), Held: at.Held, Cancelled: at.Cancelled, CutShort: at.CutShort}
		if at.Counted > 0 {
			place.Came = r.text("situation.came", "adults", at.Adults, "youths", at.Youths, "seniors", at.Seniors)
		}
		shown.Places = append(shown.Places, place)
	}
	for _, d := range p.Figures.Deeds {
		place := r.text("situation.everywhere")
		if d.LocalityID != "" {
			place = name(d.LocalityID)
		}
		shown.Deeds = append(shown.Deeds, situationDeed{place, r.text(deedText[d.Kind]), d.Times, d.Participants, r.before(d.Before)})
	}
	for _, c := range p.Figures.Coming {
		what := comingText[c.Kind]
		if c.Kind == situation.ComingActivity {
			what = deedText[c.Activity]
		}
		coming := situationComing{When: r.date(c.Day, r.today), What: r.text(what)}
		if c.Timed() {
			coming.When += " " + r.hours(c.Day.At(c.From), c.Day.At(c.To))
		}
		if c.What != "" {
			coming.What += ": " + c.What
		}
		if c.Role != "" {
			coming.What += " (" + c.Role + ")"
		}
		if c.LocalityID != "" {
			coming.Place = name(c.LocalityID)
		}
		shown.Coming = append(shown.Coming, coming)
	}
	return shown
}

func (r request) before(b situation.Before) situationBefore {
	return situationBefore{LastWeek: r.counted(b.LastWeek), Mean4: r.mean(b.Sum4, b.Weeks4), Mean8: r.mean(b.Sum8, b.Weeks8), LastYear: r.counted(b.SameWeekBefore)}
}

// counted is a number, or a dash where nothing was counted.
func (r request) counted(n *int) string {
	if n == nil {
		return "–"
	}
	return strconv.Itoa(*n)
}

// mean is a mean with one decimal, halves up as the app has it, or a dash.
func (r request) mean(sum, weeks int) string {
	if weeks == 0 {
		return "–"
	}
	tenths := (20*sum + weeks) / (2 * weeks)
	return r.text("situation.mean", "whole", tenths/10, "tenths", tenths%10)
}
