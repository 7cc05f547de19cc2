package site

import (
	"slices"
	"strings"
	"time"

	"poliskontor/scheduling"
)

type pledgesContent struct {
	Groups []pledgeGroup
}

// pledgeGroup is the pledges that are valid, or those that are not.
type pledgeGroup struct {
	Heading string
	Pledges []pledgeLine
}

type pledgeLine struct {
	URL, Title, About string
}

type pledgeContent struct {
	Pledge   Pledge
	Kind     string
	Facts    []fact
	Articles []article
	Before   *link // the version before
	After    *link // the version that replaces it
	Frame    *link // the agreement that it belongs to
	Framed   []link
	Kept     *keptWords // nil where that is not told
}

// fact is a label and what is said of it.
type fact struct {
	Label, Text string
	Own         bool // in the pledge's own words, which are Swedish
}

// article is a commitment as a reader understands it.
type article struct {
	Commitment
	Promises []string // what it says in figures
	Facts    []fact
	Places   []link
}

func (s *Site) pledgesPage(r request) (page, error) {
	groups := []pledgeGroup{{Heading: r.text("pledges.valid")}, {Heading: r.text("pledges.coming")}, {Heading: r.text("pledges.over")}}
	for _, p := range r.snapshot.Pledges {
		at := &groups[r.standing(p)]
		at.Pledges = append(at.Pledges, pledgeLine{URL: r.href("/loften/" + p.Slug), Title: p.Title,
			About: r.text("pledges.about", "kommun", r.kommun(p.Municipality.Name), "validity", r.validity(p),
				"commitments", r.count(len(p.Commitments), "pledges.commitment", "pledges.commitments"))})
	}
	content := pledgesContent{}
	for _, g := range groups {
		if len(g.Pledges) > 0 {
			content.Groups = append(content.Groups, g)
		}
	}
	return page{template: "pledges", nav: "/loften", title: r.text("pledges.title"), description: r.text("pledges.description"), content: content}, nil
}

// The standings of a pledge, in the order that they are told.
const (
	valid = iota
	toCome
	over
)

// standing tells whether a pledge is valid today, will be, or was: it ends when the
// version that replaces it begins.
func (r request) standing(p Pledge) int {
	after, replaced := r.snapshot.replacing(p)
	switch {
	case !p.To.IsZero() && p.To < r.today, replaced && after.From <= r.today:
		return over
	case p.From > r.today:
		return toCome
	default:
		return valid
	}
}

// Pledge returns a signed pledge by its slug.
func (s *Snapshot) Pledge(slug string) (Pledge, bool) {
	for _, p := range s.Pledges {
		if p.Slug == slug {
			return p, true
		}
	}
	return Pledge{}, false
}

// replacing returns the version that replaces a pledge.
func (s *Snapshot) replacing(before Pledge) (Pledge, bool) {
	for _, p := range s.Pledges {
		if p.Replaces == before.Slug {
			return p, true
		}
	}
	return Pledge{}, false
}

func (s *Site) pledgePage(r request) (page, error) {
	pledge, found := r.snapshot.Pledge(r.param("slug"))
	if !found {
		return page{}, errNoSuchPage
	}
	content := pledgeContent{Pledge: pledge, Kind: r.text("pledge.kind.pledge"), Facts: r.pledgeFacts(pledge), Kept: r.kept(pledge),
		Before: r.pledgeLink(pledge.Replaces), Frame: r.pledgeLink(pledge.Frame)}
	if pledge.Kind == scheduling.FrameAgreement {
		content.Kind = r.text("pledge.kind.agreement")
	}
	if after, replaced := r.snapshot.replacing(pledge); replaced {
		content.After = r.pledgeLink(after.Slug)
	}
	for _, other := range r.snapshot.Pledges {
		if other.Frame == pledge.Slug {
			content.Framed = append(content.Framed, *r.pledgeLink(other.Slug))
		}
	}
	for _, c := range pledge.Commitments {
		content.Articles = append(content.Articles, r.article(c))
	}
	return page{template: "pledge", nav: "/loften", title: pledge.Title, description: r.text("pledge.page.description", "title", pledge.Title),
		content: content}, nil
}

// pledgeLink leads to a pledge; nil for none.
func (r request) pledgeLink(slug string) *link {
	p, found := r.snapshot.Pledge(slug)
	if !found {
		return nil
	}
	return &link{URL: r.href("/loften/" + p.Slug), Text: p.Title}
}

func (r request) validity(p Pledge) string {
	if p.To.IsZero() {
		return r.text("pledge.validity.open", "from", r.words.LongDate(p.From))
	}
	return r.text("pledge.validity", "from", r.words.LongDate(p.From), "to", r.words.LongDate(p.To))
}

