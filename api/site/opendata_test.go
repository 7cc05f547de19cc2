//go:build unix

package site

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"poliskontor/calendar/checkers"
	"poliskontor/scheduling"
)

// spelled are the prefixes that the specification writes its names with.
var spelled = map[string]string{
	"adms": "http://www.w3.org/ns/adms#", "dcat": "http://www.w3.org/ns/dcat#", "dcatap": "http://data.europa.eu/r5r/",
	"dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#",
	"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}

func full(name string) string {
	prefix, local, _ := strings.Cut(name, ":")
	return spelled[prefix] + local
}

const many = 1000

// mandatory is what DCAT-AP-SE 3.0.1 demands of each class: how often a property is
// there at least and at most, and whether its value is an address or a text with its
// language. A licence and a format stand where the specification recommends them and the
// catalogue is to have them on every distribution.
var mandatory = []struct {
	class, property string
	least, most     int
	value           string
}{
	{"dcat:Catalog", "dcterms:title", 1, many, "text"},
	{"dcat:Catalog", "dcterms:description", 1, many, "text"},
	{"dcat:Catalog", "dcterms:publisher", 1, 1, "foaf:Organization"},
	{"dcat:Catalog", "dcterms:license", 1, 1, "address"},
	{"dcat:Catalog", "dcat:dataset", 1, many, "dcat:Dataset"},
	{"dcat:Catalog", "dcat:service", 0, many, "dcat:DataService"},
	{"dcat:Dataset", "dcterms:title", 1, many, "text"},
	{"dcat:Dataset", "dcterms:description", 1, many, "text"},
	{"dcat:Dataset", "dcterms:publisher", 1, 1, "foaf:Organization"},
	{"dcat:Dataset", "dcat:contactPoint", 0, many, "vcard:Organization"},
	{"dcat:Dataset", "dcat:distribution", 0, many, "dcat:Distribution"},
	{"dcat:Dataset", "dcterms:accessRights", 0, 1, "address"},
	{"dcat:Distribution", "dcat:accessURL", 1, 1, "address"},
	{"dcat:Distribution", "dcat:downloadURL", 0, many, "address"},
	{"dcat:Distribution", "dcat:accessService", 0, many, "dcat:DataService"},
	{"dcat:Distribution", "dcterms:license", 1, 1, "address"},
	{"dcat:Distribution", "dcterms:format", 1, 1, "literal"},
	{"dcat:Distribution", "dcatap:availability", 0, 1, "address"},
	{"dcat:DataService", "dcterms:title", 1, many, "text"},
	{"dcat:DataService", "dcat:endpointURL", 1, many, "address"},
	{"dcat:DataService", "dcat:endpointDescription", 1, many, "address"},
	{"dcat:DataService", "dcat:servesDataset", 0, many, "dcat:Dataset"},
	{"dcat:DataService", "dcterms:accessRights", 0, 1, "address"},
	{"foaf:Organization", "foaf:name", 1, many, "text"},
	{"foaf:Organization", "dcterms:type", 1, 1, "address"},
	{"vcard:Organization", "vcard:fn", 1, many, "literal"},
	{"vcard:Organization", "vcard:hasEmail", 1, many, "address"},
}

func TestCatalogueHasWhatItMust(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	triples := checkers.Triples(t, "turtle", []byte(w.page("/dcat.ttl")))
	classOf, members := map[string]string{}, map[string][]string{}
	for _, triple := range triples {
		if triple.Property == full("rdf:type") {
			class := strings.Trim(triple.Object, "<>")
			classOf[triple.Subject] = class
			members[class] = append(members[class], triple.Subject)
		}
	}
	for _, m := range mandatory {
		if len(members[full(m.class)]) == 0 {
			t.Errorf("there is no %s", m.class)
		}
		for _, subject := range members[full(m.class)] {
			count := 0
			for _, triple := range triples {
				if triple.Subject != subject || triple.Property != full(m.property) {
					continue
				}
				count++
				fits := false
				switch object := triple.Object; m.value {
				case "text":
					fits = strings.HasSuffix(object, `"@sv`) || strings.HasSuffix(object, `"@en`)
				case "literal":
					fits = strings.HasPrefix(object, `"`)
				case "address":
					fits = strings.HasPrefix(object, "<") && classOf[object] == ""
				default:
					fits = classOf[object] == full(m.value)
				}
				if !fits {
					t.Errorf("%s: %s is %s, want %s", subject, m.property, triple.Object, m.value)
				}
			}
			if count < m.least || count > m.most {
				t.Errorf("%s has %d %s, want %d to %d", subject, count, m.property, m.least, m.most)
			}
		}
	}
	has := func(subject, property, object string) {
		t.Helper()
		if !slices.Contains(triples, checkers.Triple{Subject: "<" + publicURL + "/dcat.ttl#" + subject + ">", Property: full(property), Object: object}) {
			t.Errorf("%s lacks %s %s", subject, property, object)
		}
	}
	has("kontakt", "vcard:hasEmail", "<mailto:data@kontor.example>")
	has("utgivare", "foaf:name", `"Polismyndigheten"@sv`)
	has("api", "dcat:endpointDescription", "<"+publicURL+"/api/openapi.json>")
	has("besok", "dcterms:title", `"Visits of the mobile police office"@en`)
	// What it names is there.
	for _, triple := range triples {
		address := strings.TrimPrefix(strings.Trim(triple.Object, "<>"), publicURL)
		if triple.Property != full("dcat:accessURL") || strings.HasPrefix(address, "/api/") {
			continue
		}
		if a := w.get(address); a.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", address, a.StatusCode)
		}
	}
}

