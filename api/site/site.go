package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"poliskontor/alerts"
	"poliskontor/api/gate"
	"poliskontor/atlas"
	"poliskontor/calendar"
	"poliskontor/frontend"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/fetching"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// Config is what a [Site] is made from.
type Config struct {
	Store scheduling.Store
	// Summaries is what citizens are told; without it there is none of that.
	Summaries dialogue.PublicSummaries
	// FollowUp is what it is told from how pledges are kept; without it that is not told.
	FollowUp followup.Store
	Clock    scheduling.Clock
	// PublicURL is where the public reaches the site. Without it the address is
	// taken from each request's Host, and feeds are rendered at their first request;
	// behind a proxy, and where answers are cached, it must be set.
	PublicURL *url.URL
	Brand     Brand
	// Publisher is who is behind the visits and the data about them.
	Publisher Publisher
	// AccessibilityContact is where readers tell of barriers, beside the districts' own
	// contacts: mailto:, https: or tel: addresses that the configuration has checked.
	AccessibilityContact []string
	// Demonstration says on every page that the visits are made up.
	Demonstration bool
	// Atlas is what maps are drawn from; without it they have marks and squares only.
	Atlas *atlas.Data
	// Scripts holds what `make frontend` built for the embedded timetable; without it
	// its script is answered with 503, and other pages do without theirs.
	Scripts fs.FS
	// Alerts lets people ask for e-mail; without it nobody is told that they could.
	Alerts *alerts.Service
	// Wishes takes what citizens wish, through Gate; without them there is no form.
	Wishes *scheduling.Wishes
	Gate   *gate.Gate
	// Situation is what a group reads of lägesbilder through a link; without it there is no
	// such page.
	Situation *situation.Pictures
	// News calls back once it hears of what is released anywhere, and then each time, until the
	// context ends or it hears no more. Without it [Site.Follow] looks more often.
	News func(ctx context.Context, heard func()) error
	// File is where [Site.Keep] keeps what is shown, for [Site.Restore]: a path of this server's
	// own. Without one it is kept in memory only.
	File string
	// Refreshed hears of each [Site.Refresh]: how long it took, and what came of it. It may be nil.
	Refreshed func(took time.Duration, err error)
	// Changed hears which answers are others than before, by their keys, once they are served.
	// It must not wait; it may be nil.
	Changed func(keys []string)
	// Fetched hears of each fetch of a calendar. It must not wait; it may be nil.
	Fetched func(fetching.Fetch)
	Log     *slog.Logger
}

// Site serves the public pages and feeds from one [Snapshot] at a time.
type Site struct {
	store         scheduling.Store
	summaries     dialogue.PublicSummaries // nil for none
	followUp      followup.Store           // nil for none
	clock         scheduling.Clock
	base          string // public address without a slash at the end, or "" for the request's
	brand         string
	demonstration bool
	atlas         *atlas.Data
	alerts        *alerts.Service // nil where nobody gets e-mail
	wishes        *scheduling.Wishes
	gate          *gate.Gate
	situation     *situation.Pictures
	refreshed     func(time.Duration, error) // nil for nobody
	changed       func([]string)             // nil for nobody
	fetched       func(fetching.Fetch)       // nil for nobody
	log           *slog.Logger
	languages     []*language
	pages         *templates
	assets        *assets
	publisher     Publisher
	// accessibilityContact is where readers tell of barriers.
	accessibilityContact []string
	scripts              scripts
	crossSite            *http.CrossOriginProtection
	render               renderFeed
	news                 func(ctx context.Context, heard func()) error
	file                 string        // where what is shown is kept; "" for nowhere
	swapped              chan struct{} // tells that something else is shown, which is not kept yet
	published            chan struct{} // tells that there are feeds to render, and pledges to follow up

	refreshing sync.Mutex // one at a time, so that a slow one never replaces a newer
	edition    atomic.Pointer[edition]
	troubled   atomic.Bool // whether the last look at the store failed
}

// edition is a snapshot with its feeds, photos and embedded timetables: what is swapped
// as a whole.
type edition struct {
	snapshot   *Snapshot
	photos     photos
	shelf      *shelf
	timetables *timetables
}

