package storage_test

import (
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// The world's visit is at the first site from 10 to 12. The drive to the second
// takes 32 minutes, and the buffer is 10.
var bookings = []struct {
	name        string
	site        int
	from, until int              // minutes after midnight
	state       scheduling.State // draft where empty
	standing    scheduling.State // of the world's visit; draft where empty
	otherOffice bool
	want        scheduling.Code // none where it is fine
}{
	{name: "right after, at the same site", from: 720, until: 780},
	{name: "right before, at the same site", from: 540, until: 600},
	{name: "a minute too early", from: 719, until: 780, want: scheduling.CodeDoubleBooked},
	{name: "a minute too long", from: 540, until: 601, want: scheduling.CodeDoubleBooked},
	{name: "within", from: 630, until: 690, want: scheduling.CodeDoubleBooked},
	{name: "around", from: 540, until: 800, want: scheduling.CodeDoubleBooked},
	{name: "at the same time", from: 600, until: 720, want: scheduling.CodeDoubleBooked},
	{name: "at the same time elsewhere", site: 1, from: 600, until: 720, want: scheduling.CodeDoubleBooked},
	{name: "right after, elsewhere", site: 1, from: 720, until: 780, want: scheduling.CodeNoTravelTime},
	{name: "a minute too early to drive there", site: 1, from: 761, until: 800, want: scheduling.CodeNoTravelTime},
	{name: "just in time", site: 1, from: 762, until: 800},
	{name: "a minute too late to drive back", site: 1, from: 500, until: 559, want: scheduling.CodeNoTravelTime},
	{name: "just in time to drive back", site: 1, from: 500, until: 558},
	{name: "another office", from: 600, until: 720, otherOffice: true},
	{name: "cancelled itself", from: 600, until: 720, state: scheduling.Cancelled},
	{name: "after one was cancelled", from: 600, until: 720, standing: scheduling.Cancelled},
	{name: "after one was held", from: 600, until: 720, standing: scheduling.Held, want: scheduling.CodeDoubleBooked},
	{name: "after one was broken off", site: 1, from: 720, until: 780, standing: scheduling.BrokenOff, want: scheduling.CodeNoTravelTime},
}

func TestBooking(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		other := w.Office
		other.ID = "other-office"
		must(t, w.store.Offices().Create(act(t), other))
		// Every case has a day of its own, far from the others.
		for i, test := range bookings {
			day := storagetest.Monday + 10*scheduling.Day(i+1)
			standing := w.Visit(0, day, 600, 720)
			if test.standing != "" {
				standing.State = test.standing
			}
			must(t, w.store.Visits().Create(act(t), standing))
			v := w.Visit(test.site, day, test.from, test.until)
			if test.state != "" {
				v.State = test.state
			}
			if test.otherOffice {
				v.OfficeID = other.ID
			}
			// The database compares instants, in whatever zone they are given.
			v.Starts, v.Ends = v.Starts.In(time.FixedZone("", -9*3600)), scheduling.Local(v.Ends)

			moved := v
			moved.ID, moved.State = scheduling.NewID[scheduling.VisitID](), scheduling.Draft
			moved.Starts, moved.Ends = v.Starts.Add(5*24*time.Hour), v.Ends.Add(5*24*time.Hour)
			must(t, w.store.Visits().Create(act(t), moved))
			moved.Slot, moved.State, moved.Version = v.Slot, v.State, 1

			for how, book := range map[string]func() error{
				"moved": func() error { return w.store.Visits().Update(act(t), moved) },
				"added": func() error { return w.store.Visits().Create(act(t), v) },
			} {
				err := book()
				if test.want != "" {
					if !scheduling.HasCode(err, test.want) || scheduling.KindOf(err) != scheduling.Conflict {
						t.Errorf("%s, %s: got %v, want %s", test.name, how, err, test.want)
					}
					continue
				}
				if err != nil {
					t.Errorf("%s, %s: %v", test.name, how, err)
					continue
				}
				stored := get(t, w.store.Visits(), map[string]scheduling.VisitID{"moved": moved.ID, "added": v.ID}[how])
				must(t, w.store.Visits().Delete(act(t), stored.ID, stored.Version)) // out of the other's way
			}
		}
	})
}

func TestUnknownDriveTakesTheBuffer(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		_, err := w.raw(t).ExecContext(t.Context(), "DELETE FROM site_travel")
		must(t, err)
		tooEarly := w.store.Visits().Create(act(t), w.Visit(1, storagetest.Monday, 729, 800))
		wantError(t, tooEarly, scheduling.Conflict, scheduling.CodeNoTravelTime)
		must(t, w.store.Visits().Create(act(t), w.Visit(1, storagetest.Monday, 730, 800)))
	})
}

// TestDrivesFollowSites sees that the drives are those between the sites' positions,
// also when one moves.
func TestDrivesFollowSites(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		sites := w.Sites
		check := func() {
			t.Helper()
			var drives int
			must(t, w.raw(t).QueryRowContext(t.Context(), "SELECT count(*) FROM site_travel").Scan(&drives))
			wantEqual(t, drives, 6)
			for _, from := range sites {
				for _, to := range sites {
					if from.ID == to.ID {
						continue
					}
					var minutes int
					must(t, w.raw(t).QueryRowContext(t.Context(),
						"SELECT minutes FROM site_travel WHERE from_site = $1 AND to_site = $2", string(from.ID), string(to.ID)).Scan(&minutes))
					wantEqual(t, minutes, scheduling.TravelMinutes(from.Position, to.Position))
				}
			}
		}
		check()
		sites[1].Position = scheduling.Position{Lat: 56.4, Lon: 14.1}
		must(t, w.store.Sites().Update(act(t), sites[1]))
		check()
		sites[1].Position, sites[1].Version = sites[0].Position, 2 // the same spot
		must(t, w.store.Sites().Update(act(t), sites[1]))
		check()
	})
}

