package signin

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// page is what a template shows.
type page struct {
	name   string // of the template
	path   string // of the page, without the language
	status int    // 0 for 200
	title  string // key of its text

	// Problems are what stands in the way, each at a field or at none.
	Problems []problem
	Till     string
	Email    string
	Name     string // of who is signed in
	Code     string // of an invitation
	Buttons  []button
	Passkeys bool
	Left     bool // has just signed out
}

// problem is a sentence about a field; Field is "" where it is about all of it.
type problem struct{ Field, Text string }

// At returns what is wrong with a field, "" where nothing is.
func (p page) At(field string) string {
	for _, found := range p.Problems {
		if found.Field == field {
			return found.Text
		}
	}
	return ""
}

// button leads to a provider.
type button struct {
	URL, Name string
	Trouble   bool // it did not answer of late
}

// layout is what stands around a page, and the page in it.
type layout struct {
	Lang, Title, Brand string
	Stylesheet, Script string
	OtherURL           string // the same page in the other language
	OtherLang          string
	Page               page
}

type templates struct {
	byName map[string]*template.Template // by language and name
}

func parseTemplates(files fs.FS, languages []*language) (*templates, error) {
	t := &templates{byName: map[string]*template.Template{}}
	for _, l := range languages {
		for _, name := range []string{"signin", "inside", "invitation"} {
			parsed, err := template.New("").Funcs(template.FuncMap{"t": l.text, "href": l.href}).
				ParseFS(files, "signin/templates/base.html", "signin/templates/"+name+".html")
			if err != nil {
				return nil, fmt.Errorf("parse the page %s of the sign-in: %w", name, err)
			}
			t.byName[l.code+"/"+name] = parsed
		}
	}
	return t, nil
}

// brand is what the server calls itself, in every language.
func (r *Room) brand() string {
	if r.config.Brand != "" {
		return r.config.Brand
	}
	return r.languages[0].text("brand")
}

func (r *Room) show(c echo.Context, l *language, p page) error {
	brand := r.brand()
	title := l.text(p.title) + " – " + brand
	if len(p.Problems) > 0 {
		title = l.text("problem.title", "title", title)
	}
	around := layout{Lang: l.code, Title: title, Brand: brand, Page: p,
		Stylesheet: r.assets.path("signin.css"), Script: r.assets.path("signin.js")}
	for _, other := range r.languages {
		if other != l {
			around.OtherLang, around.OtherURL = other.code, withTill(other.href(p.path), p.Till)
		}
	}
	var html bytes.Buffer
	if err := r.pages.byName[l.code+"/"+p.name].ExecuteTemplate(&html, "base", around); err != nil {
		return fmt.Errorf("show the page %s: %w", p.name, err)
	}
	status := http.StatusOK
	if p.status != 0 {
		status = p.status
	}
	c.Response().Header().Set("Content-Language", l.code)
	return c.HTMLBlob(status, html.Bytes())
}

// withTill adds to an address of the room where to go on to.
func withTill(path, till string) string {
	if till == "" {
		return path
	}
	return path + "?" + url.Values{"till": {till}}.Encode()
}

// mostForm bounds a form, in bytes.
const mostForm = 16 << 10

// form reads a form that was sent; what stands in the address does not count.
func form(c echo.Context) (url.Values, error) {
	request := c.Request()
	if kind, _, err := mime.ParseMediaType(request.Header.Get(echo.HeaderContentType)); err != nil || kind != echo.MIMEApplicationForm {
		return nil, echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	request.Body = http.MaxBytesReader(c.Response(), request.Body, mostForm)
	if err := request.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, err
		}
		return nil, echo.NewHTTPError(http.StatusBadRequest)
	}
	return request.PostForm, nil
}

// said words what the domain refuses. It returns false for faults of the server,
// which are not for the page.
func said(c echo.Context, l *language, err error) (sentences []problem, status int, isRefusal bool) {
	var refused *scheduling.Error
	if !errors.As(err, &refused) {
		return nil, 0, false
	}
	switch refused.Kind {
	case scheduling.Busy:
		c.Response().Header().Set(echo.HeaderRetryAfter, refused.Params["seconds"])
		return []problem{{Text: l.problem(refused.Code, refused.Params)}}, http.StatusServiceUnavailable, true
	case scheduling.Later:
		seconds, err := strconv.Atoi(refused.Params["seconds"])
		if err != nil {
			return nil, 0, false
		}
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(seconds))
		return []problem{{Text: l.later(seconds)}}, http.StatusTooManyRequests, true
	case scheduling.Invalid:
		for _, v := range refused.Violations {
			if l.texts["problem."+string(v.Code)] == "" {
				return nil, 0, false
			}
			sentences = append(sentences, problem{Field: v.Field, Text: l.problem(v.Code, v.Params)})
		}
		return sentences, http.StatusUnprocessableEntity, len(sentences) > 0
	case scheduling.Refused, scheduling.Forbidden:
		if l.texts["problem."+string(refused.Code)] == "" {
			return nil, 0, false
		}
		return []problem{{Text: l.problem(refused.Code, refused.Params)}}, http.StatusForbidden, true
	}
	return nil, 0, false
}

func (l *language) problem(code scheduling.Code, params map[string]string) string {
	var pairs []string
	for name, value := range params {
		pairs = append(pairs, name, value)
	}
	return l.text("problem."+string(code), pairs...)
}

// later says how long to wait.
func (l *language) later(seconds int) string {
	switch minutes := (seconds + 59) / 60; {
	case seconds == 1:
		return l.text("problem.later.second")
	case seconds < 60:
		return l.text("problem.later.seconds", "n", strconv.Itoa(seconds))
	case minutes == 1:
		return l.text("problem.later.minute")
	default:
		return l.text("problem.later.minutes", "n", strconv.Itoa(minutes))
	}
}
