//go:build unix

package site

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// TestReadingOnIsReadingAll: however many releases there are between, and whatever they are
// about, what is read of them is what is read of everything.
func TestReadingOnIsReadingAll(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t)
			w.refresh()
			chance := rand.New(rand.NewPCG(seed, 1))
			var visits []scheduling.VisitID
			for round := range 12 {
				for range chance.IntN(4) {
					visits = w.act(chance, visits)
				}
				w.now = w.now.Add(time.Duration(chance.IntN(3)) * 20 * time.Second) // or in the same second
				if chance.IntN(3) == 0 {
					w.rename(chance.IntN(3), fmt.Sprint("Ort ", round))
				}
				whole, err := w.site.read(w.ctx, nil, true, w.now)
				if err != nil {
					t.Fatal(err)
				}
				before := w.site.Snapshot()
				if len(visits) > 0 && !whole.Stamp.follows(before.Stamp) {
					t.Fatal("everything is read anew")
				}
				w.refresh()
				on := *w.site.Snapshot()
				on.Counted = whole.Counted
				if !reflect.DeepEqual(&on, whole) {
					t.Fatalf("round %d: read on:\n%+v\nread whole:\n%+v", round, on, *whole)
				}
			}
			if len(w.site.Snapshot().Visits) == 0 || len(w.site.Snapshot().Releases) < 5 {
				t.Error("nothing was tried")
			}
		})
	}
}

// act does one thing that planners or the crew do, and releases it.
func (w *world) act(chance *rand.Rand, visits []scheduling.VisitID) []scheduling.VisitID {
	w.t.Helper()
	if len(visits) < 3 || len(visits) < 28 && chance.IntN(4) == 0 {
		for range 1 + chance.IntN(2) {
			n := len(visits) // working days, and on each of them three hours
			day, hour := n%10/5*7+n%5, 10+2*(n/10)
			draft := w.seeds.Visit(chance.IntN(3), storagetest.Monday+scheduling.Day(day), hour*60, hour*60+60)
			v, err := w.schedule.Plan(w.ctx, draft)
			w.mayBeRefused(err)
			if err == nil {
				visits = append(visits, v.ID)
			}
		}
		last, err := w.store.Releases().Last(w.ctx, w.seeds.District.ID)
		if err == nil {
			_, err = w.publishing.Release(w.ctx, scheduling.Order{DistrictID: w.seeds.District.ID, After: last, Comment: fmt.Sprint("Nummer ", last)})
		}
		w.mayBeRefused(err)
		return visits
	}
	v, err := w.schedule.Get(w.ctx, visits[chance.IntN(len(visits))])
	if err != nil {
		w.t.Fatal(err)
	}
	ref := scheduling.VisitRef{ID: v.ID, Version: v.Version, Release: true}
	switch chance.IntN(4) {
	case 0:
		_, err = w.schedule.Cancel(w.ctx, ref, "Bilen är på verkstad")
	case 1:
		to := v.Slot
		to.Starts, to.Ends = to.Starts.Add(time.Hour), to.Ends.Add(time.Hour)
		_, err = w.schedule.Move(w.ctx, ref, to, "Torgdag")
	case 2:
		to := v.Slot
		to.SiteID = w.seeds.Sites[chance.IntN(3)].ID
		_, err = w.schedule.Move(w.ctx, ref, to, "Marknad")
	default:
		_, err = w.schedule.Describe(w.ctx, ref, scheduling.Details{PublicNote: fmt.Sprint("Fråga ", chance.IntN(9))})
	}
	w.mayBeRefused(err)
	return visits
}

// mayBeRefused lets pass what the rules of the schedule do not let happen.
func (w *world) mayBeRefused(err error) {
	w.t.Helper()
	var refused *scheduling.Error
	if err != nil && !errors.As(err, &refused) {
		w.t.Fatal(err)
	}
}

