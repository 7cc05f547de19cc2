package site

import (
	"encoding/xml"
	"fmt"

	"github.com/labstack/echo/v4"
)

// urlset is a sitemap by sitemaps.org, with each page's other languages.
type urlset struct {
	XMLName xml.Name     `xml:"urlset"`
	Space   string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Location string          `xml:"loc"`
	Modified string          `xml:"lastmod,omitempty"`
	Others   []sitemapOthers `xml:"xhtml:link"`
}

type sitemapOthers struct {
	Relation string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	URL      string `xml:"href,attr"`
}

// sitemap lists the pages, every place and the coming visits.
func (s *Site) sitemap(c echo.Context) error {
	current := s.edition.Load()
	if current == nil {
		return unavailable(c, s.languages[0])
	}
	r := s.request(c, s.languages[0], current.snapshot)
	set := urlset{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	add := func(path, modified string) {
		var others []sitemapOthers
		for _, l := range s.languages {
			others = append(others, sitemapOthers{Relation: "alternate", Language: l.code, URL: r.base + l.href(path)})
		}
		for _, l := range s.languages {
			set.URLs = append(set.URLs, sitemapURL{Location: r.base + l.href(path), Modified: modified, Others: others})
		}
	}
	for _, path := range []string{"/", "/prenumerera", "/andringar", "/manad", "/texter", "/loften", "/tillganglighet", "/om", builderPath, wishPath} {
		add(path, "")
	}
	for _, l := range r.snapshot.Localities {
		add("/orter/"+l.Slug, "")
	}
	for _, p := range r.snapshot.Pledges {
		add("/loften/"+p.Slug, "")
	}
	for _, v := range r.coming(r.snapshot.Visits) {
		if len(set.URLs)+len(s.languages) > mostURLs {
			break
		}
		add("/besok/"+string(v.ID), machine(v.Changed))
	}
	body, err := xml.MarshalIndent(set, "", " ")
	if err != nil {
		return fmt.Errorf("write the sitemap: %w", err)
	}
	return text(c, "application/xml; charset=utf-8", append([]byte(xml.Header), body...))
}
