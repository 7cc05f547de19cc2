package site

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"poliskontor/api/headers"
	"poliskontor/calendar"
	"poliskontor/scheduling/fetching"
)

// Prepared is what nearly all calendar programs get that ask for a calendar: all of it,
// compressed, or the word that they have it. It is what the calendar's route answers, but for
// Date and X-Request-Id. Nobody changes what it holds.
type Prepared struct {
	Path  string
	Route string // the pattern that the path is served by
	Tag   string // its ETag, with quotes
	Body  []byte
	// Header and Unchanged are the lines of the header of 200, and of 304 to who names the tag.
	Header, Unchanged []byte

	feed       fetching.Feed
	lastChange time.Time
}

// Prepared returns the answer to a path that is exactly the address of a calendar, as it is at
// this moment; nil where it is none, or where something is to be rendered first. It needs a
// public address, which calendars depend on.
func (s *Site) Prepared(path []byte) *Prepared {
	current := s.edition.Load()
	if current == nil || s.base == "" {
		return nil
	}
	shelf := current.shelf
	shelf.mu.RLock()
	ready := shelf.prepared[string(path)]
	shelf.mu.RUnlock()
	if ready != nil {
		return ready
	}
	ready = shelf.prepare(string(path))
	if ready != nil {
		shelf.mu.Lock()
		defer shelf.mu.Unlock()
		shelf.prepared[ready.Path] = ready
	}
	return ready
}

// prepare lets the same code write the answer that answers requests.
func (s *shelf) prepare(path string) *Prepared {
	key, route, about := s.keyAt(path)
	s.mu.RLock()
	d := s.ready[key]
	s.mu.RUnlock()
	if route == "" || d == nil || d.stale || d.zipped == nil {
		return nil
	}
	p := &Prepared{Path: path, Route: route, Body: d.zipped, feed: key.fetched(), lastChange: s.snapshot.LastChange}
	answer := func(knows string) []byte {
		w := onlyHeader{}
		headers.Set(w.Header(), path, strings.HasPrefix(s.base, "https://"))
		w.Header().Set(surrogateHeader, KeyAll+" "+about)
		key.describe(w.Header())
		r := &http.Request{Method: http.MethodGet, Header: http.Header{"Accept-Encoding": {"gzip"}}}
		if knows != "" {
			r.Header.Set("If-None-Match", knows)
		}
		d.serve(w, r)
		p.Tag = w.Header().Get("ETag")
		var lines bytes.Buffer
		_ = w.Header().Write(&lines) // a bytes.Buffer takes everything
		return lines.Bytes()
	}
	p.Header = answer("")
	p.Unchanged = answer(p.Tag)
	return p
}

// keyAt reads a path as the routes of calendars do ([Site.Register]), and tells the route and
// what the answer is about; no route where it is none of them.
func (s *shelf) keyAt(path string) (key feedKey, route, about string) {
	for _, l := range s.languages {
		file, found := strings.CutPrefix(path, l.href("/kalender/"))
		if !found {
			continue
		}
		key = feedKey{format: calendar.ICalendar, language: l.code, variant: calendar.Standard, base: s.base}
		folder := l.href("/kalender/")
		if google, found := strings.CutPrefix(file, "g/"); found {
			file, folder, key.variant = google, folder+"g/", calendar.Google
		}
		if file == "alla.ics" {
			return key, folder + file, KeyLists
		}
		kind, file, _ := strings.Cut(file, "/")
		slug, found := strings.CutSuffix(file, ".ics")
		if !found {
			continue
		}
		if _, known := s.snapshot.Municipality(slug); known && kind == "kommun" {
			key.municipality = slug
			return key, folder + "kommun/:file", municipalityKey(slug)
		}
		if _, known := s.snapshot.Locality(slug); known && kind == "ort" {
			key.selection = ofLocalities(slug)
			return key, folder + "ort/:file", placeKey(slug)
		}
	}
	return key, "", ""
}

// onlyHeader is an answer of which nothing but the header is wanted.
type onlyHeader http.Header

// Header returns the header.
func (h onlyHeader) Header() http.Header { return http.Header(h) }

// Write lets go of the body.
func (onlyHeader) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader lets go of the status.
func (onlyHeader) WriteHeader(int) {}
