package site

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// mostForm bounds what somebody sends, in bytes.
const mostForm = 16 << 10

// errForm is a form that no page of this site sends; it is the status of the answer.
type errForm int

func (e errForm) Error() string { return http.StatusText(int(e)) }

// post answers a form that was sent. Only pages of this site may send it, but for what
// bears its own secret.
func (s *Site) post(l *language, build pageBuilder) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.crossSite.Check(c.Request()) != nil {
			return s.errorPage(c, l, http.StatusForbidden)
		}
		return s.postFromAnywhere(l, build)(c)
	}
}

// postFromAnywhere is post without regard to who sends the form.
func (s *Site) postFromAnywhere(l *language, build pageBuilder) echo.HandlerFunc {
	return func(c echo.Context) error {
		form, err := readForm(c)
		var refused errForm
		if errors.As(err, &refused) {
			return s.errorPage(c, l, int(refused))
		}
		return s.page(l, func(r request) (page, error) {
			r.form = form
			built, err := build(r)
			built.private = true
			return built, err
		})(c)
	}
}

// readForm reads a form's fields; what stands in the address does not count.
func readForm(c echo.Context) (url.Values, error) {
	request := c.Request()
	if kind, _, err := mime.ParseMediaType(request.Header.Get(echo.HeaderContentType)); err != nil || kind != echo.MIMEApplicationForm {
		return nil, errForm(http.StatusUnsupportedMediaType)
	}
	request.Body = http.MaxBytesReader(c.Response(), request.Body, mostForm)
	if err := request.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, errForm(http.StatusRequestEntityTooLarge)
		}
		return nil, errForm(http.StatusBadRequest)
	}
	for name, values := range request.PostForm {
		for _, value := range append(values, name) {
			if !utf8.ValidString(value) {
				return nil, errForm(http.StatusBadRequest)
			}
		}
	}
	return request.PostForm, nil
}

// problem is a sentence about a field, whose id leads there.
type problem struct{ Field, Text string }

// problems are what stands in the way of what was sent, in the order of the page.
type problems []problem

// At returns what is wrong with a field, "" where nothing is.
func (p problems) At(field string) string {
	for _, found := range p {
		if found.Field == field {
			return found.Text
		}
	}
	return ""
}

// later is the answer where somebody has sent too much.
func later(err error) bool { return scheduling.KindOf(err) == scheduling.Later }
