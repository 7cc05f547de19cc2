package site

import (
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"time"

	"poliskontor/calendar"
)

// renderFeed is [calendar.Format.Render].
type renderFeed func(calendar.Format, calendar.Feed, string) ([]byte, error)

// press is what feeds are made with, whatever the snapshot.
type press struct {
	languages []*language
	base      string // public address, or "" where it is not known
	publisher Publisher
	render    renderFeed
	log       *slog.Logger
}

// shelf keeps the feeds of one snapshot, ready to serve. Those that nobody can foresee,
// such as selections of several places, and those that few ask for, such as
// spreadsheets, are rendered at their first request and kept while there is room.
type shelf struct {
	press
	snapshot *Snapshot
	// ready are the calendars of every single place, every kommun and all visits.
	ready map[feedKey]*document
	// before is what the shelf before this one had: served where a feed cannot be
	// rendered any more.
	before map[feedKey]*document

	// rendering is one unforeseen feed at a time, so that readers cannot make the server
	// use more memory and time than that takes.
	rendering sync.Mutex

	mu   sync.Mutex
	kept map[feedKey]*document // the unforeseen ones
	room int                   // how many more bytes of them are kept
}

// roomForSelections bounds the memory that readers can make the server use, in bytes.
const roomForSelections = 64 << 20

// newShelf renders the feeds that can be foreseen, if the site's public address is
// known. The shelf before it may be nil.
func newShelf(snapshot *Snapshot, press press, before *shelf) *shelf {
	s := &shelf{press: press, snapshot: snapshot, ready: map[feedKey]*document{}, before: before.documents(),
		kept: map[feedKey]*document{}, room: roomForSelections}
	if press.base == "" {
		return s
	}
	for _, chosen := range snapshot.foreseen() {
		for _, l := range press.languages {
			for _, variant := range []calendar.Variant{calendar.Standard, calendar.Google} {
				key := feedKey{selection: chosen, format: calendar.ICalendar, language: l.code, variant: variant, base: press.base}
				if feed, err := s.make(key, l); err == nil {
					s.ready[key] = feed
				}
			}
		}
	}
	return s
}

// foreseen returns the selections that have an address of their own.
func (s *Snapshot) foreseen() []selection {
	selections := []selection{{}}
	for _, m := range s.Municipalities {
		selections = append(selections, selection{municipality: m.Slug})
	}
	for _, l := range s.Localities {
		selections = append(selections, ofLocalities(l.Slug))
	}
	return selections
}

// documents returns what the shelf has rendered, and what it had from the one before
// it as far as there is room; nothing for no shelf.
func (s *shelf) documents() map[feedKey]*document {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	documents := maps.Clone(s.kept)
	maps.Copy(documents, s.ready)
	room := s.room
	for key, old := range s.before {
		if _, newer := documents[key]; !newer && old.size() <= room {
			documents[key] = old
			room -= old.size()
		}
	}
	return documents
}

// feed returns the feed of a selection that the snapshot knows. It fails only where
// the feed can neither be rendered nor was on the shelf before.
func (s *shelf) feed(key feedKey, l *language) (*document, error) {
	if feed, found := s.ready[key]; found {
		return feed, nil
	}
	if feed, found := s.find(key); found {
		return feed, nil
	}
	s.rendering.Lock()
	defer s.rendering.Unlock()
	if feed, found := s.find(key); found { // somebody else has asked for it meanwhile
		return feed, nil
	}
	feed, err := s.make(key, l)
	if err != nil {
		return nil, err
	}
	s.keep(key, feed)
	return feed, nil
}

func (s *shelf) find(key feedKey) (*document, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	feed, found := s.kept[key]
	return feed, found
}

// keep puts an unforeseen feed on the shelf and takes others off until it fits.
func (s *shelf) keep(key feedKey, feed *document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for other, old := range s.kept {
		if s.room >= feed.size() {
			break
		}
		s.room += old.size()
		delete(s.kept, other)
	}
	if s.room >= feed.size() {
		s.kept[key] = feed
		s.room -= feed.size()
	}
}

// make renders what has a key, or returns the last good one where that fails.
func (s *shelf) make(key feedKey, l *language) (*document, error) {
	body, err := s.body(key, l)
	switch {
	case err == nil && key.format.Compressed():
		return newPackedDocument(body, s.lastModified()), nil
	case err == nil:
		return newKeptDocument(body, s.lastModified()), nil
	}
	path := key.path(key.format)
	s.log.Error("a feed could not be rendered", "feed", path, "language", key.language, "error", err)
	if last, found := s.before[key]; found {
		return last, nil
	}
	return nil, fmt.Errorf("render the feed %s: %w", path, err)
}

func (s *shelf) body(key feedKey, l *language) ([]byte, error) {
	switch key.format {
	case changeLog:
		return s.logOf(key, l)
	case turtle:
		return s.catalogueOf(key).Turtle()
	case linkedData:
		return s.catalogueOf(key).JSONLD()
	}
	visits := calendar.Select(s.snapshot.selected(key.selection), s.snapshot.Taken)
	return s.render(key.format, calendar.Feed{
		Name: s.snapshot.title(key.selection, l), Description: l.text("feed.description"),
		Page: key.base + pageOf(key.selection, l), Source: key.address(l), Variant: key.variant, Language: l.words,
		Reminder: key.reminder, Publisher: s.publisher.Name, Visits: visits,
	}, key.base)
}

// lastModified is the same for all feeds: a visit that moves to another place is gone
// from its old feed, and nothing that is left there tells when.
func (s *shelf) lastModified() time.Time {
	latest := s.snapshot.LastChange
	for _, words := range []time.Time{calendar.WordingChanged, calendar.FormChanged} {
		if words.After(latest) {
			latest = words
		}
	}
	return latest
}