// monthName returns the name of a month, as it stands within a sentence.
func (r request) monthName(m time.Month) string {
	return strings.TrimPrefix(r.words.DayMonth(scheduling.NewDay(2000, m, 1)), "1 ")
}

// facts gathers what there is to say.
type facts []fact

func (f *facts) add(label, text string, own bool) {
	if text != "" {
		*f = append(*f, fact{Label: label, Text: text, Own: own})
	}
}

func (r request) pledgeFacts(p Pledge) []fact {
	var found facts
	found.add(r.text("pledge.valid"), capital(r.validity(p)), false)
	if !p.Demonstration {
		found.add(r.text("pledge.signed"), capital(r.words.LongDate(p.Signed)), false)
	}
	found.add(r.text("pledge.parties"), r.list(p.Parties), true)
	found.add(r.text("pledge.reference"), p.Reference, true)
	found.add(r.text("pledge.followUp"), p.FollowUp, true)
	if p.FollowUpMonth > 0 {
		found.add(r.text("pledge.followUp.month"), r.text("pledge.followUp.each", "month", r.monthName(p.FollowUpMonth)), false)
	}
	found.add(r.text("pledge.forum"), p.FollowUpForum, true)
	found.add(r.text("pledge.followUp.by"), p.FollowUpBy, true)
	return found
}

func (r request) article(c Commitment) article {
	a := article{Commitment: c, Promises: r.figures(c)}
	var found facts
	found.add(r.text("pledge.owner"), r.text(ownerTexts[c.Owner]), false)
	found.add(r.text("pledge.responsible"), c.Responsible, true)
	found.add(r.text("pledge.counted"), capital(r.text(indicatorTexts[c.Indicator])), false)
	found.add(r.text("pledge.forum"), c.Forum, true)
	if !c.Due.IsZero() {
		found.add(r.text("pledge.due"), capital(r.words.LongDate(c.Due)), false)
	}
	if c.Binds == scheduling.OutsideSummer {
		found.add(r.text("pledge.season"), r.text("pledge.season.outside_summer"), false)
	}
	a.Facts = found
	for _, l := range r.snapshot.Localities {
		if c.madeTo(l) {
			a.Places = append(a.Places, link{URL: r.href("/orter/" + l.Slug), Text: l.Name})
		}
	}
	return a
}

// madeTo tells whether a commitment is made to a locality by itself.
func (c Commitment) madeTo(l Locality) bool {
	return slices.Contains(c.Kinds, l.Kind) ||
		slices.ContainsFunc(c.Localities, func(name scheduling.PublicName) bool { return name.Slug == l.Slug })
}

// figures words what is promised in numbers, a sentence each.
func (r request) figures(c Commitment) []string {
	var said []string
	if t := c.Target; t.Count > 0 {
		period := r.text(perTexts[t.Per])
		if words, several := everyTexts[t.Per]; several && t.Every > 1 {
			period = r.text(words, "n", t.Every)
		}
		said = append(said, r.text("target.count", "n", t.Count, "per", period))
	}
	if c.Target.MaxGapDays > 0 {
		said = append(said, r.text("promise.limit", "interval", r.interval(c.Target.MaxGapDays)))
	}
	if aim := c.Target.AimDays; aim > 0 && aim != c.Target.MaxGapDays {
		said = append(said, r.text("promise.aim", "interval", r.interval(aim)))
	}
	return said
}

var ownerTexts = map[scheduling.Owner]string{
	scheduling.Police: "owner.police", scheduling.Kommun: "owner.kommun",
	scheduling.PoliceAndKommun: "owner.both", scheduling.PoliceWithKommun: "owner.police_with_kommun",
}

var indicatorTexts = map[scheduling.Indicator]string{
	scheduling.Visits: "indicator.visits", scheduling.Dialogues: "indicator.dialogues", scheduling.SafetyWalks: "indicator.safety_walks",
	scheduling.Information: "indicator.information", scheduling.WatchMeetings: "indicator.watch_meetings",
	scheduling.TrafficControls: "indicator.traffic_controls", scheduling.Surveys: "indicator.surveys",
	scheduling.SituationPictures: "indicator.situation_pictures", scheduling.ForumMeetings: "indicator.forum_meetings",
	scheduling.Reports: "indicator.reports", scheduling.Measures: "indicator.measures",
}

var perTexts = map[scheduling.Period]string{
	scheduling.PerWeek: "per.week", scheduling.PerMonth: "per.month", scheduling.PerYear: "per.year", scheduling.PerValidity: "per.validity",
}

var everyTexts = map[scheduling.Period]string{
	scheduling.PerWeek: "every.week", scheduling.PerMonth: "every.month", scheduling.PerYear: "every.year",
}
