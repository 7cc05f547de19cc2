package storage_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/storage/storagetest"
)

// subject is a type to try, with what its kind of repository promises.
type subject[T any, ID ~string] struct {
	repository scheduling.Repository[T, ID]
	id         func(*T) *ID
	meta       func(*T) *scheduling.Meta
	optional   []string // fields that may be empty, beside texts
	// slug is what must be unique beside the identifier; nil for nothing.
	slug func(*T) *string
	// astray lets a value refer to what does not exist; nil where it refers to nothing.
	astray func(*T)
	// used is a stored value that others refer to; "" where nothing can.
	used ID
}

func TestRepositories(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		release(t, w)
		attended := w.Visit(1, w.occasion.From+1, 600, 700)
		attended.OccasionID = w.occasion.ID
		must(t, w.store.Visits().Create(act(t), attended))
		must(t, w.store.Proposals().Create(act(t), scheduling.Proposal{
			ID: "proposal", DistrictID: w.District.ID, SeasonID: w.season.ID, Made: *w.now,
		}))
		framed := w.pledge
		framed.ID, framed.Slug, framed.FrameID, framed.Commitments = "framed", "framed", w.pledge.ID, nil
		must(t, w.store.Pledges().Create(act(t), framed))
		try(t, w, "district", subject[scheduling.District, scheduling.DistrictID]{
			repository: w.store.Districts(), id: func(d *scheduling.District) *scheduling.DistrictID { return &d.ID },
			meta: func(d *scheduling.District) *scheduling.Meta { return &d.Meta },
			slug: func(d *scheduling.District) *string { return &d.Slug }, used: w.District.ID,
		})
		try(t, w, "municipality", subject[scheduling.Municipality, scheduling.MunicipalityID]{
			repository: w.store.Municipalities(), id: func(m *scheduling.Municipality) *scheduling.MunicipalityID { return &m.ID },
			meta:   func(m *scheduling.Municipality) *scheduling.Meta { return &m.Meta },
			slug:   func(m *scheduling.Municipality) *string { return &m.Slug },
			astray: func(m *scheduling.Municipality) { m.DistrictID = "nowhere" }, used: w.Municipality.ID,
		})
		try(t, w, "locality", subject[scheduling.Locality, scheduling.LocalityID]{
			repository: w.store.Localities(), id: func(l *scheduling.Locality) *scheduling.LocalityID { return &l.ID },
			meta:   func(l *scheduling.Locality) *scheduling.Meta { return &l.Meta },
			slug:   func(l *scheduling.Locality) *string { return &l.Slug },
			astray: func(l *scheduling.Locality) { l.MunicipalityID = "nowhere" }, used: w.Localities[0].ID,
		})
		try(t, w, "site", subject[scheduling.Site, scheduling.SiteID]{
			repository: w.store.Sites(), id: func(s *scheduling.Site) *scheduling.SiteID { return &s.ID },
			meta:   func(s *scheduling.Site) *scheduling.Meta { return &s.Meta },
			astray: func(s *scheduling.Site) { s.LocalityID = "nowhere" }, used: w.Sites[0].ID,
		})
		try(t, w, "office", subject[scheduling.Office, scheduling.OfficeID]{
			repository: w.store.Offices(), id: func(o *scheduling.Office) *scheduling.OfficeID { return &o.ID },
			meta:   func(o *scheduling.Office) *scheduling.Meta { return &o.Meta },
			astray: func(o *scheduling.Office) { o.DistrictID = "nowhere" }, used: w.Office.ID,
		})
		try(t, w, "absence", subject[scheduling.Absence, scheduling.AbsenceID]{
			repository: w.store.Absences(), id: func(a *scheduling.Absence) *scheduling.AbsenceID { return &a.ID },
			meta:   func(a *scheduling.Absence) *scheduling.Meta { return &a.Meta },
			astray: func(a *scheduling.Absence) { a.OfficeID = "nowhere" },
		})
		try(t, w, "shift", subject[scheduling.Shift, scheduling.ShiftID]{
			repository: w.store.Shifts(), id: func(s *scheduling.Shift) *scheduling.ShiftID { return &s.ID },
			meta:   func(s *scheduling.Shift) *scheduling.Meta { return &s.Meta },
			astray: func(s *scheduling.Shift) { s.OfficeID = "nowhere" },
		})
		try(t, w, "pledge", subject[scheduling.Pledge, scheduling.PledgeID]{
			repository: w.store.Pledges(), id: func(p *scheduling.Pledge) *scheduling.PledgeID { return &p.ID },
			meta:     func(p *scheduling.Pledge) *scheduling.Meta { return &p.Meta },
			optional: []string{"Signed", "To", "ReplacesID", "FrameID", "Commitments"},
			slug:     func(p *scheduling.Pledge) *string { return &p.Slug },
			astray:   func(p *scheduling.Pledge) { p.FrameID = "nowhere" }, used: w.pledge.ID,
		})
		try(t, w, "season", subject[scheduling.Season, scheduling.SeasonID]{
			repository: w.store.Seasons(), id: func(s *scheduling.Season) *scheduling.SeasonID { return &s.ID },
			meta: func(s *scheduling.Season) *scheduling.Meta { return &s.Meta }, optional: []string{"Summer"},
			astray: func(s *scheduling.Season) { s.DistrictID = "nowhere" }, used: w.season.ID,
		})
		try(t, w, "occasion", subject[scheduling.Occasion, scheduling.OccasionID]{
			repository: w.store.Occasions(), id: func(o *scheduling.Occasion) *scheduling.OccasionID { return &o.ID },
			meta: func(o *scheduling.Occasion) *scheduling.Meta { return &o.Meta }, optional: []string{"Visitors"},
			astray: func(o *scheduling.Occasion) { o.SiteID = "nowhere" }, used: w.occasion.ID,
		})
		try(t, w, "event calendar", subject[scheduling.EventCalendar, scheduling.EventCalendarID]{
			repository: w.store.EventCalendars(), id: func(c *scheduling.EventCalendar) *scheduling.EventCalendarID { return &c.ID },
			meta: func(c *scheduling.EventCalendar) *scheduling.Meta { return &c.Meta }, optional: []string{"Read"},
			slug:   func(c *scheduling.EventCalendar) *string { return &c.URL },
			astray: func(c *scheduling.EventCalendar) { c.DistrictID = "nowhere" },
		})
		try(t, w, "shift series", subject[scheduling.ShiftSeries, scheduling.ShiftSeriesID]{
			repository: w.store.ShiftSeries(), id: func(s *scheduling.ShiftSeries) *scheduling.ShiftSeriesID { return &s.ID },
			meta: func(s *scheduling.ShiftSeries) *scheduling.Meta { return &s.Meta }, optional: []string{"Except", "HolidaysOff"},
			astray: func(s *scheduling.ShiftSeries) { s.OfficeID = "nowhere" }, used: w.series.ID,
		})
		try(t, w, "visit", subject[scheduling.Visit, scheduling.VisitID]{
			repository: w.store.Visits(), id: func(v *scheduling.Visit) *scheduling.VisitID { return &v.ID },
			meta: func(v *scheduling.Visit) *scheduling.Meta { return &v.Meta }, optional: []string{"OccasionID"},
			astray: func(v *scheduling.Visit) { v.OccasionID = "nowhere" }, used: w.visit.ID,
		})
		try(t, w, "proposal", subject[scheduling.Proposal, scheduling.ProposalID]{
			repository: w.store.Proposals(), id: func(p *scheduling.Proposal) *scheduling.ProposalID { return &p.ID },
			meta:     func(p *scheduling.Proposal) *scheduling.Meta { return &p.Meta },
			optional: []string{"Taken", "Visits", "Dropped", "Unkept", "Needs"},
			astray:   func(p *scheduling.Proposal) { p.SeasonID = "nowhere" },
		})
		try(t, w, "checkpoint", subject[scheduling.Checkpoint, scheduling.CheckpointID]{
			repository: w.store.Checkpoints(), id: func(c *scheduling.Checkpoint) *scheduling.CheckpointID { return &c.ID },
			meta:   func(c *scheduling.Checkpoint) *scheduling.Meta { return &c.Meta },
			astray: func(c *scheduling.Checkpoint) { c.SeasonID = "nowhere" },
		})
		try(t, w, "pending release", subject[scheduling.PendingRelease, scheduling.PendingReleaseID]{
			repository: w.store.PendingReleases(), id: func(p *scheduling.PendingRelease) *scheduling.PendingReleaseID { return &p.ID },
			meta:     func(p *scheduling.PendingRelease) *scheduling.Meta { return &p.Meta },
			optional: []string{"Number", "Refusal", "Settled", "SettledBy", "Comment", "ByID"},
			astray:   func(p *scheduling.PendingRelease) { p.DistrictID = "nowhere" },
		})
		try(t, w, "action", subject[dialogue.Action, dialogue.ActionID]{
			repository: w.store.Dialogue().Actions(), id: func(a *dialogue.Action) *dialogue.ActionID { return &a.ID },
			meta: func(a *dialogue.Action) *scheduling.Meta { return &a.Meta }, optional: []string{"NoteID", "WishID", "ActivityID"},
			astray: func(a *dialogue.Action) { a.LocalityID = "nowhere" },
		})
		try(t, w, "activity", subject[followup.Activity, scheduling.ActivityID]{
			repository: w.store.FollowUp().Activities(), id: func(a *followup.Activity) *scheduling.ActivityID { return &a.ID },
			meta:     func(a *followup.Activity) *scheduling.Meta { return &a.Meta },
			optional: []string{"MunicipalityID", "LocalityID", "WalkID", "Hours", "Participants", "WishID", "ActionID", "Feedback"},
			slug:     func(a *followup.Activity) *string { return &a.Reference },
			astray:   func(a *followup.Activity) { a.ActionID = "nowhere" },
		})
	})
}

