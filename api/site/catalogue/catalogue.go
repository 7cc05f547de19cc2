package catalogue

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"poliskontor/calendar"
)

// Text is a text in both languages; either may be missing.
type Text struct{ Swedish, English string }

// Catalogue is what there is to describe. Addresses are absolute.
type Catalogue struct {
	Address     string // where the catalogue itself is
	Homepage    string
	Title       Text
	Description Text
	Licence     string // of the catalogue and of all data
	Modified    time.Time
	Publisher   Publisher
	Contact     Contact
	Keywords    []Text
	Datasets    []Dataset
	Service     Service
}

// Publisher is who answers for the data.
type Publisher struct {
	Name     string
	Type     string // from purl.org/adms/publishertype
	Homepage string
}

// Contact is who answers questions. Without an e-mail address nobody is named.
type Contact struct{ Name, Email string }

// Dataset is some data in several forms.
type Dataset struct {
	Slug          string // its part of addresses
	Title         Text
	Description   Text
	Page          string
	Distributions []Distribution
}

// Distribution is a dataset in one form.
type Distribution struct {
	Slug      string
	Title     Text
	Address   string
	MediaType string
	Service   bool // whether it is had through the service, asked for as one likes
}

// Service is the API.
type Service struct {
	Title       Text
	Description Text
	Address     string
	OpenAPI     string
}

// Values of controlled vocabularies.
const (
	open      = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
	themes    = "http://publications.europa.eu/resource/authority/data-theme"
	justice   = themes + "/JUST" // justice, legal system and public safety
	irregular = "http://publications.europa.eu/resource/authority/frequency/IRREG"
	sweden    = "http://sws.geonames.org/2661886/"
	stable    = "http://publications.europa.eu/resource/authority/planned-availability/STABLE"
)

var languages = []string{
	"http://publications.europa.eu/resource/authority/language/SWE", "http://publications.europa.eu/resource/authority/language/ENG",
}

// Turtle writes the catalogue as Turtle. It fails on an address that is none.
func (c Catalogue) Turtle() ([]byte, error) {
	g, err := c.graph()
	if err != nil {
		return nil, err
	}
	return g.turtle(), nil
}

// JSONLD writes the same as JSON-LD.
func (c Catalogue) JSONLD() ([]byte, error) {
	g, err := c.graph()
	if err != nil {
		return nil, err
	}
	return g.jsonLD()
}

// graph is the catalogue in the words of DCAT-AP-SE 3.0.1.
func (c Catalogue) graph() (graph, error) {
	catalogue := resource{iri: c.part("katalog"), class: "dcat:Catalog"}
	catalogue.say("dcterms:title", c.Title.clean())
	catalogue.say("dcterms:description", c.Description.clean())
	catalogue.link("dcterms:publisher", c.part("utgivare"))
	catalogue.link("dcterms:license", c.Licence)
	catalogue.link("foaf:homepage", c.Homepage)
	catalogue.link("dcterms:language", languages...)
	catalogue.link("dcterms:spatial", sweden)
	catalogue.link("dcat:themeTaxonomy", themes)
	catalogue.date("dcterms:modified", c.Modified)
	catalogue.link("dcat:service", c.part("api"))

	publisher := resource{iri: c.part("utgivare"), class: "foaf:Organization"}
	publisher.say("foaf:name", Text{Swedish: c.Publisher.Name}.clean())
	publisher.link("dcterms:type", c.Publisher.Type)
	publisher.link("foaf:homepage", c.Publisher.Homepage)

	g := graph{publisher}
	if c.Contact.Email != "" {
		contact := resource{iri: c.part("kontakt"), class: "vcard:Organization"}
		contact.plain("vcard:fn", calendar.Line(c.Contact.Name))
		contact.link("vcard:hasEmail", "mailto:"+c.Contact.Email)
		g = append(g, contact)
	}
	for _, d := range c.Datasets {
		catalogue.link("dcat:dataset", c.part(d.Slug))
		g = append(g, c.dataset(d))
		for _, form := range d.Distributions {
			g = append(g, c.distribution(d, form))
		}
	}
	g = append(graph{catalogue}, append(g, c.service())...)
	return g, g.check()
}

// part is the address of something that the catalogue describes.
func (c Catalogue) part(name string) string { return c.Address + "#" + name }

func (c Catalogue) dataset(d Dataset) resource {
	r := resource{iri: c.part(d.Slug), class: "dcat:Dataset"}
	r.say("dcterms:title", d.Title.clean())
	r.say("dcterms:description", d.Description.clean())
	r.link("dcterms:publisher", c.part("utgivare"))
	r.link("dcat:landingPage", d.Page)
	r.link("dcterms:language", languages...)
	r.date("dcterms:modified", c.Modified)
	c.classify(&r)
	r.link("dcterms:accrualPeriodicity", irregular)
	r.link("dcterms:spatial", sweden)
	for _, form := range d.Distributions {
		r.link("dcat:distribution", c.part(d.Slug+"-"+form.Slug))
	}
	return r
}

// classify adds what datasets and services have in common.
func (c Catalogue) classify(r *resource) {
	r.link("dcat:theme", justice)
	r.link("dcterms:accessRights", open)
	for _, keyword := range c.Keywords {
		r.say("dcat:keyword", keyword.clean())
	}
	if c.Contact.Email != "" {
		r.link("dcat:contactPoint", c.part("kontakt"))
	}
}

func (c Catalogue) distribution(d Dataset, form Distribution) resource {
	r := resource{iri: c.part(d.Slug + "-" + form.Slug), class: "dcat:Distribution"}
	r.say("dcterms:title", form.Title.clean())
	r.say("dcterms:description", form.Title.clean())
	r.link("dcat:accessURL", form.Address)
	if form.Service {
		r.link("dcat:accessService", c.part("api"))
		r.link("dcterms:conformsTo", c.Service.OpenAPI)
	} else {
		r.link("dcat:downloadURL", form.Address)
	}
	r.plain("dcterms:format", form.MediaType)
	r.link("dcterms:license", c.Licence)
	r.link("dcterms:language", languages...)
	r.link("dcatap:availability", stable)
	return r
}

func (c Catalogue) service() resource {
	r := resource{iri: c.part("api"), class: "dcat:DataService"}
	r.say("dcterms:title", c.Service.Title.clean())
	r.say("dcterms:description", c.Service.Description.clean())
	r.link("dcterms:publisher", c.part("utgivare"))
	r.link("dcat:endpointURL", c.Service.Address)
	r.link("dcat:endpointDescription", c.Service.OpenAPI)
	r.link("dcterms:license", c.Licence)
	r.plain("dcterms:format", "application/json")
	c.classify(&r)
	for _, d := range c.Datasets {
		r.link("dcat:servesDataset", c.part(d.Slug))
	}
	return r
}

func (t Text) clean() Text { return Text{calendar.Line(t.Swedish), calendar.Line(t.English)} }

// check refuses what cannot be an address, since addresses are written as they are.
func (g graph) check() error {
	for _, r := range g {
		iris := []string{r.iri}
		for _, s := range r.statements {
			if s.object.iri != "" || s.object.text == "" {
				iris = append(iris, s.object.iri)
			}
		}
		for _, iri := range iris {
			u, err := url.Parse(iri)
			if err != nil || u.Scheme == "" || strings.ContainsFunc(iri, func(c rune) bool {
				return c <= ' ' || c > '~' || strings.ContainsRune("<>\"{}|^`\\", c)
			}) {
				return fmt.Errorf("describe the open data: %s: %q is no address", r.iri, iri)
			}
		}
	}
	return nil
}
