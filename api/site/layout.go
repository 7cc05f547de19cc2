package site

import (
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"

	"poliskontor/calendar"
)

// layout is what stands around every page, and the page in it.
type layout struct {
	Lang          string
	Title         string // of the window
	Description   string
	Brand         string
	Stylesheet    string
	Canonical     string // "" for a page that is no page of its own
	Feed          string
	Log           string
	Alternates    []link
	Menu          []menuEntry
	Other         link // the same page in the other language
	Demonstration bool
	Wishes        bool // whether citizens can wish for visits
	Content       any
}

// link is an address with its words, or with the language that it is in.
type link struct {
	URL  string
	Text string
	Lang string
}

// twin is the address that the page has in every language, without the language. An
// error has none, so it leads to the first page.
func (r request) twin(p page) string {
	switch {
	case p.status != 0 && !p.private:
		return "/"
	case r.rawQuery != "":
		return r.path + "?" + r.rawQuery
	default:
		return r.path
	}
}

type menuEntry struct {
	link
	Current bool
}

func (s *Site) layout(r request, p page) layout {
	brand := s.brand
	if brand == "" {
		brand = r.text("brand")
	}
	l := layout{Lang: r.code, Title: p.title + " – " + brand, Description: p.description, Brand: brand,
		Stylesheet: s.assets.stylesheetPath(), Feed: p.feed, Log: p.log, Demonstration: s.demonstration, Wishes: s.wishes != nil, Content: p.content}
	if p.title == brand {
		l.Title = brand
	}
	for _, other := range s.languages {
		if other != r.language {
			l.Other = link{URL: other.href(r.twin(p)), Text: other.text("language.switch"), Lang: other.code}
		}
	}
	if p.status == 0 && !p.private {
		l.Canonical = r.base + r.href(r.path)
		for _, other := range s.languages {
			l.Alternates = append(l.Alternates, link{URL: r.base + other.href(r.path), Lang: other.code})
		}
		l.Alternates = append(l.Alternates, link{URL: r.base + r.path, Lang: "x-default"})
	}
	for _, entry := range []link{
		{URL: "/", Text: r.text("menu.timetable")},
		{URL: "/prenumerera", Text: r.text("menu.subscribe")},
		{URL: "/andringar", Text: r.text("menu.changes")},
	} {
		l.Menu = append(l.Menu, menuEntry{link: link{URL: r.href(entry.URL), Text: entry.Text}, Current: p.nav == entry.URL})
	}
	return l
}

// templates are the pages, parsed once for each language.
type templates struct {
	byName map[string]*template.Template // by language and file
}

// functions are what templates call: t and count for texts, href for addresses, and
// swedish for what people have written, which is in Swedish on every page.
func functions(l *language) template.FuncMap {
	return template.FuncMap{"t": l.text, "count": l.count, "href": l.href, "swedish": func() template.HTMLAttr {
		if l.words == calendar.Swedish {
			return ""
		}
		return ` lang="sv"`
	}}
}

// parseTemplates reads every page; base.html and parts.html are part of each.
func parseTemplates(files fs.FS, languages []*language) (*templates, error) {
	names, err := fs.Glob(files, "public/templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("find the templates: %w", err)
	}
	t := &templates{byName: map[string]*template.Template{}}
	for _, l := range languages {
		common, err := template.New("").Funcs(functions(l)).
			ParseFS(files, "public/templates/base.html", "public/templates/parts.html")
		if err != nil {
			return nil, fmt.Errorf("parse the templates: %w", err)
		}
		for _, name := range names {
			own, err := common.Clone()
			if err == nil {
				_, err = own.ParseFS(files, name)
			}
			if err != nil {
				return nil, fmt.Errorf("parse the template %s: %w", name, err)
			}
			t.byName[l.code+"/"+strings.TrimSuffix(path.Base(name), ".html")] = own
		}
	}
	return t, nil
}

func (t *templates) render(w io.Writer, l *language, name string, data layout) error {
	page, found := t.byName[l.code+"/"+name]
	if !found {
		return fmt.Errorf("there is no template %q", name)
	}
	return page.ExecuteTemplate(w, "base", data)
}
