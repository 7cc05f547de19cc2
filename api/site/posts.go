package site

import (
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

// postedWeeksAhead is for how many weeks there are texts to copy, this one among them.
const postedWeeksAhead = 4

// postsContent are texts about the coming weeks, ready to be copied into a post, a
// newsletter or the village's page.
type postsContent struct {
	Where string // "" for everywhere
	Posts []post
	Kinds []link // the same for each kommun
	// Choose says that one of them must be chosen.
	Choose bool
}

type post struct {
	Heading string
	ID      string
	Text    string
	Lines   int
}

func (s *Site) postsPage(r request) (page, error) {
	chosen, _ := r.filtered()
	content := postsContent{Where: r.whereOf(chosen), Kinds: []link{{URL: r.href("/texter"), Text: r.text("posts.all")}}}
	for _, m := range r.snapshot.Municipalities {
		if m.HasOffice {
			content.Kinds = append(content.Kinds, link{URL: r.href("/texter?" + selection{municipality: m.Slug}.query()), Text: r.kommun(m.Name)})
		}
	}
	coming := r.coming(r.snapshot.selected(chosen))
	if r.snapshot.tooWide(chosen) {
		coming, content.Choose = nil, true
	}
	for n := range scheduling.Day(postedWeeksAhead) {
		monday := r.today.Monday() + 7*n
		var visits []scheduling.PublicVisit
		for _, v := range coming {
			if scheduling.DayOf(v.Starts).Monday() == monday {
				visits = append(visits, v)
			}
		}
		if len(visits) > 0 {
			content.Posts = append(content.Posts, r.post(chosen, monday, visits))
		}
	}
	title := r.text("posts.title")
	if content.Where != "" {
		title += ": " + content.Where
	}
	return page{template: "posts", nav: "/om", title: title, description: r.text("posts.description"), content: content}, nil
}

// post tells of a week: where one meets the police, what is cancelled, and where changes
// are seen.
func (r request) post(chosen selection, monday scheduling.Day, visits []scheduling.PublicVisit) post {
	week := r.words.Week(monday)
	lines := []string{r.text("posts.heading", "week", week)}
	var day scheduling.Day
	for _, v := range visits {
		if of := scheduling.DayOf(v.Starts); of != day {
			day = of
			lines = append(lines, "", capital(r.date(day, r.today)))
		}
		where := joined([]string{v.Occasion, v.Site.Name, v.Site.Street})
		line := r.text("posts.visit", "place", v.Locality.Name, "where", where, "time", r.words.TimeRange(v.Starts, v.Ends))
		if !takesPlace(v) {
			line = r.text("posts.off", "visit", line)
		}
		lines = append(lines, line)
	}
	lines = append(lines, "", r.text("posts.end", "address", r.base+pageOf(chosen, r.language)))
	_, number := monday.Week()
	return post{Heading: capital(week) + ", " + r.weekSpan(monday), ID: "vecka-" + strconv.Itoa(number), Text: strings.Join(lines, "\n"), Lines: len(lines) + 1}
}
