//go:build unix

package site

import (
	"context"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// slowly is a store in which reading all that is announced waits.
type slowly struct {
	scheduling.Store
	begun, goOn chan struct{}
}

func (s slowly) Releases() scheduling.ReleaseRepository {
	return slowReleases{s.Store.Releases(), s}
}

type slowReleases struct {
	scheduling.ReleaseRepository
	slowly slowly
}

func (r slowReleases) Announced(ctx context.Context, district scheduling.DistrictID, endsAfter time.Time) ([]scheduling.PublicVisit, error) {
	visits, err := r.ReleaseRepository.Announced(ctx, district, endsAfter)
	r.slowly.begun <- struct{}{}
	<-r.slowly.goOn
	return visits, err
}

// TestNobodyWaitsForAllToBeRead: what is released while everything is read anew is shown at once,
// and still when everything has been read; so is what has changed without a release, and what was
// counted.
func TestNobodyWaitsForAllToBeRead(t *testing.T) {
	w := kept(t)
	slow := slowly{w.store, make(chan struct{}), make(chan struct{})}
	w.config.Store = slow
	w.start()
	if _, err := w.site.Restore(); err != nil {
		t.Fatal(err)
	}
	renewed := make(chan error)
	go func() { renewed <- w.site.renewIfOld(w.ctx) }()
	<-slow.begun

	v := w.plan(1, 11, 14, 16)
	w.release("Medan allt läses")
	w.rename(1, "Nytt namn")
	w.refresh()
	shown := func(when string) {
		t.Helper()
		snapshot := w.site.Snapshot()
		if _, found := snapshot.Visit(v.ID); !found {
			t.Errorf("%s: what was released is not shown", when)
		}
		if l, _ := snapshot.Locality(w.locality(1)); l.Name != "Nytt namn" {
			t.Errorf("%s: the place is called %s", when, l.Name)
		}
		if c := snapshot.Counted[w.seeds.District.ID]; c.Release != snapshot.Stamp.Released[w.seeds.District.ID] {
			t.Errorf("%s: counted after release %d", when, c.Release)
		}
	}
	shown("meanwhile")
	close(slow.goOn)
	if err := <-renewed; err != nil {
		t.Fatal(err)
	}
	shown("when everything has been read")
	if w.site.Snapshot().restored {
		t.Error("the snapshot is still one of a file")
	}
}