// TestStandingVisitsAreLeftAlone: where the drive has become too long since, a visit
// can still be recorded and get shorter, but not longer.
func TestStandingVisitsAreLeftAlone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		v := w.Visit(1, storagetest.Monday, 762, 850)
		must(t, w.store.Visits().Create(act(t), v))
		w.District.BufferMinutes = 90
		must(t, w.store.Districts().Update(act(t), w.District))

		v.Version, v.State, v.Note = 1, scheduling.Announced, "Nytt"
		must(t, w.store.Visits().Update(act(t), v))
		v.Version, v.Starts = 2, v.Starts.Add(10*time.Minute)
		must(t, w.store.Visits().Update(act(t), v))
		v.Version, v.Note = 3, "Ännu nyare"
		must(t, w.store.Visits().Replace(act(t), []scheduling.Visit{v}, nil))
		v.Version, v.Ends = 4, v.Ends.Add(time.Minute)
		wantError(t, w.store.Visits().Update(act(t), v), scheduling.Conflict, scheduling.CodeNoTravelTime)
		wantError(t, w.store.Visits().Replace(act(t), []scheduling.Visit{v}, nil), scheduling.Conflict, scheduling.CodeNoTravelTime)

		// A cancelled visit that comes back must fit in again.
		v.State, v.Ends = scheduling.Cancelled, v.Ends.Add(-time.Minute)
		must(t, w.store.Visits().Update(act(t), v))
		v.Version, v.State = 5, scheduling.Announced
		wantError(t, w.store.Visits().Update(act(t), v), scheduling.Conflict, scheduling.CodeNoTravelTime)
	})
}

func TestShiftsAndAbsencesOfAnOfficeDoNotOverlap(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		shift := w.Shifts[0]
		shift.ID, shift.Starts, shift.Ends = "evening", shift.Ends.Add(-time.Minute), shift.Ends.Add(time.Hour)
		wantError(t, w.store.Shifts().Create(act(t), shift), scheduling.Conflict, scheduling.CodeOverlap)
		shift.Starts = shift.Starts.Add(time.Minute) // touching
		must(t, w.store.Shifts().Create(act(t), shift))
		shift.Version, shift.Starts = 1, shift.Starts.Add(-time.Minute)
		wantError(t, w.store.Shifts().Update(act(t), shift), scheduling.Conflict, scheduling.CodeOverlap)

		absence := scheduling.Absence{
			ID: "workshop", DistrictID: w.District.ID, OfficeID: w.Office.ID, From: storagetest.Monday, To: storagetest.Monday + 2,
		}
		must(t, w.store.Absences().Create(act(t), absence))
		absence.ID, absence.From, absence.To = "lent", storagetest.Monday+2, storagetest.Monday+4
		wantError(t, w.store.Absences().Create(act(t), absence), scheduling.Conflict, scheduling.CodeOverlap)
		absence.From++
		must(t, w.store.Absences().Create(act(t), absence))
		absence.Version, absence.From = 1, absence.From-1
		wantError(t, w.store.Absences().Update(act(t), absence), scheduling.Conflict, scheduling.CodeOverlap)
	})
}

func TestTwentyRacingVisits(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		won := 0
		for _, err := range race(20, func(i int) error {
			// Half of them overlap at one site; the others at another, too near in time.
			return w.store.Visits().Create(act(t), w.Visit(i%2, storagetest.Monday+1, 600+60*(i%2), 660+60*(i%2)))
		}) {
			if err == nil {
				won++
				continue
			}
			if !scheduling.HasCode(err, scheduling.CodeDoubleBooked) && !scheduling.HasCode(err, scheduling.CodeNoTravelTime) {
				t.Errorf("got %v, want %s or %s", err, scheduling.CodeDoubleBooked, scheduling.CodeNoTravelTime)
			}
		}
		wantEqual(t, won, 1)
	})
}

// TestRacingPastTheStore sees that the database holds the rule by itself, against
// programs that do not wait for each other: of two visits that touch at different
// sites one is stored, on each of ten days.
func TestRacingPastTheStore(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		db := w.raw(t)
		const days = 10
		errs := race(2*days, func(i int) error {
			v := w.Visit(i%2, storagetest.Monday+10+scheduling.Day(i/2), 600+60*(i%2), 660+60*(i%2))
			_, err := db.ExecContext(t.Context(), `INSERT INTO visits (id, district_id, locality_id, site_id, office_id,
				starts_at, ends_at, state, occupies, pinned, public_note, note, reason, version, created_at, updated_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', true, false, '', '', '', 1, $8, $9)`,
				string(v.ID), string(v.DistrictID), string(v.LocalityID), string(v.SiteID), string(v.OfficeID),
				v.Starts, v.Ends, *w.now, *w.now)
			return err
		})
		for day := range days {
			if a, b := errs[2*day], errs[2*day+1]; (a == nil) == (b == nil) {
				t.Errorf("day %d: got %v and %v, want one of two stored", day, a, b)
			}
		}
	})
}
