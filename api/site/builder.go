package site

import (
	"html"
	"slices"
	"strings"
)

// builderContent is the page on which sites choose what they embed, and get the code.
type builderContent struct {
	Places           []option
	Municipalities   []option
	WithoutOccasions bool
	Forms            []option
	Languages        []option
	Number, Most     int
	Colours          colours
	Problem          string
	Unreadable       bool
	Title            string // of what is shown
	Element          string // code for the page
	Frame            string
	Preview          string // address
	Script           string
}

func (s *Site) builderPage(r request) (page, error) {
	wanted, _, problem := r.embedding()
	in := s.languageOf(r)
	colours := coloursIn(r.query)
	content := builderContent{
		Places: r.placeOptions(wanted.chosen), Municipalities: r.municipalityOptions(wanted.chosen),
		WithoutOccasions: wanted.chosen.withoutOccasions,
		Forms:            r.options(wanted.form, formList, r.text("builder.form.lista"), formNext, r.text("builder.form.nasta")),
		Languages:        r.options(in.code, "sv", r.text("builder.language.sv"), "en", r.text("builder.language.en")),
		Number:           wanted.number, Most: embeddedMost, Colours: colours, Problem: problem, Unreadable: !colours.readable(),
		Title:   r.snapshot.title(wanted.chosen, in),
		Preview: withQuery(in.href(embedFramePath), wanted.query(), colours.query()),
		Script:  s.scripts.path(builderScript),
	}
	elsewhere := r
	elsewhere.language = in
	content.Element, content.Frame = elsewhere.elementCode(wanted, colours), elsewhere.frameCode(content.Title, r.base+content.Preview)
	title := r.text("builder.title")
	if problem != "" {
		title = r.text("problem.title", "title", title)
	}
	return page{template: "builder", nav: builderPath, title: title, description: r.text("builder.description"), content: content}, nil
}

// languageOf returns the language that the timetable is to be in: the page's own,
// unless another is chosen.
func (s *Site) languageOf(r request) *language {
	for _, l := range s.languages {
		if l.code == r.query.Get("sprak") {
			return l
		}
	}
	return r.language
}

// placeOptions are all places by name.
func (r request) placeOptions(chosen selection) []option {
	slugs := chosen.slugs()
	var options []option
	for _, l := range r.snapshot.Localities {
		options = append(options, option{Value: l.Slug, Text: l.Name, Selected: slices.Contains(slugs, l.Slug)})
	}
	return options
}

// options are choices given as value and text in turns.
func (r request) options(selected string, valuesAndTexts ...string) []option {
	var options []option
	for i := 0; i+1 < len(valuesAndTexts); i += 2 {
		options = append(options, option{Value: valuesAndTexts[i], Text: valuesAndTexts[i+1], Selected: valuesAndTexts[i] == selected})
	}
	return options
}

// elementCode is what one pastes for the timetable as an element: useful without the
// script already, by the link in it.
func (r request) elementCode(wanted embedding, colours colours) string {
	var code strings.Builder
	if colours != ownColours {
		code.WriteString("<style>mobilt-poliskontor { " + colours.properties() + " }</style>\n")
	}
	code.WriteString("<mobilt-poliskontor")
	for parameter := range strings.SplitSeq(wanted.query(), "&") {
		if name, value, found := strings.Cut(parameter, "="); found {
			code.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
		}
	}
	code.WriteString(` sprak="` + r.code + "\">\n")
	code.WriteString(`  <a href="` + html.EscapeString(wanted.pageURL(r)) + `">` + html.EscapeString(r.text("embed.link")) + "</a>\n")
	code.WriteString("</mobilt-poliskontor>\n")
	code.WriteString(`<script src="` + html.EscapeString(r.base+embedScriptPath) + "\" async></script>\n")
	return code.String()
}

// frameCode is what one pastes for the timetable in a frame. Its last two lines make the
// frame as tall as what is in it; there may be several on a page.
func (r request) frameCode(title, address string) string {
	return `<iframe src="` + html.EscapeString(address) + `" title="` + html.EscapeString(title) +
		`" width="100%" height="480" frameborder="0" loading="lazy"></iframe>` + "\n" +
		`<script>addEventListener("message", (m) => document.querySelectorAll('iframe[src^="` + r.base + `/"]').forEach((f) => {` + "\n" +
		`  if (m.source === f.contentWindow) f.height = m.data["mobilt-poliskontor"] ?? f.height }))</script>` + "\n"
}
