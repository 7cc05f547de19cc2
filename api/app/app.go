// Package app serves the planner's app under /planera: the files that `make frontend`
// has built into the program. Which page is shown is the app's own matter, so every
// address that is no file answers with the same document.
package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/api/encoding"
)

// Folder is where the app is, without a slash at the end.
const Folder = "/planera"

// document is the file that answers every address of the app.
const document = "index.html"

// App is the built app, in memory and compressed.
type App struct {
	files map[string]*file // by their path below Folder
}

// file is one file of the app with the forms that it is sent in.
type file struct {
	mediaType string
	forms     []form // the most compressed first, plain last
	kept      bool   // its name changes with its content
}

type form struct {
	coding string // "" for none
	body   []byte
	tag    string
}

// codings are the endings of compressed files, the most compressed first.
var codings = []struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}}

// New reads the built app from its folder. Where nothing has been built it returns an
// app that says so.
func New(dist fs.FS) (*App, error) {
	a := &App{files: map[string]*file{}}
	if _, err := fs.Stat(dist, document); errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	err := fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || compressed(name) {
			return err
		}
		a.files[name], err = read(dist, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the planner's app: %w", err)
	}
	return a, nil
}

func compressed(name string) bool {
	ending := path.Ext(name)
	return ending == ".br" || ending == ".gz"
}

func read(dist fs.FS, name string) (*file, error) {
	f := &file{mediaType: mime.TypeByExtension(path.Ext(name)), kept: strings.HasPrefix(name, "assets/")}
	for _, coding := range codings {
		body, err := fs.ReadFile(dist, name+coding.ending)
		if err != nil && coding.name != "" {
			continue // too small to be worth compressing
		}
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		tag := base64.RawURLEncoding.EncodeToString(sum[:12])
		f.forms = append(f.forms, form{coding: coding.name, body: body, tag: `"` + tag + `"`})
	}
	return f, nil
}

// Register adds the app's addresses.
func (a *App) Register(e *echo.Echo) {
	for _, path := range []string{Folder, Folder + "/*"} {
		e.GET(path, a.serve)
		e.HEAD(path, a.serve)
	}
}

func (a *App) serve(c echo.Context) error {
	header := c.Response().Header()
	found, known := a.files[c.Param("*")]
	if !known && strings.HasPrefix(c.Param("*"), "assets/") {
		header.Set("Cache-Control", "no-store")
		return echo.ErrNotFound // a page that was opened before the program was exchanged
	}
	if !known {
		found, known = a.files[document]
	}
	if !known {
		header.Set("Cache-Control", "no-store")
		return c.HTML(http.StatusServiceUnavailable, unbuilt)
	}
	found.serve(c.Response(), c.Request())
	return nil
}

// unbuilt is what a program without the app answers.
const unbuilt = `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Appen är inte byggd</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Appen är inte byggd</h1>
<p>Programmet byggdes utan planerarens app. Kör <code>make frontend</code>, bygg programmet igen och starta om.</p>
<p lang="en">The program was built without the planner's app. Run <code>make frontend</code>, build again and restart.</p>
</main></body></html>
`

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", f.mediaType)
	header.Set("Cache-Control", "no-store")
	if f.kept {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	header.Add("Vary", "Accept-Encoding")
	chosen := f.forms[len(f.forms)-1]
	for _, form := range f.forms {
		if form.coding != "" && encoding.Accepts(r.Header.Values("Accept-Encoding"), form.coding) {
			header.Set("Content-Encoding", form.coding)
			chosen = form
			break
		}
	}
	header.Set("ETag", chosen.tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(chosen.body))
}
