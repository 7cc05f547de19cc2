package site

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

// The forms of an embedded timetable, as addresses name them.
const (
	formList = "lista"
	formNext = "nasta"
)

// How many visits an embedded timetable lists.
const (
	embeddedUsual = 10
	embeddedMost  = 50
)

// embedding is what somebody wants to show on a site of their own. It is read from the
// same parameters as pages and feeds have; form and number are the embedding's own.
type embedding struct {
	chosen selection
	form   string
	number int
}

// embedding reads what is asked for. What is not known is named in the problem. Where
// nothing of what is asked for is known, there is nothing to show: all visits instead
// would be read as those to the place that was meant.
func (r request) embedding() (wanted embedding, known bool, problem string) {
	wanted = embedding{form: formList, number: embeddedUsual}
	if r.query.Get("visa") == formNext {
		wanted.form = formNext
	}
	if n, err := strconv.Atoi(r.query.Get("antal")); err == nil && n > 0 {
		wanted.number = min(n, embeddedMost)
	}
	places, unknown := r.knownPlaces()
	kommun := first(r.query[parameterMunicipality])
	_, kommunKnown := r.snapshot.Municipality(kommun)
	switch {
	case len(places) > 0:
		wanted.chosen = ofLocalities(places...)
	case kommunKnown:
		wanted.chosen = selection{municipality: kommun}
	}
	if len(unknown) > 0 {
		problem = r.text("embed.unknown", "names", r.quoted(unknown))
	} else if kommun != "" && !kommunKnown && len(places) == 0 {
		problem = r.text("embed.unknown.municipality", "names", r.quoted([]string{kommun}))
	}
	known = problem == "" || wanted.chosen != selection{}
	wanted.chosen.withoutOccasions = r.query.Get(parameterOccasions) == noOccasions
	return wanted, known, problem
}

// How much of what a reader wrote is said back.
const (
	quotedNames = 3
	quotedRunes = 40
)

// quoted names what is not known, without repeating all of it.
func (r request) quoted(names []string) string {
	var quoted []string
	for _, name := range names[:min(len(names), quotedNames)] {
		runes := []rune(strings.ToValidUTF8(name, "\uFFFD"))
		if len(runes) > quotedRunes {
			runes = append(runes[:quotedRunes], '…')
		}
		quoted = append(quoted, `"`+string(runes)+`"`)
	}
	if rest := len(names) - len(quoted); rest > 0 {
		quoted = append(quoted, r.text("embed.unknown.more", "n", rest))
	}
	return r.list(quoted)
}

// query writes the parameters that ask for the same again, "" for none.
func (e embedding) query() string {
	parameters := []string{e.chosen.query()}
	if e.form != formList {
		parameters = append(parameters, "visa="+e.form)
	} else if e.number != embeddedUsual {
		parameters = append(parameters, "antal="+strconv.Itoa(e.number))
	}
	return strings.TrimPrefix(strings.Join(parameters, "&"), "&")
}

// withQuery appends parameters to an address, if there are any.
func withQuery(address string, queries ...string) string {
	queries = slices.DeleteFunc(queries, func(query string) bool { return query == "" })
	if len(queries) == 0 {
		return address
	}
	return address + "?" + strings.Join(queries, "&")
}

// visits returns what an embedded timetable lists.
func (e embedding) visits(r request) []scheduling.PublicVisit {
	coming := r.coming(r.snapshot.selected(e.chosen))
	if e.form == formList {
		return coming[:min(len(coming), e.number)]
	}
	var shown []scheduling.PublicVisit
	for _, v := range coming {
		if takesPlace(v) {
			return append(shown, v)
		}
		if scheduling.DayOf(v.Starts)-r.today < missedDays {
			shown = append(shown, v)
		}
	}
	return shown
}

// pageURL is the page where the rest of an embedding's visits stands.
func (e embedding) pageURL(r request) string {
	return r.base + pageOf(e.chosen, r.language)
}

// colours are those that a site gives an embedded timetable; all of them or none.
type colours struct{ Text, Ground, Link string }

// The colours where a site gives none.
var ownColours = colours{Text: "#10202e", Ground: "#ffffff", Link: "#0b4f83"}

// coloursIn reads colours, with or without a # before them. One that is missing or not
// a colour is the timetable's own.
func coloursIn(query url.Values) colours {
	read := func(name, own string) string {
		if colour := "#" + strings.ToLower(strings.TrimPrefix(query.Get(name), "#")); colourPattern.MatchString(colour) {
			return colour
		}
		return own
	}
	return colours{Text: read("text", ownColours.Text), Ground: read("bakgrund", ownColours.Ground), Link: read("lank", ownColours.Link)}
}

// query writes the parameters for the colours, "" for the timetable's own.
func (c colours) query() string {
	if c == ownColours {
		return ""
	}
	return "text=" + c.Text[1:] + "&bakgrund=" + c.Ground[1:] + "&lank=" + c.Link[1:]
}

// properties are the colours as a style sheet has them.
func (c colours) properties() string {
	return "--poliskontor-text: " + c.Text + "; --poliskontor-bakgrund: " + c.Ground + "; --poliskontor-lank: " + c.Link + ";"
}

// readable tells whether text and links can be told from the ground.
func (c colours) readable() bool {
	const enough = 4.5 // WCAG 2.2, 1.4.3
	return contrast(c.Text, c.Ground) >= enough && contrast(c.Link, c.Ground) >= enough
}
