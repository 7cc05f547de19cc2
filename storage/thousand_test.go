package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// workdays is a calendar without holidays.
type workdays struct{}

func (workdays) On(scheduling.Day) scheduling.Holiday { return scheduling.Holiday{} }

// server is one of the servers that write into one season.
type server struct {
	schedule   *scheduling.Schedule
	publishing *scheduling.Publishing
}

func newServer(store *storage.Store) server {
	clock := func() time.Time { return storagetest.Now }
	publishing := scheduling.NewPublishing(store, clock, workdays{}, nil)
	return server{scheduling.NewSchedule(store, clock, publishing), publishing}
}

// TestAThousandWriters lets a thousand writers loose on two weeks of one office, through
// two servers: most plan visits or move what is there, some write a line each into notes,
// and some publish. Nothing is booked twice, no line is lost, and whoever was refused was
// told so by the domain.
func TestAThousandWriters(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		servers := []server{newServer(w.store), newServer(storagetest.Open(t, w.address, func() time.Time { return storagetest.Now }))}
		noted := []scheduling.VisitID{w.visit.ID}
		for _, shift := range w.Shifts[1:] {
			v, err := servers[0].schedule.Plan(act(t), w.Visit(0, scheduling.DayOf(shift.Starts), 15*60, 16*60))
			must(t, err)
			noted = append(noted, v.ID)
		}
		var planned, lines atomic.Int64
		for i, err := range race(1000, func(i int) error {
			on, luck := servers[i%2], rand.New(rand.NewPCG(1, uint64(i))) //nolint:gosec // to be repeated, not to be secret
			switch {
			case i%50 == 0:
				return publish(t, on, w.District.ID)
			case i%10 == 1:
				lines.Add(1)
				return writeLine(t, on, noted[i/10%len(noted)], i)
			case i%10 < 6:
				_, err := on.schedule.Plan(act(t), w.Visit(luck.IntN(3), day(luck), minute(luck), minute(luck)+90))
				if err == nil {
					planned.Add(1)
				}
				return err
			default:
				return move(t, on, w, luck)
			}
		}) {
			if i%10 == 1 {
				must(t, err)
			}
			if err != nil && !slices.Contains([]scheduling.Kind{scheduling.Conflict, scheduling.Invalid, scheduling.Stale, scheduling.Refused}, scheduling.KindOf(err)) {
				t.Errorf("writer %d: %v", i, err)
			}
		}

		visits, total, err := servers[0].schedule.List(act(t), scheduling.Query{DistrictID: w.District.ID})
		must(t, err)
		wantEqual(t, total, int(planned.Load())+len(noted))
		slices.SortFunc(visits, func(a, b scheduling.Visit) int { return a.Starts.Compare(b.Starts) })
		var written []string
		for i, v := range visits {
			if i > 0 && v.Starts.Before(visits[i-1].Ends) {
				t.Errorf("the office is booked twice: until %s, and from %s", visits[i-1].Ends, v.Starts)
			}
			written = append(written, strings.Fields(v.Note)...)
		}
		slices.Sort(written)
		wantEqual(t, len(slices.Compact(written)), int(lines.Load()))
		t.Logf("%d more visits were planned", planned.Load())
	})
}

func day(luck *rand.Rand) scheduling.Day {
	return storagetest.Monday + scheduling.Day(7*luck.IntN(2)+luck.IntN(5))
}

func minute(luck *rand.Rand) int { return 9*60 + 30*luck.IntN(12) }

// move gives any visit another slot, in the version that it was seen in.
func move(t *testing.T, on server, w *world, luck *rand.Rand) error {
	t.Helper()
	visits, _, err := on.schedule.List(act(t), scheduling.Query{DistrictID: w.District.ID})
	if err != nil {
		return err
	}
	v := visits[luck.IntN(len(visits))]
	to := v.Slot
	to.Starts = day(luck).At(minute(luck))
	to.Ends = to.Starts.Add(90 * time.Minute)
	_, err = on.schedule.Move(act(t), scheduling.VisitRef{ID: v.ID, Version: v.Version}, to, "Torgdag")
	return err
}

// writeLine adds a line to a visit's note, as somebody who tries again where another was first.
func writeLine(t *testing.T, on server, id scheduling.VisitID, i int) error {
	t.Helper()
	for {
		v, err := on.schedule.Get(act(t), id)
		if err != nil {
			return err
		}
		_, err = on.schedule.Describe(act(t), scheduling.VisitRef{ID: id, Version: v.Version},
			scheduling.Details{PublicNote: v.PublicNote, Pinned: v.Pinned, Note: v.Note + fmt.Sprintf("\n%d", i)})
		if scheduling.KindOf(err) != scheduling.Stale {
			return err
		}
	}
}

// publish releases what there is, as whoever saw the last release.
func publish(t *testing.T, on server, district scheduling.DistrictID) error {
	t.Helper()
	preview, err := on.publishing.Preview(act(t), district)
	if err != nil {
		return err
	}
	_, err = on.publishing.Release(act(t), scheduling.Order{DistrictID: district, After: preview.After, Comment: "Nytt"})
	return err
}
