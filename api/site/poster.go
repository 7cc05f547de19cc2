package site

import (
	"fmt"
	"html/template"
	"unicode/utf8"

	"poliskontor/scheduling"
)

const (
	// postedWeeks is how far ahead a poster looks, this week among them.
	postedWeeks = 8
	// postedVisits is how many visits a poster has room for.
	postedVisits = 6
)

// posterContent is the notice of a place, for one sheet of paper.
type posterContent struct {
	Sheet    string // address of its style sheet
	Place    string
	Size     string // of the place's name: one of the style sheet's
	About    string
	Next     *row  // the next visit
	Others   []row // those around it, also those that do not take place
	Phone    posterCode
	Page     posterCode
	Edition  string // which version of the timetable it shows; "" before the first
	Valid    string
	Contact  string
	PlaceURL string
}

// posterCode is a code with the address that it stands for.
type posterCode struct {
	Name    string       // what says what it is for
	Address template.URL // webcal, which html/template does not know as safe
	*square
}

func (s *Site) posterPage(r request) (page, error) {
	locality, found := r.snapshot.Locality(r.param("slug"))
	if !found {
		return page{}, errNoSuchPage
	}
	chosen := ofLocalities(locality.Slug)
	feed, links := webcal(r.calendarAddress(chosen)), r.base+r.subscribeURL(chosen)
	phone, err := qrCode(feed)
	if err != nil {
		return page{}, fmt.Errorf("make the poster of %s: %w", locality.Slug, err)
	}
	others, err := qrCode(links)
	if err != nil {
		return page{}, fmt.Errorf("make the poster of %s: %w", locality.Slug, err)
	}
	// The addresses are the site's own, and the place's slug is a known one.
	content := posterContent{
		Sheet: s.assets.posterPath(), Place: locality.Name, Size: posterSize(locality.Name), About: r.about(locality),
		Phone: posterCode{Name: r.text("poster.code.apple"), Address: template.URL(feed), square: phone}, Page: posterCode{Name: r.text("poster.code.others"), Address: template.URL(links), square: others},
		Edition: r.edition(locality), Contact: r.contactOf(locality), PlaceURL: r.href("/orter/" + locality.Slug),
	}
	posted, until := r.posted(r.coming(r.snapshot.VisitsTo(locality.Slug)))
	for i, v := range posted {
		line := r.row(v)
		if content.Next == nil && takesPlace(posted[i]) {
			content.Next = &line
		} else {
			content.Others = append(content.Others, line)
		}
	}
	content.Valid = r.text("poster.valid", "date", r.words.LongDate(until))
	return page{template: "poster", title: r.text("poster.title", "place", locality.Name),
		description: r.text("poster.description", "place", locality.Name), feed: r.calendarAddress(chosen), content: content}, nil
}

// posted returns the coming visits that a poster shows, and the last day of which it
// shows all.
func (r request) posted(coming []scheduling.PublicVisit) ([]scheduling.PublicVisit, scheduling.Day) {
	end := r.today.Monday() + 7*postedWeeks
	posted := until(coming, end)
	if len(posted) <= postedVisits {
		return posted, end - 1
	}
	// Of a day on which there are several visits, it shows all or none.
	first := scheduling.DayOf(posted[postedVisits].Starts)
	if fitting := until(posted, first); len(fitting) > 0 {
		return fitting, first - 1
	}
	return posted[:postedVisits], first
}

// posterSize names the size in which a name of that length fits the width of the paper.
func posterSize(name string) string {
	switch n := utf8.RuneCountInString(name); {
	case n <= 9:
		return "large"
	case n <= 14:
		return "middle"
	default:
		return "small"
	}
}

// edition names the last version of the timetable that changed something in a place's
// district.
func (r request) edition(l Locality) string {
	m, _ := r.snapshot.Municipality(l.Municipality.Slug)
	for _, release := range r.snapshot.Releases {
		if release.District == m.District {
			return r.text("poster.edition", "number", release.Number, "date", r.words.LongDate(scheduling.DayOf(release.At)))
		}
	}
	return ""
}
