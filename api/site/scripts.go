package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// The addresses of the embedded timetable. Those with a version in them are on other
// people's pages: they keep working when there is a next one.
const (
	embedLatestPath  = "/embed.js"
	embedScriptPath  = "/embed.v1.js"
	embedDataPath    = "/embed.v1.json"
	embedFramePath   = "/inbaddning/lista"
	embedColoursPath = "/inbaddning/farger.css"
	builderPath      = "/inbaddning"
)

// The files of the timetable in a frame and of its builder, and what helps to choose
// places to subscribe to.
const (
	frameSheet      = "panel.css"
	frameScript     = "frame.js"
	builderScript   = "builder.js"
	subscribeScript = "subscribe.js"
)

// embedScript is the built script behind both addresses.
const embedScript = "embed.v1.js"

// scripts are the style sheet and the scripts of the embedded timetable. Scripts are
// missing in a program that was built without them.
type scripts map[string]*document

// loadScripts reads the style sheet from the sources and the scripts from where they
// were built, which may be nil.
func loadScripts(sources, built fs.FS) (scripts, error) {
	var sheet bytes.Buffer
	for _, name := range []string{"embed/panel.css", "embed/frame.css"} {
		part, err := fs.ReadFile(sources, name)
		if err != nil {
			return nil, fmt.Errorf("read the style sheet of the embedded timetable: %w", err)
		}
		sheet.Write(part)
	}
	s := scripts{frameSheet: newKeptDocument(sheet.Bytes(), time.Time{})}
	if built == nil {
		return s, nil
	}
	for _, name := range []string{embedScript, frameScript, builderScript, subscribeScript, wishScript, wishWorker} {
		body, err := fs.ReadFile(built, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the script %s: %w", name, err)
		}
		s[name] = newKeptDocument(body, time.Time{})
	}
	return s, nil
}

// path changes with the file, so that caches may keep it for good. It is "" for one that
// is missing.
func (s scripts) path(name string) string {
	d, found := s[name]
	if !found {
		return ""
	}
	return "/static/" + d.tag + "/" + name
}

// static answers at every hash, as the style sheet of the pages does.
func (s *Site) static(name, contentType string) echo.HandlerFunc {
	return func(c echo.Context) error {
		d, found := s.scripts[name]
		if !found {
			return unbuilt(c)
		}
		header := c.Response().Header()
		header.Set(echo.HeaderContentType, contentType)
		header.Set(echo.HeaderCacheControl, "public, max-age=60")
		if c.Param("hash") == d.tag {
			header.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
		}
		d.serve(c.Response(), c.Request())
		return nil
	}
}

const javascript = "text/javascript; charset=utf-8"

// embedJS answers with the script that other sites load. What is mended in it reaches
// them within five minutes.
func (s *Site) embedJS(c echo.Context) error {
	d, found := s.scripts[embedScript]
	if !found {
		return unbuilt(c)
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, javascript)
	header.Set(echo.HeaderCacheControl, "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800")
	d.serve(c.Response(), c.Request())
	return nil
}

func unbuilt(c echo.Context) error {
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, javascript)
	header.Set(echo.HeaderCacheControl, "no-store")
	return c.String(http.StatusServiceUnavailable, "// The program was built without its scripts: run make frontend and build it again.\n")
}
