package site

import (
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
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

// shelf keeps the feeds of one snapshot. Each is rendered at its first request; those that
// can be foreseen are rendered before, as soon as there is time ([Site.Follow]), and kept. The
// others, such as selections of several places and spreadsheets, are kept while there is room.
type shelf struct {
	press
	snapshot *Snapshot
	// before is what the shelf before this one had: served where a feed cannot be
	// rendered any more.
	before map[feedKey]*document

	// Of each sort one feed is rendered at a time, so that readers cannot make the server
	// use more memory and time than that takes, and what nobody could foresee keeps none
	// waiting who asks for something else.
	renderingForeseen, renderingOthers sync.Mutex

	mu    sync.RWMutex
	ready map[feedKey]*document // the foreseen ones
	kept  map[feedKey]*document // the others
	room  int                   // how many more bytes of them are kept
	// prepared are answers with some of the foreseen ones, by their addresses.
	prepared map[string]*Prepared
}

// roomForSelections bounds the memory that readers can make the server use, in bytes.
const roomForSelections = 64 << 20

// newShelf takes over from the shelf before it, which may be nil, what the change leaves as
// it is.
func newShelf(snapshot *Snapshot, press press, before *shelf, changed *difference) *shelf {
	s := &shelf{press: press, snapshot: snapshot, before: before.documents(),
		ready: map[feedKey]*document{}, kept: map[feedKey]*document{}, room: roomForSelections, prepared: map[string]*Prepared{}}
	if before == nil {
		return s
	}
	before.mu.Lock()
	defer before.mu.Unlock()
	for _, documents := range []map[feedKey]*document{before.ready, before.kept} {
		for key, d := range documents {
			if !d.stale && slices.Contains(calendar.Formats, key.format) && !changed.touches(key.selection) {
				same := *d
				same.modified = s.lastModified()
				s.keep(key, &same)
			}
		}
	}
	return s
}

// foreseen returns the feeds that have an address of their own, those first that most ask
// for; none where the site's public address is not known.
func (s *shelf) foreseen() iter.Seq2[feedKey, *language] {
	return func(yield func(feedKey, *language) bool) {
		if s.base == "" {
			return
		}
		for _, chosen := range s.snapshot.foreseen() {
			for _, l := range s.languages {
				for _, variant := range []calendar.Variant{calendar.Standard, calendar.Google} {
					key := feedKey{selection: chosen, format: calendar.ICalendar, language: l.code, variant: variant, base: s.base}
					if !yield(key, l) {
						return
					}
				}
			}
		}
	}
}

// foresees tells whether a feed is among the foreseen ones.
func (s *shelf) foresees(key feedKey) bool {
	return s.base != "" && key.base == s.base && key.format == calendar.ICalendar && key.reminder == 0 &&
		!key.withoutOccasions && len(key.slugs()) < 2 && (key.municipality == "" || key.localities == "")
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
	if feed, found := s.find(key); found {
		return feed, nil
	}
	rendering := &s.renderingOthers
	if s.foresees(key) {
		rendering = &s.renderingForeseen
	}
	rendering.Lock()
	defer rendering.Unlock()
	if feed, found := s.find(key); found { // somebody else has asked for it meanwhile
		return feed, nil
	}
	feed, err := s.make(key, l)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keep(key, feed)
	return feed, nil
}

func (s *shelf) find(key feedKey) (*document, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if feed, found := s.ready[key]; found {
		return feed, true
	}
	feed, found := s.kept[key]
	return feed, found
}

// keep puts a feed on the shelf. Where nobody foresaw it, others are taken off until it fits.
// The caller has the lock, or the shelf for itself.
func (s *shelf) keep(key feedKey, feed *document) {
	if s.foresees(key) {
		s.ready[key] = feed
		return
	}
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
	case err == nil && s.snapshot.wide():
		return newZippedDocument(body, s.lastModified()), nil
	case err == nil:
		return newKeptDocument(body, s.lastModified()), nil
	}
	path := key.path(key.format)
	s.log.Error("a feed could not be rendered", "feed", path, "language", key.language, "error", err)
	if last, found := s.before[key]; found {
		old := *last
		old.stale = true
		return &old, nil
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
	all := calendar.Select(s.snapshot.selected(key.selection), s.snapshot.Taken)
	visits, description := nearest(all, scheduling.DayOf(s.snapshot.Taken)), l.text("feed.description")
	if len(visits) < len(all) {
		description += " " + l.text("wide.feed", "n", len(visits))
	}
	return s.render(key.format, calendar.Feed{
		Name: s.snapshot.title(key.selection, l), Description: description,
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
