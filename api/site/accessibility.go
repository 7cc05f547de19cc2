package site

import (
	"html/template"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// assessed is when the pages were last looked at as a whole, with what is said below.
var assessed = scheduling.NewDay(2026, time.November, 21)

// gap is something that is not accessible to everybody.
type gap struct {
	text string // key
	// criterion of WCAG that is not met, such as "1.4.10"; "" for what the law does not
	// demand, or what others answer for.
	criterion string
}

// knownGaps is what the statement owns up to. Whoever finds one adds it here, and whoever
// mends it takes it away; the statement follows.
var knownGaps = []gap{
	{text: "accessibility.gaps.programs"},
	{text: "accessibility.gaps.map"},
	{text: "accessibility.gaps.language"},
	{text: "accessibility.gaps.poster"},
}

type accessibilityContent struct {
	Publisher string
	Status    string
	Gaps      []string
	Reports   []reportLink
	Contacts  []Contact
	Assessed  string
}

func (s *Site) accessibilityPage(r request) (page, error) {
	content := accessibilityContent{Publisher: s.publisher.Name, Contacts: r.snapshot.Contacts(), Reports: reportLinks(s.accessibilityContact),
		Assessed: r.text("accessibility.method.date", "date", r.words.LongDate(assessed))}
	content.Status, content.Gaps = r.statement(knownGaps)
	return page{template: "accessibility", nav: "/tillganglighet", title: r.text("accessibility.title"),
		description: r.text("accessibility.description"), content: content}, nil
}

// statement says whether the law's demands are met, and what is known to be missing.
func (r request) statement(gaps []gap) (status string, texts []string) {
	status = r.text("accessibility.status.text")
	for _, g := range gaps {
		text := r.text(g.text)
		if g.criterion != "" {
			status = r.text("accessibility.status.partly")
			text += " " + r.text("accessibility.gaps.criterion", "criterion", g.criterion)
		}
		texts = append(texts, text)
	}
	return status, texts
}

// reportLink is where one tells of barriers.
type reportLink struct {
	URL  template.URL // tel, which html/template does not know as safe
	Text string
}

// reportLinks shows the configured addresses without what only machines need.
func reportLinks(addresses []string) []reportLink {
	var links []reportLink
	for _, address := range addresses {
		_, text, _ := strings.Cut(address, ":")
		links = append(links, reportLink{URL: template.URL(address), Text: strings.TrimPrefix(text, "//")})
	}
	return links
}