func (w *world) rename(locality int, name string) {
	w.t.Helper()
	l, err := w.store.Localities().Get(w.ctx, w.seeds.Localities[locality].ID)
	if err == nil {
		l.Name = name
		err = w.store.Localities().Update(w.ctx, l)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestWhatAReleaseLeavesIsNotRenderedAgain: a release renders the feeds that it changes, and
// the others stay the very same documents, with the day of the last change.
func TestWhatAReleaseLeavesIsNotRenderedAgain(t *testing.T) {
	w := newWorld(t)
	first := w.plan(0, 8, 10, 12)
	w.plan(1, 9, 10, 12)
	w.release("Höstens tidtabell")
	some := "/kalender/urval.ics?ort=" + w.locality(1) + "," + w.locality(2)
	w.get(some)
	paths := map[string]bool{ // whether it changes
		"/kalender/alla.ics": true,
		"/kalender/kommun/" + w.seeds.Municipality.Slug + ".ics": true,
		"/kalender/ort/" + w.locality(0) + ".ics":                true,
		"/kalender/ort/" + w.locality(1) + ".ics":                false,
		some: false,
	}
	before := map[string]answer{}
	for path := range paths {
		before[path] = w.get(path)
	}
	rendered := map[string]int{}
	render := w.site.render
	w.site.render = func(f calendar.Format, feed calendar.Feed, base string) ([]byte, error) {
		rendered[feed.Source]++
		return render(f, feed, base)
	}
	w.now = w.now.Add(time.Hour)
	w.cancel(first.ID, "Bilen är på verkstad")
	for path, changes := range paths {
		a := w.get(path)
		if got := rendered[publicURL+path]; got != map[bool]int{true: 1}[changes] {
			t.Errorf("%s is rendered %d times", path, got)
		}
		if same := a.body == before[path].body; same == changes {
			t.Errorf("%s: the same as before is %t", path, same)
		}
		if a.Header.Get("Last-Modified") == before[path].Header.Get("Last-Modified") {
			t.Errorf("%s: the day of the last change stays", path)
		}
	}
}

func TestStampsFollow(t *testing.T) {
	of := func(a, b int) Stamp { return Stamp{Released: map[scheduling.DistrictID]int{"a": a, "b": b}} }
	one := Stamp{Released: map[scheduling.DistrictID]int{"a": 3}}
	for name, c := range map[string]struct {
		before, after Stamp
		want          bool
	}{
		"the same":               {of(3, 1), of(3, 1), true},
		"a release":              {of(3, 1), of(3, 2), true},
		"another district":       {one, of(3, 2), true},
		"a district is gone":     {of(3, 1), one, false},
		"a backup was restored":  {of(3, 1), of(2, 4), false},
		"too much at once":       {of(3, 1), of(3, 2+mostAtOnce), false},
		"the first of all":       {Stamp{}, one, true},
		"nothing, and no change": {Stamp{}, Stamp{}, true},
	} {
		if got := c.after.follows(c.before); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestAStartReadsOnFromTheFile: what was released since the file was written is added to it, and
// everything is read from the store soon after that.
func TestAStartReadsOnFromTheFile(t *testing.T) {
	w := kept(t)
	w.rename(1, "Nytt namn")
	w.plan(2, 11, 14, 15)
	last, err := w.store.Releases().Last(w.ctx, w.seeds.District.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.publishing.Release(w.ctx, scheduling.Order{DistrictID: w.seeds.District.ID, After: last, Comment: "Under natten"}); err != nil {
		t.Fatal(err)
	}
	whole, err := w.site.read(w.ctx, nil, true, w.now)
	if err != nil {
		t.Fatal(err)
	}
	same := func(restored bool) {
		t.Helper()
		got := *w.site.Snapshot()
		if got.restored != restored {
			t.Errorf("the snapshot is of a file: %t", got.restored)
		}
		if len(got.Counted) == 0 || len(got.Pledges) == 0 || got.Pledges[0].Kept == nil && got.Pledges[1].Kept == nil {
			t.Error("how pledges are kept is not told")
		}
		got.restored, got.Counted, got.Pledges = false, whole.Counted, whole.Pledges
		if !reflect.DeepEqual(&got, whole) {
			t.Errorf("read on:\n%+v\nread whole:\n%+v", got, *whole)
		}
	}
	w.start()
	if err := w.site.Refresh(w.ctx); err != nil {
		t.Fatal(err)
	}
	same(true)
	if err := w.site.renewIfOld(w.ctx); err != nil {
		t.Fatal(err)
	}
	same(false)

	other := newWorld(t, func(c *Config) { c.File = w.config.File })
	other.refresh()
	if len(other.site.Snapshot().Visits) != 0 {
		t.Error("the file of another database is believed")
	}
}
