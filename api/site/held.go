package site

import "time"

// Held is what a site keeps in memory to show.
type Held struct {
	Taken      time.Time // when it was read from the store
	LastChange time.Time // when something visible was released; the zero time for never
	Documents  int       // that are rendered and kept
	Bytes      int       // of them and of photos, compressed forms included
}

// Held tells what the site has to show at present, or nil before the first good
// [Site.Refresh].
func (s *Site) Held() *Held {
	current := s.edition.Load()
	if current == nil {
		return nil
	}
	held := &Held{Taken: current.snapshot.Taken, LastChange: current.snapshot.LastChange}
	add := func(documents, bytes int) {
		held.Documents += documents
		held.Bytes += bytes
	}
	add(current.shelf.held())
	add(current.timetables.held())
	for _, picture := range current.photos {
		add(2, len(picture.Large)+len(picture.Small))
	}
	return held
}

func (s *shelf) held() (documents, bytes int) {
	for _, d := range s.ready {
		bytes += d.size()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.kept {
		bytes += d.size()
	}
	return len(s.ready) + len(s.kept), bytes
}

func (t *timetables) held() (documents, bytes int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, d := range t.kept {
		bytes += d.size()
	}
	return len(t.kept), bytes
}
