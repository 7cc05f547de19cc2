//go:build unix

package site

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"poliskontor/scheduling"
)

// TestWhoHearsLooksSeldom: as long as it hears, and at once when it is told or hears no more.
func TestWhoHearsLooksSeldom(t *testing.T) {
	w := newWorld(t)
	var hears atomic.Bool
	looks, turn := 0, 0
	ctx, end := context.WithCancel(t.Context())
	w.site.news = func(_ context.Context, heard func()) error {
		if hears.Load() {
			t.Error("it hears before it has begun to listen")
		}
		switch turn++; turn {
		case 1:
			return scheduling.AwayError(errors.New("cut"))
		case 2:
			heard()
			heard()
			if !hears.Load() {
				t.Error("it does not hear")
			}
			return errors.New("refused")
		default:
			end()
			return errors.New("refused")
		}
	}
	w.site.listen(ctx, &hears, func() { looks++ })
	if looks != 5 { // what was heard, and after each turn
		t.Errorf("it looks %d times", looks)
	}
	if n := strings.Count(w.log.String(), "it is not heard of"); n != 1 {
		t.Errorf("the log tells %d times that it does not hear, want 1: of what is away the store tells", n)
	}
}

// TestWhoReleasedIsNotRefreshedTwice: when it is told of its own release.
func TestWhoReleasedIsNotRefreshedTwice(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	w.plan(0, 0, 10, 12)
	w.release("")
	shown := w.site.Snapshot()
	w.site.look(w.ctx)
	if w.site.Snapshot() != shown {
		t.Error("the pages are built again for nothing")
	}
}