// New returns a site that has nothing to show until [Site.Refresh]. It fails on a
// public address or a colour that cannot be used.
func New(config Config) (*Site, error) {
	languages, err := loadLanguages(frontend.Public)
	if err != nil {
		return nil, err
	}
	assets, err := loadAssets(frontend.Public, config.Brand)
	if err != nil {
		return nil, err
	}
	scripts, err := loadScripts(frontend.Embed, config.Scripts)
	if err != nil {
		return nil, err
	}
	pages, err := parseTemplates(frontend.Public, languages)
	if err != nil {
		return nil, err
	}
	s := &Site{store: config.Store, clock: config.Clock, brand: config.Brand.Name, demonstration: config.Demonstration,
		atlas: config.Atlas, alerts: config.Alerts, wishes: config.Wishes, gate: config.Gate, situation: config.Situation, refreshed: config.Refreshed, changed: config.Changed, fetched: config.Fetched, followUp: config.FollowUp, summaries: config.Summaries, log: config.Log, languages: languages, pages: pages, assets: assets, scripts: scripts, publisher: config.Publisher, accessibilityContact: config.AccessibilityContact, render: calendar.Format.Render,
		news: config.News, file: config.File, swapped: make(chan struct{}, 1), published: make(chan struct{}, 1)}
	s.crossSite = http.NewCrossOriginProtection()
	if u := config.PublicURL; u != nil {
		if u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
			return nil, fmt.Errorf("public address %q is not written as https://example.se", u)
		}
		s.base = u.Scheme + "://" + u.Host
		if err := s.crossSite.AddTrustedOrigin(s.base); err != nil {
			return nil, fmt.Errorf("trust the public address: %w", err)
		}
	}
	return s, nil
}

// Refresh shows what is in the store by now: all that was released, and places, promises and
// photos as they are called. Where that fails, the last good snapshot goes on answering.
// How pledges are kept is [Site.Count]'s.
func (s *Site) Refresh(ctx context.Context) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	return s.refresh(ctx)
}

// refresh is Refresh for who has its lock.
func (s *Site) refresh(ctx context.Context) error {
	return s.timed(ctx, func() error {
		before := s.Snapshot()
		if before == nil {
			before = s.saved()
		}
		snapshot, err := s.read(ctx, before, false, s.clock())
		if err != nil {
			return err
		}
		return s.swap(ctx, snapshot)
	})
}

// renew is Refresh that takes from what is shown nothing but the counts. Reading everything
// takes long where there is much; what is released meanwhile is shown meanwhile.
func (s *Site) renew(ctx context.Context) error {
	return s.timed(ctx, func() error {
		snapshot, err := s.read(ctx, s.Snapshot(), true, s.clock())
		if err != nil {
			return err
		}
		s.refreshing.Lock()
		defer s.refreshing.Unlock()
		if snapshot, err = s.read(ctx, snapshot, false, s.clock()); err != nil {
			return err
		}
		snapshot.takeCounts(s.Snapshot())
		return s.swap(ctx, snapshot)
	})
}

// timed tells how long it took to refresh, and what came of it.
func (s *Site) timed(ctx context.Context, refresh func() error) error {
	if _, bound := scheduling.ReachFrom(ctx); bound {
		return errors.New("refresh the public pages: the context reaches some districts only")
	}
	began := time.Now()
	err := refresh()
	if err != nil {
		err = fmt.Errorf("refresh the public pages: %w", err)
	}
	if s.refreshed != nil {
		s.refreshed(time.Since(began), err)
	}
	return err
}

// swap publishes a snapshot with its photos. The caller has the lock.
func (s *Site) swap(ctx context.Context, snapshot *Snapshot) error {
	var known photos
	if last := s.edition.Load(); last != nil {
		known = last.photos
	}
	found, err := snapshot.loadPhotos(ctx, s.store.Pictures(), known)
	if err != nil {
		return err
	}
	s.publish(snapshot, found)
	s.mark(s.swapped)
	return nil
}

// publish shows a snapshot, with the feeds of the one before that it leaves as they are. The
// others are rendered when they are asked for, or when [Site.Follow] comes to them.
func (s *Site) publish(snapshot *Snapshot, photos photos) {
	last := s.edition.Load()
	if last == nil {
		last = &edition{}
	}
	changed := differences(last.snapshot, snapshot)
	next := &edition{snapshot: snapshot, photos: photos, timetables: newTimetables(), shelf: newShelf(snapshot, press{languages: s.languages, base: s.base,
		publisher: s.publisher, render: s.render, log: s.log}, last.shelf, changed)}
	s.edition.Store(next)
	s.mark(s.published)
	if s.changed != nil && last.snapshot != nil {
		if keys := changed.keys(last.snapshot, snapshot); len(keys) > 0 {
			s.changed(keys)
		}
	}
}

// mark tells who waits that there is something to do, or finds that it is told already.
func (s *Site) mark(waiting chan struct{}) {
	select {
	case waiting <- struct{}{}:
	default:
	}
}

// Snapshot returns what is shown at present, or nil before the first good [Site.Refresh].
func (s *Site) Snapshot() *Snapshot {
	if current := s.edition.Load(); current != nil {
		return current.snapshot
	}
	return nil
}

// Atlas is what maps are drawn from; nil for none.
func (s *Site) Atlas() *atlas.Data { return s.atlas }

// Ready tells whether there is something to show.
func (s *Site) Ready() bool { return s.edition.Load() != nil }
