package catalogue

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// prefixes shorten the names of classes and properties.
var prefixes = []struct{ short, long string }{
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcatap", "http://data.europa.eu/r5r/"},
	{"dcterms", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// graph is what is said, resource by resource. Each has an address, so that both forms
// name the same things.
type graph []resource

type resource struct {
	iri        string
	class      string
	statements []statement
}

type statement struct {
	property string
	object   term
}

// term is an address, or a text in a language or of a type.
type term struct {
	iri            string
	text           string
	language, kind string
}

func (r *resource) link(property string, iris ...string) {
	for _, iri := range iris {
		r.statements = append(r.statements, statement{property, term{iri: iri}})
	}
}

func (r *resource) say(property string, text Text) {
	for _, language := range []struct{ code, text string }{{"sv", text.Swedish}, {"en", text.English}} {
		if language.text != "" {
			r.statements = append(r.statements, statement{property, term{text: language.text, language: language.code}})
		}
	}
}

func (r *resource) plain(property, text string) {
	r.statements = append(r.statements, statement{property, term{text: text}})
}

func (r *resource) date(property string, at time.Time) {
	if !at.IsZero() {
		r.statements = append(r.statements, statement{property, term{text: at.UTC().Format(time.RFC3339), kind: "xsd:dateTime"}})
	}
}

// literal escapes a text for Turtle (section 6.4).
var literal = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func (t term) turtle() string {
	switch {
	case t.iri != "":
		return "<" + t.iri + ">"
	case t.language != "":
		return `"` + literal.Replace(t.text) + `"@` + t.language
	case t.kind != "":
		return `"` + literal.Replace(t.text) + `"^^` + t.kind
	default:
		return `"` + literal.Replace(t.text) + `"`
	}
}

// turtle writes the graph as Turtle 1.1.
func (g graph) turtle() []byte {
	var b bytes.Buffer
	for _, p := range prefixes {
		fmt.Fprintf(&b, "@prefix %s: <%s> .\n", p.short, p.long)
	}
	for _, r := range g {
		fmt.Fprintf(&b, "\n<%s> a %s", r.iri, r.class)
		for _, s := range r.statements {
			fmt.Fprintf(&b, " ;\n  %s %s", s.property, s.object.turtle())
		}
		b.WriteString(" .\n")
	}
	return b.Bytes()
}

// jsonLD writes the graph as JSON-LD 1.1, with its context in it.
func (g graph) jsonLD() ([]byte, error) {
	context := map[string]any{}
	for _, p := range prefixes {
		context[p.short] = p.long
	}
	var nodes []map[string]any
	for _, r := range g {
		node := map[string]any{"@id": r.iri, "@type": r.class}
		for _, s := range r.statements {
			values, _ := node[s.property].([]any)
			node[s.property] = append(slices.Clip(values), s.object.jsonLD())
		}
		nodes = append(nodes, node)
	}
	body, err := json.MarshalIndent(map[string]any{"@context": context, "@graph": nodes}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the catalogue as JSON-LD: %w", err)
	}
	return append(body, '\n'), nil
}

func (t term) jsonLD() map[string]string {
	switch {
	case t.iri != "":
		return map[string]string{"@id": t.iri}
	case t.language != "":
		return map[string]string{"@value": t.text, "@language": t.language}
	case t.kind != "":
		return map[string]string{"@value": t.text, "@type": t.kind}
	default:
		return map[string]string{"@value": t.text}
	}
}