// try sees that a repository keeps what the interface promises.
func try[T any, ID ~string](t *testing.T, w *world, name string, s subject[T, ID]) {
	t.Run(name, func(t *testing.T) {
		f := newFiller(w)
		value := func() T {
			v := fill[T](f)
			*s.id(&v), *s.meta(&v) = scheduling.NewID[ID](), scheduling.Meta{}
			if s.slug != nil {
				*s.slug(&v) = string(*s.id(&v))
			}
			return v
		}
		emptied := func(v T) T {
			bare := sparse(v, s.optional...)
			if s.slug != nil {
				*s.slug(&bare) = *s.slug(&v)
			}
			return bare
		}
		full, bare := value(), emptied(value())

		t.Run("keeps every field", func(t *testing.T) {
			must(t, s.repository.Create(act(t), full))
			must(t, s.repository.Create(act(t), bare))
			for _, want := range []T{full, bare} {
				*s.meta(&want) = scheduling.Meta{Version: 1, Created: *w.now, Updated: *w.now}
				wantEqual(t, get(t, s.repository, *s.id(&want)), want)
			}
		})
		t.Run("replaces every field", func(t *testing.T) {
			created := *w.now
			*w.now = w.now.Add(time.Hour)
			next := value()
			*s.id(&next), *s.meta(&next) = *s.id(&bare), scheduling.Meta{Version: 1, Created: w.now.Add(time.Hour)}
			must(t, s.repository.Update(act(t), next))
			*s.meta(&next) = scheduling.Meta{Version: 2, Created: created, Updated: *w.now}
			wantEqual(t, get(t, s.repository, *s.id(&next)), next)
		})
		if name != "pledge" { // signed by now, so it cannot change
			t.Run("empties every field", func(t *testing.T) {
				stored := get(t, s.repository, *s.id(&full))
				next := emptied(stored)
				must(t, s.repository.Update(act(t), next))
				s.meta(&next).Version, s.meta(&next).Updated = 2, *w.now
				wantEqual(t, get(t, s.repository, *s.id(&full)), next)
			})
		}
		t.Run("is stale", func(t *testing.T) {
			stored := get(t, s.repository, *s.id(&bare))
			old := stored
			s.meta(&old).Version = 1
			for _, err := range []error{
				s.repository.Update(act(t), old),
				s.repository.Delete(act(t), *s.id(&old), 1),
			} {
				wantError(t, err, scheduling.Stale, scheduling.CodeStale)
				var refusal *scheduling.Error
				if errors.As(err, &refusal) {
					wantEqual(t, refusal.Current, any(stored))
				}
			}
		})
		t.Run("is not found", func(t *testing.T) {
			absent := value()
			_, err := s.repository.Get(act(t), *s.id(&absent))
			wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
			wantError(t, s.repository.Update(act(t), absent), scheduling.NotFound, scheduling.CodeNotFound)
			wantError(t, s.repository.Delete(act(t), *s.id(&absent), 1), scheduling.NotFound, scheduling.CodeNotFound)
		})
		t.Run("exists", func(t *testing.T) {
			twin := value()
			*s.id(&twin) = *s.id(&full)
			wantError(t, s.repository.Create(act(t), twin), scheduling.Conflict, scheduling.CodeExists)
			if s.slug != nil {
				twin = value()
				*s.slug(&twin) = *s.slug(&full)
				wantError(t, s.repository.Create(act(t), twin), scheduling.Conflict, scheduling.CodeExists)
			}
		})
		if s.astray != nil {
			t.Run("refers to nothing", func(t *testing.T) {
				stray := value()
				s.astray(&stray)
				wantError(t, s.repository.Create(act(t), stray), scheduling.Conflict, scheduling.CodeUnknown)
			})
		}
		if s.used != "" {
			t.Run("is in use", func(t *testing.T) {
				stored := get(t, s.repository, s.used)
				err := s.repository.Delete(act(t), s.used, s.meta(&stored).Version)
				wantError(t, err, scheduling.Conflict, scheduling.CodeInUse)
				wantEqual(t, get(t, s.repository, s.used), stored)
			})
		}
		t.Run("goes", func(t *testing.T) {
			gone := emptied(value())
			must(t, s.repository.Create(act(t), gone))
			must(t, s.repository.Delete(act(t), *s.id(&gone), 1))
			_, err := s.repository.Get(act(t), *s.id(&gone))
			wantError(t, err, scheduling.NotFound, scheduling.CodeNotFound)
		})
	})
}

// TestFillerFillsEverything guards the guard: a field that stays empty could be
// forgotten unseen.
func TestFillerFillsEverything(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		f := newFiller(newWorld(t, database))
		for _, value := range []any{
			fill[scheduling.District](f), fill[scheduling.Pledge](f), fill[scheduling.Visit](f),
			fill[scheduling.Proposal](f), fill[scheduling.Release](f), fill[scheduling.LedgerEntry](f),
		} {
			wantNoZero(t, reflect.ValueOf(value), reflect.TypeOf(value).Name())
		}
	})
}

func wantNoZero(t *testing.T, v reflect.Value, path string) {
	t.Helper()
	if v.IsZero() {
		t.Errorf("%s is empty", path)
	}
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			wantNoZero(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Pointer:
		wantNoZero(t, v.Elem(), path)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			wantNoZero(t, v.Index(i), path+"[]")
		}
	}
}
