package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"poliskontor/scheduling"
)

const (
	// lookEvery is how often the store is asked for news by who does not hear of them.
	lookEvery = 500 * time.Millisecond
	// lookSeldom is how often it is asked all the same by who does.
	lookSeldom = 2 * time.Second
	// reloadEvery is how often everything is loaded again without news: names and
	// pledges change without a release.
	reloadEvery = 5 * time.Minute
	// readersFirst is how long what readers need not wait for is put off after a change, so
	// that those who ask for it are not slowed down, and changes that come close together are
	// taken as one.
	readersFirst = 250 * time.Millisecond
)

// Follow keeps the site up to date until the context ends: it refreshes after each
// release and each summary that is published or withdrawn, at midnight in Sweden, when
// visits and promises pass out of view, and every few minutes for what is changed without a
// release. What is of another day or of a file is read anew beside that, and after each change
// the feeds are rendered that can be foreseen, and it is counted how pledges are kept.
func (s *Site) Follow(ctx context.Context) {
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { s.tend(ctx) })
	beside.Go(func() {
		var troubled atomic.Bool
		for wait(ctx, lookEvery) {
			s.tell(&troubled, s.renewIfOld(ctx))
		}
	})
	news := make(chan struct{}, 1)
	var hears atomic.Bool
	if s.news != nil {
		beside.Go(func() { s.listen(ctx, &hears, func() { s.mark(news) }) })
	}
	for {
		pause := lookEvery
		if hears.Load() {
			pause = lookSeldom
		}
		select {
		case <-ctx.Done():
			return
		case <-news:
		case <-time.After(pause):
		}
		s.look(ctx)
	}
}

// listen hears of news until the context ends, and begins anew where that is cut off.
func (s *Site) listen(ctx context.Context, hears *atomic.Bool, look func()) {
	for troubled := false; ctx.Err() == nil; {
		err := s.news(ctx, func() {
			hears.Store(true)
			troubled = false
			look()
		})
		hears.Store(false)
		look() // and then as often as who does not hear
		if !troubled && !scheduling.IsAway(err) && ctx.Err() == nil {
			s.log.Warn("what other servers release is looked for, since it is not heard of", "cause", err)
			troubled = true
		}
		wait(ctx, 2*lookEvery)
	}
}

// look refreshes if there is a reason to.
func (s *Site) look(ctx context.Context) { s.tell(&s.troubled, s.refreshIfStale(ctx)) }

// tell logs trouble when it begins and when it is over, not every time in between.
func (s *Site) tell(troubled *atomic.Bool, err error) {
	if errors.Is(err, context.Canceled) || scheduling.IsAway(err) {
		return // a store that is away says so itself
	}
	if now := err != nil; troubled.Swap(now) != now {
		if now {
			s.log.Error("the public pages stay as they are", "error", err)
		} else {
			s.log.Info("the public pages follow the store again")
		}
	}
}

// renewIfOld reads everything again where what is shown is of a file or of another day.
func (s *Site) renewIfOld(ctx context.Context) error {
	snapshot := s.Snapshot()
	if snapshot == nil || !snapshot.restored && scheduling.DayOf(s.clock()) == scheduling.DayOf(snapshot.Taken) {
		return nil
	}
	return s.renew(ctx)
}

func (s *Site) refreshIfStale(ctx context.Context) error {
	snapshot := s.Snapshot()
	// Either way: a clock that is set back makes what is shown a thing of the future.
	if snapshot == nil || s.clock().Sub(snapshot.Taken).Abs() >= reloadEvery {
		return s.Refresh(ctx)
	}
	stamp, err := s.stamp(ctx)
	if err != nil {
		return fmt.Errorf("ask for news: %w", err)
	}
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	if stamp.equal(s.Snapshot().Stamp) { // by now: whoever released has refreshed already
		return nil
	}
	return s.refresh(ctx)
}

// tend does after each refresh what readers need not wait for, until the context ends.
func (s *Site) tend(ctx context.Context) {
	for troubled := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-s.published:
		}
		wait(ctx, readersFirst)
		_ = s.Render(ctx) // the log tells of each feed
		err := s.Count(ctx)
		if err != nil && ctx.Err() == nil && !scheduling.IsAway(err) && !troubled {
			s.log.Error("how pledges are kept is not counted anew", "cause", err)
		}
		troubled = err != nil
		if troubled {
			wait(ctx, lookSeldom)
			s.mark(s.published)
		}
	}
}

// wait waits, and returns whether the context has not ended by then.
func wait(ctx context.Context, pause time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// Render renders the feeds that can be foreseen, until something else is shown. It fails
// where one of them cannot be rendered; the log tells which.
func (s *Site) Render(ctx context.Context) error {
	current := s.edition.Load()
	if current == nil {
		return nil
	}
	var failed error
	for key, l := range current.shelf.foreseen() {
		if ctx.Err() != nil || s.edition.Load().shelf != current.shelf {
			break
		}
		feed, err := current.shelf.feed(key, l)
		if err == nil && feed.stale {
			err = fmt.Errorf("the feed %s is of a snapshot before", key.path(key.format))
		}
		failed = cmp.Or(failed, err)
	}
	return failed
}