func TestBothFormsOfTheCatalogueSayTheSame(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	inTurtle := checkers.Triples(t, "turtle", []byte(w.page("/dcat.ttl")))
	inJSON := checkers.Triples(t, "json-ld", []byte(w.page("/dcat.jsonld")))
	if !slices.Equal(inTurtle, inJSON) {
		t.Errorf("Turtle: %v\nJSON-LD: %v", inTurtle, inJSON)
	}
}

func TestCatalogueWithoutAContactNamesNone(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Publisher.Contact, c.Publisher.Name = "", "Polisen \"Öst\"\\\n<Kristianstad>" })
	w.refresh()
	triples := checkers.Triples(t, "turtle", []byte(w.page("/dcat.ttl")))
	for _, triple := range triples {
		if strings.Contains(triple.Property, "contactPoint") {
			t.Errorf("there is a contact: %v", triple)
		}
	}
	if !slices.Equal(triples, checkers.Triples(t, "json-ld", []byte(w.page("/dcat.jsonld")))) {
		t.Error("a hostile name reads differently in the two forms")
	}
}

func TestOpenDataIsServedAsFeedsAre(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	for path, contentType := range map[string]string{
		"/dcat.ttl": "text/turtle; charset=utf-8", "/dcat.jsonld": "application/ld+json; charset=utf-8",
		"/andringar.atom": "application/atom+xml; charset=utf-8", "/en/andringar.atom": "application/atom+xml; charset=utf-8",
	} {
		a := w.get(path)
		if a.Header.Get("Content-Type") != contentType || a.Header.Get("Access-Control-Allow-Origin") != "*" ||
			a.Header.Get("Cache-Control") != dataCache || a.Header.Get("Last-Modified") != at(7, 12, 0).UTC().Format(http.TimeFormat) {
			t.Errorf("%s: %v", path, a.Header)
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if again := w.ask(method, path, "If-None-Match", a.Header.Get("ETag")); again.StatusCode != 304 || again.body != "" {
				t.Errorf("%s %s: status %d", method, path, again.StatusCode)
			}
		}
		zipped := w.get(path, "Accept-Encoding", "gzip")
		w.restart()
		if again := w.get(path); again.body != a.body || zipped.Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s: another after a restart, or not compressed", path)
		}
	}
	want(t, "changes page", w.page("/andringar"), `<link rel="alternate" type="application/atom+xml" href="`+publicURL+`/andringar.atom">`)
}

