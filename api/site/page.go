package site

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/api/headers"
	"poliskontor/atlas"
	"poliskontor/scheduling"
)

// request is one reader's request for a page.
type request struct {
	*language
	snapshot *Snapshot
	atlas    *atlas.Data // nil for none
	now      time.Time
	today    scheduling.Day
	base     string // public address of the site, without a slash at the end
	path     string // of the page, without the language
	rawQuery string
	query    url.Values
	param    func(string) string
	ctx      context.Context
	caller   string     // where the request comes from
	form     url.Values // what was sent; nil for a page that is read
}

// page is what a handler has to say, before the layout is around it.
type page struct {
	status      int    // 0 for 200
	template    string // name of the file, without ".html"
	title       string
	description string
	nav         string // path of the entry in the menu that this page stands under
	feed        string // address of the calendar with the same content, if any
	log         string // address of the log with the same content, if any
	content     any
	// private is for one reader: it is not kept, and it is no page of its own.
	private bool
	// unkept is for one reader too, at the address of a page for everybody.
	unkept bool
	// withdrawable has what can be taken back: caches ask each time whether it still holds.
	withdrawable bool
	redirect     string // where the reader goes instead; "" for nowhere
}

// pageBuilder makes a page, or returns errNoSuchPage.
type pageBuilder func(request) (page, error)

var errNoSuchPage = errors.New("no such page")

// page answers with a page in a language. It keeps nothing of the reader.
func (s *Site) page(l *language, build pageBuilder) echo.HandlerFunc {
	return func(c echo.Context) error {
		current := s.edition.Load()
		if current == nil {
			c.Response().Header().Set("Retry-After", "10")
			return s.errorPage(c, l, http.StatusServiceUnavailable)
		}
		r := s.request(c, l, current.snapshot)
		built, err := build(r)
		switch {
		case errors.Is(err, errNoSuchPage):
			return s.errorPage(c, l, http.StatusNotFound)
		case scheduling.IsAway(err):
			c.Response().Header().Set("Retry-After", "10")
			return s.errorPage(c, l, http.StatusServiceUnavailable)
		case err != nil:
			s.log.Error("a page could not be made", "path", loggedPath(c), "error", err)
			return s.errorPage(c, l, http.StatusInternalServerError)
		}
		if built.redirect != "" {
			c.Response().Header().Set("Cache-Control", "no-store")
			return c.Redirect(http.StatusSeeOther, built.redirect)
		}
		return s.show(c, r, built)
	}
}

func (s *Site) request(c echo.Context, l *language, snapshot *Snapshot) request {
	u := c.Request().URL
	now := s.clock()
	return request{language: l, snapshot: snapshot, atlas: s.atlas, now: now, today: scheduling.DayOf(now), base: s.baseOf(c.Request()),
		path: withoutLanguage(u.Path, l), rawQuery: u.RawQuery, query: u.Query(), param: c.Param,
		ctx: c.Request().Context(), caller: c.RealIP()}
}

func withoutLanguage(path string, l *language) string {
	path = strings.TrimPrefix(path, l.prefix)
	if path == "" {
		return "/"
	}
	return path
}

// show renders a page and sends it, with a tag from its content.
func (s *Site) show(c echo.Context, r request, p page) error {
	var html bytes.Buffer
	if err := s.pages.render(&html, r.language, p.template, s.layout(r, p)); err != nil {
		s.log.Error("a page could not be rendered", "path", loggedPath(c), "error", err)
		if p.template == "error" {
			return c.String(http.StatusInternalServerError, r.text("error.500.title")+"\n")
		}
		return s.errorPage(c, r.language, http.StatusInternalServerError)
	}
	header := c.Response().Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Language", r.code)
	if p.status != 0 && p.status != http.StatusOK {
		header.Set("Cache-Control", "no-store")
		return c.HTMLBlob(p.status, html.Bytes())
	}
	header.Set("Cache-Control", "public, max-age=60")
	if p.withdrawable {
		header.Set("Cache-Control", "public, no-cache")
	}
	if p.private || p.unkept {
		header.Set("Cache-Control", "no-store")
		return c.HTMLBlob(http.StatusOK, html.Bytes())
	}
	newDocument(html.Bytes()).serve(c.Response(), c.Request())
	return nil
}

// loggedPath is the address of a page, without the secret where it has one.
func loggedPath(c echo.Context) string {
	if strings.HasSuffix(c.Path(), ":secret") {
		return c.Path()
	}
	return c.Request().URL.Path
}

// ErrorPage answers with a page that says what went wrong, in the language of the
// address, and shows a way on. It is for statuses from 400 on.
func (s *Site) ErrorPage(c echo.Context, status int) error {
	l := s.languages[0]
	for _, other := range s.languages[1:] {
		if path := c.Request().URL.Path; path == other.prefix || strings.HasPrefix(path, other.prefix+"/") {
			l = other
		}
	}
	return s.errorPage(c, l, status)
}

func (s *Site) errorPage(c echo.Context, l *language, status int) error {
	headers.Page.Apply(c.Response().Header()) // an error may come from a route that is not the site's
	snapshot := s.Snapshot()
	if snapshot == nil {
		snapshot = &Snapshot{}
	}
	type words struct{ Title, Text string }
	content := words{l.text("error.500.title"), l.text("error.500.text")}
	switch status {
	case http.StatusNotFound:
		content = words{l.text("error.404.title"), l.text("error.404.text")}
	case http.StatusServiceUnavailable:
		content = words{l.text("error.503.title"), l.text("error.503.text")}
		if s.Ready() {
			content = words{l.text("error.away.title"), l.text("error.away.text")}
		}
	case http.StatusForbidden:
		content = words{l.text("error.403.title"), l.text("error.403.text")}
	case http.StatusRequestEntityTooLarge:
		content = words{l.text("error.413.title"), l.text("error.413.text")}
	case http.StatusMethodNotAllowed:
		content = words{l.text("error.405.title"), l.text("error.405.text")}
	default:
		if status < http.StatusInternalServerError {
			content = words{l.text("error.400.title"), l.text("error.400.text")}
		}
	}
	return s.show(c, s.request(c, l, snapshot), page{status: status, template: "error",
		title: content.Title, description: content.Text, content: content})
}

var hostPattern = regexp.MustCompile(`^([a-zA-Z0-9.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?$`)

// Address returns the whole address of a page: at the public address where it is
// configured, else where the request was sent to.
func (s *Site) Address(r *http.Request, path string) string { return s.baseOf(r) + path }

// baseOf returns the site's public address. Where none is configured it is the
// request's own, if that can stand in an address at all.
func (s *Site) baseOf(r *http.Request) string {
	if s.base != "" {
		return s.base
	}
	host := r.Host
	if _, err := url.Parse("http://" + host); err != nil || !hostPattern.MatchString(host) {
		host = "localhost"
	}
	if r.TLS != nil {
		return "https://" + host
	}
	return "http://" + host
}
