package calendar

import (
	"encoding/json"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// jsonFeed is a feed by JSON Feed 1.1 (jsonfeed.org/version/1.1).
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	Source      string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonItem is a visit. What is ours is under a name that begins with an underscore, as
// the format wants it.
type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
	Language  string   `json:"language"`
	Visit     record   `json:"_visit"`
}

func writeJSONFeed(e edition) ([]byte, error) {
	feed := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: e.Name, HomePage: e.Page, Source: e.Source,
		Description: e.Description, Language: e.Language.tag(), Items: make([]jsonItem, 0, len(e.Visits))}
	if e.Publisher != "" {
		feed.Authors = []jsonAuthor{{Name: e.Publisher}}
	}
	for _, v := range e.Visits {
		d, page := describe(v, e.Language, e.pageOf(v)), e.pageOf(v)
		feed.Items = append(feed.Items, jsonItem{ID: string(v.ID), URL: page, Title: d.summary, Text: d.text,
			Published: instant(v.Created), Modified: instant(stamp(v)), Tags: d.categories, Language: e.Language.tag(),
			Visit: recordOf(v)})
	}
	body, err := json.Marshal(feed)
	if err != nil {
		return nil, fmt.Errorf("write feed %q as JSON: %w", e.Name, err)
	}
	return append(body, '\n'), nil
}

// record is a visit as programs read it, in the words of the public API. It is the same
// in every language.
type record struct {
	Starts       string        `json:"starts"`
	Ends         string        `json:"ends"`
	State        string        `json:"state"`
	Held         bool          `json:"held"`
	Locality     recordName    `json:"locality"`
	Municipality recordName    `json:"municipality"`
	Kind         string        `json:"localityKind"`
	Site         recordSite    `json:"site"`
	Occasion     string        `json:"occasion,omitempty"`
	About        string        `json:"about,omitempty"`
	Reason       string        `json:"reason,omitempty"`
	Before       *recordBefore `json:"before,omitempty"`
	Sequence     int           `json:"sequence"`
	Release      int           `json:"release"`
}

type recordName struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

type recordSite struct {
	Name       string          `json:"name"`
	Street     string          `json:"street,omitempty"`
	PostalCode string          `json:"postalCode,omitempty"`
	Town       string          `json:"town,omitempty"`
	Position   *recordPosition `json:"position,omitempty"`
	Directions string          `json:"directions,omitempty"`
}

type recordPosition struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

type recordBefore struct {
	Starts string `json:"starts"`
	Ends   string `json:"ends"`
	Site   string `json:"site"`
}

func recordOf(v scheduling.PublicVisit) record {
	v = cleaned(v)
	r := record{
		Starts: instant(v.Starts), Ends: instant(v.Ends), State: string(v.State), Held: v.Held,
		Locality: nameOf(v.Locality), Municipality: nameOf(v.Municipality), Kind: cleanLine(string(v.Kind)),
		Site: recordSite{Name: v.Site.Name, Street: v.Site.Street, PostalCode: v.Site.PostalCode, Town: v.Site.Town,
			Directions: v.Site.Directions},
		Occasion: v.Occasion, About: v.Note, Reason: v.Reason, Sequence: v.Sequence + WordingRevision, Release: v.Release,
	}
	if p := v.Site.Position; p.InSweden() {
		r.Site.Position = &recordPosition{Lat: p.Lat, Lon: p.Lon}
	}
	if v.Before != nil {
		r.Before = &recordBefore{Starts: instant(v.Before.Starts), Ends: instant(v.Before.Ends), Site: v.Before.Site}
	}
	return r
}

func nameOf(n scheduling.PublicName) recordName {
	return recordName{Slug: cleanLine(n.Slug), Name: n.Name}
}

// instant returns Swedish time with its offset (RFC 3339).
func instant(t time.Time) string { return scheduling.Local(t).Format(time.RFC3339) }