func TestAtomTellsEveryChange(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	for _, language := range []string{"", "/en"} {
		log := checkers.ReadAtom(t, []byte(w.get(language+"/andringar.atom").body))
		if log.ID != publicURL+language+"/andringar.atom" || log.Links["self"] != log.ID || log.Links["alternate"] != publicURL+language+"/andringar" || log.Author != "Polismyndigheten" {
			t.Errorf("the log is %+v", log)
		}
		seen := map[string]bool{}
		for i, e := range log.Entries {
			if seen[e.ID] || e.Updated > log.Updated || i > 0 && e.Updated > log.Entries[i-1].Updated {
				t.Errorf("%s comes twice, is newer than the log, or out of order", e.ID)
			}
			seen[e.ID] = true
			if !strings.HasPrefix(e.Link, publicURL+language+"/besok/") {
				t.Errorf("%s leads to %s", e.ID, e.Link)
			}
		}
		for state, sequence := range map[string]int{"announced": 0, "cancelled": 1, "moved_time": 1, "delayed": 1, "broken_off": 1} {
			for n := range sequence + 1 {
				if id := fmt.Sprint(publicURL, "/besok/", visits[state].ID, "#", n); !seen[id] {
					t.Errorf("there is no entry %s", id)
				}
			}
		}
		if len(log.Entries) != 9+6 {
			t.Errorf("%d entries", len(log.Entries))
		}
	}
	titles := ""
	for _, e := range checkers.ReadAtom(t, []byte(w.get("/andringar.atom").body)).Entries {
		titles += e.Title + "\n" + e.Content + "\n"
	}
	want(t, "the log", titles, "Inställt: ", "Försenat: ", "Ändrat: ", "Avbrutet: ", "Nytt besök: ", "Nya uppgifter: ",
		"Besöket är inställt. Orsak: Bilen är på verkstad.", "Höstens tidtabell")
}

var linkedInPage = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// TestLinkedDataIsReadByOthers lets rdflib read what pages tell search engines.
func TestLinkedDataIsReadByOthers(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	for path, says := range map[string][]string{
		"/":                          {"ItemList", "itemListElement", "/besok/" + string(visits["announced"].ID)},
		"/en/?ort=" + w.locality(2):  {"ItemList", "/en/besok/"},
		"/orter/" + w.locality(0):    {"schema.org/Place", "schema.org/Event>", "AdministrativeArea", "EventCancelled"},
		"/en/orter/" + w.locality(1): {"schema.org/Place", "EventRescheduled"},
		"/besok/" + string(visits["moved_time"].ID): {"schema.org/Event>", "EventRescheduled", "previousStartDate", "GovernmentOrganization", "PostalAddress",
			"identifier", string(visits["moved_time"].ID)},
	} {
		found := linkedInPage.FindStringSubmatch(w.page(path))
		if found == nil {
			t.Fatalf("%s: no JSON-LD", path)
		}
		text := ""
		for _, triple := range checkers.Triples(t, "json-ld", []byte(found[1])) {
			text += fmt.Sprintln(triple.Subject, "<"+triple.Property+">", triple.Object)
		}
		for _, part := range says {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %s in\n%s", path, part, text)
			}
		}
	}
}

// TestHostileNamesStayText plans visits with what breaks out of each format.
func TestHostileNamesStayText(t *testing.T) {
	w := newWorld(t)
	hostile := "</script><script>alert(1)</script>]]>&amp;\"'\\ =1+1"
	v := w.plan(0, 8, 10, 12, func(v *scheduling.Visit) { v.PublicNote = hostile })
	w.release(hostile)
	w.cancel(v.ID, hostile)
	for _, path := range []string{"/besok/" + string(v.ID), "/orter/" + w.locality(0), "/"} {
		found := linkedInPage.FindStringSubmatch(w.page(path))
		if found == nil || !json.Valid([]byte(found[1])) {
			t.Errorf("%s: the linked data breaks off: %q", path, found)
		}
	}
	log := checkers.ReadAtom(t, []byte(w.get("/andringar.atom").body))
	if len(log.Entries) != 2 || !strings.Contains(log.Entries[0].Content, hostile) {
		t.Errorf("the log reads %+v", log.Entries)
	}
	var feed struct {
		Items []struct {
			Visit struct{ About, Reason string } `json:"_visit"`
		}
	}
	if err := json.Unmarshal([]byte(w.get("/kalender/alla.json").body), &feed); err != nil || feed.Items[0].Visit.Reason != hostile {
		t.Errorf("the reason reads %+v, %v", feed, err)
	}
}
