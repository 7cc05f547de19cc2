package calendar

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

// ChangeLog is what has been announced and changed, newest first, for feed readers.
type ChangeLog struct {
	Name      string
	Page      string // absolute address of the page with the same changes
	Source    string // absolute address that the log is served at
	Language  Language
	Publisher string
	Changes   []LoggedChange
}

// LoggedChange is what one release did to one visit.
type LoggedChange struct {
	Change  scheduling.Change
	Comment string // the release's; may be empty
}

// atomFeed is a log by RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Relation string `xml:"rel,attr"`
	Type     string `xml:"type,attr"`
	Href     string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Categories []atomCategory `xml:"category"`
	Link       atomLink       `xml:"link"`
	Content    atomText       `xml:"content"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// RenderAtom writes a log of changes by RFC 4287, to be served as application/atom+xml.
// An entry's ID is the visit's page with its SEQUENCE, and is the same in every language
// and for ever. The same changes give the same bytes.
func RenderAtom(log ChangeLog, site string) ([]byte, error) {
	// The visits of a log may come several times, so they are looked at one by one.
	e, err := prepare(Feed{Name: log.Name, Page: log.Page, Source: log.Source, Language: log.Language, Publisher: log.Publisher}, site)
	if err != nil {
		return nil, err
	}
	feed := atomFeed{Lang: e.Language.tag(), ID: e.Source, Title: e.Name, Author: atomAuthor{cmp.Or(e.Publisher, e.Language.words().office)},
		Links: []atomLink{{"self", "application/atom+xml", e.Source}, {"alternate", "text/html", e.Page}}}
	latest := e.modified()
	for _, c := range log.Changes {
		if err := checkVisits([]scheduling.PublicVisit{c.Change.After}); err != nil {
			return nil, fmt.Errorf("render log %q: %w", e.Name, err)
		}
		feed.Entries = append(feed.Entries, atomEntryOf(c, e))
		if at := c.Change.After.Changed; at.After(latest) {
			latest = at
		}
	}
	feed.Updated = utc(latest)
	body, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return nil, fmt.Errorf("render log %q: %w", e.Name, err)
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}

func atomEntryOf(logged LoggedChange, e edition) atomEntry {
	c := logged.Change
	v := cleaned(c.After)
	v.Before = nil // what the visit was before this change, not an earlier one
	if c.Before != nil && c.Kind != scheduling.ChangeDetails {
		v.Before = &scheduling.PublicSlot{Starts: c.Before.Starts, Ends: c.Before.Ends, Site: cleanLine(c.Before.Site.Name)}
	}
	d := describe(v, e.Language, e.pageOf(v))
	w, label, note := e.Language.words(), changeLabel(c, e.Language), noteOfChange(v, e.Language)
	if c.Kind == scheduling.ChangeDetails {
		note = "" // it would tell of an earlier change
	}
	when := e.Language.LongDateTime(v.Starts, v.Ends)
	swedish := edition{Feed: Feed{Language: Swedish}, site: e.site}
	return atomEntry{
		ID:    swedish.pageOf(v) + "#" + strconv.Itoa(v.Sequence),
		Title: label + ": " + title(v, w) + ", " + when, Published: utc(v.Changed), Updated: utc(v.Changed),
		Categories: []atomCategory{{Term: string(c.Kind), Label: label}}, Link: atomLink{"alternate", "text/html", e.pageOf(v)},
		Content: atomText{Type: "text", Text: join("\n\n", note, capitalised(when)+"\n"+d.location, cleanText(logged.Comment))},
	}
}

// changeLabel names a change in a word or two.
func changeLabel(c scheduling.Change, language Language) string {
	w := language.log()
	switch c.Kind {
	case scheduling.ChangeNew:
		return w.announced
	case scheduling.ChangeCancelled:
		return w.cancelled
	case scheduling.ChangeBrokenOff:
		return w.brokenOff
	case scheduling.ChangeDelayed:
		return w.delayed
	case scheduling.ChangeMoved:
		return w.moved
	}
	if c.Before != nil && !takesPlace(*c.Before) && takesPlace(c.After) {
		return w.restored
	}
	return w.details
}

// logWords name changes.
type logWords struct{ announced, moved, delayed, cancelled, brokenOff, restored, details string }

var (
	swedishLog = logWords{"Nytt besök", "Ändrat", "Försenat", "Inställt", "Avbrutet", "Blir av", "Nya uppgifter"}
	englishLog = logWords{"New visit", "Changed", "Delayed", "Cancelled", "Cut short", "Takes place after all", "New details"}
)

func (l Language) log() *logWords {
	if l == English {
		return &englishLog
	}
	return &swedishLog
}

func capitalised(text string) string {
	first := []rune(text)[:1]
	return strings.ToUpper(string(first)) + strings.TrimPrefix(text, string(first))
}
