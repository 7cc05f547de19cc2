package site

import "poliskontor/scheduling"

type visitContent struct {
	Row     row
	Sign    sign
	Takes   bool // whether to say what one can do there
	Site    siteWords
	Contact string
	Next    []row // where this one is over or off, the next one at the place
	History []historyLine
	Linked  eventLD
}

type historyLine struct {
	When    string
	Machine string
	Label   string
	Detail  string
	Reason  string
	Comment string
}

func (s *Site) visitPage(r request) (page, error) {
	v, found := r.snapshot.Visit(scheduling.VisitID(r.param("id")))
	if !found {
		return page{}, errNoSuchPage
	}
	line := r.row(v)
	content := visitContent{
		Row: line, Takes: takesPlace(v) && v.Ends.After(r.now),
		Sign:   sign{Label: r.visitLabel(v), Title: v.Locality.Name, Row: &line},
		Linked: r.eventLD(v),
	}
	if locality, found := r.snapshot.Locality(v.Locality.Slug); found {
		content.Contact = r.contactOf(locality)
	}
	if v.Occasion != "" {
		content.Sign.Title = v.Occasion
	}
	known, _ := r.snapshot.Site(v.SiteID)
	known.PublicSite = v.Site // as this visit was announced
	content.Site = r.siteWords(known)
	content.History = r.history(v)
	if !content.Takes {
		if next, _ := r.next(r.coming(r.snapshot.VisitsTo(v.Locality.Slug))); next != nil {
			content.Next = []row{r.row(*next)}
		}
	}
	return page{template: "visit", nav: "/",
		title: r.text("visit.title", "place", content.Sign.Title, "date", line.Date),
		description: r.text("visit.description", "place", v.Locality.Name,
			"time", r.words.LongDateTime(v.Starts, v.Ends), "site", v.Site.Name),
		content: content}, nil
}

// visitLabel stands above the place: what is to come, on, or over.
func (r request) visitLabel(v scheduling.PublicVisit) string {
	switch {
	case !announcedEnd(v).After(r.now):
		return r.text("visit.label.past")
	case !takesPlace(v):
		return r.text("visit.label.off")
	case !v.Starts.After(r.now):
		return r.text("sign.now")
	default:
		return r.text("visit.label.coming")
	}
}

// history tells what was released about a visit, oldest first. What is older than
// the snapshot's releases is known by its date alone.
func (r request) history(v scheduling.PublicVisit) []historyLine {
	var lines []historyLine
	for _, e := range r.snapshot.History(v.ID) {
		label := r.changeLabel(e.Change)
		lines = append(lines, historyLine{When: capital(r.moment(e.At)), Machine: machine(e.At), Label: label,
			Detail: r.changeDetail(e.Change), Reason: r.reason(reasonOf(e.Change)), Comment: e.Comment})
	}
	if len(lines) == 0 {
		lines = append(lines, historyLine{When: capital(r.moment(v.Created)), Machine: machine(v.Created), Label: r.text("change.new")})
	}
	return lines
}
