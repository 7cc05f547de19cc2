package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"text/template"
	"time"

	"github.com/labstack/echo/v4"
)

// assets are the files that pages need beside themselves.
type assets struct {
	css    *document
	poster *document // the style sheet of posters
	mark   *document // favicon.svg
}

func loadAssets(files fs.FS, brand Brand) (*assets, error) {
	ground, ink, err := brand.colours()
	if err != nil {
		return nil, err
	}
	sheet := func(own string) (*document, error) {
		var css bytes.Buffer
		for _, name := range []string{"tokens.css", own} {
			part, err := fs.ReadFile(files, name)
			if err != nil {
				return nil, fmt.Errorf("read the style sheet: %w", err)
			}
			css.Write(part)
		}
		fmt.Fprintf(&css, ":root { --brand: %s; --on-brand: %s; }\n", ground, ink)
		return newKeptDocument(css.Bytes(), time.Time{}), nil
	}
	css, err := sheet("public/public.css")
	if err != nil {
		return nil, err
	}
	poster, err := sheet("public/poster.css")
	if err != nil {
		return nil, err
	}

	var mark bytes.Buffer
	drawing, err := template.ParseFS(files, "public/favicon.svg")
	if err == nil {
		err = drawing.Execute(&mark, struct{ Ground, Ink string }{ground, ink})
	}
	if err != nil {
		return nil, fmt.Errorf("draw the mark: %w", err)
	}
	return &assets{css: css, poster: poster, mark: newKeptDocument(mark.Bytes(), time.Time{})}, nil
}

// stylesheetPath changes with the style sheet, so that caches may keep it for good.
func (a *assets) stylesheetPath() string { return "/static/" + a.css.tag + "/public.css" }

func (a *assets) posterPath() string { return "/static/" + a.poster.tag + "/poster.css" }

// stylesheet answers at every hash: while versions change, a page of the one may ask
// the other. Only its own is kept for good.
func stylesheet(sheet *document) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("Content-Type", "text/css; charset=utf-8")
		header.Set("Cache-Control", "public, max-age=60")
		if c.Param("hash") == sheet.tag {
			header.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		sheet.serve(c.Response(), c.Request())
		return nil
	}
}

func (s *Site) favicon(c echo.Context) error {
	header := c.Response().Header()
	header.Set("Content-Type", "image/svg+xml")
	header.Set("Cache-Control", "public, max-age=86400")
	s.assets.mark.serve(c.Response(), c.Request())
	return nil
}

// text answers with a small text that may change with the next release.
func text(c echo.Context, contentType string, body []byte) error {
	header := c.Response().Header()
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", "public, max-age=3600")
	newDocument(body).serve(c.Response(), c.Request())
	return nil
}

// robots allows everything but the API. Google Calendar asks before it fetches a feed.
func (s *Site) robots(c echo.Context) error {
	body := "User-agent: *\nAllow: /\nAllow: /kalender/\nDisallow: /api/\n\nSitemap: " + s.baseOf(c.Request()) + "/sitemap.xml\n"
	return text(c, "text/plain; charset=utf-8", []byte(body))
}
