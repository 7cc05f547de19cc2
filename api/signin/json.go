package signin

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// mostJSON bounds what a page sends of a passkey, in bytes.
const mostJSON = 64 << 10

// readJSON reads what a page's script sends. Forms cannot send this kind, so another
// site needs leave to.
func readJSON(c echo.Context, into any) error {
	request := c.Request()
	if kind, _, err := mime.ParseMediaType(request.Header.Get(echo.HeaderContentType)); err != nil || kind != echo.MIMEApplicationJSON {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	decoder := json.NewDecoder(http.MaxBytesReader(c.Response(), request.Body, mostJSON))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return err
		}
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	return nil
}

// refusalBody is a refusal for a page's script (RFC 9457).
type refusalBody struct {
	Type   string          `json:"type"`
	Title  string          `json:"title"`
	Status int             `json:"status"`
	Detail string          `json:"detail"`
	Code   scheduling.Code `json:"code"`
}

// sendRefusal answers a page's script with what the domain refuses, in the page's
// language. Other errors it returns.
func sendRefusal(c echo.Context, l *language, err error) error {
	var refused *scheduling.Error
	sentences, status, isRefusal := said(c, l, err)
	if !isRefusal || !errors.As(err, &refused) {
		return err
	}
	var texts []string
	for _, s := range sentences {
		texts = append(texts, s.Text)
	}
	body, err := json.Marshal(refusalBody{Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: strings.Join(texts, " "), Code: refused.Code})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Language", l.code)
	return c.Blob(status, "application/problem+json", body)
}
