package storage_test

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// listed returns the names by which values of a type are told apart, as listed.
func listed[T any, ID ~string](t *testing.T, r scheduling.Repository[T, ID], q scheduling.Query, name func(T) string) []string {
	t.Helper()
	values, total, err := r.List(act(t), q)
	must(t, err)
	if q.Limit == 0 && q.Offset == 0 {
		wantEqual(t, total, len(values))
	}
	names := []string{}
	for _, v := range values {
		names = append(names, name(v))
	}
	return names
}

func TestVisitQueries(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		elsewhere := storagetest.Seed(t, w.store)
		day := storagetest.Monday + 1
		for i, v := range []scheduling.Visit{
			w.Visit(1, day, 600, 660), w.Visit(2, day, 780, 840), elsewhere.Visit(0, day, 600, 660),
		} {
			v.Note = []string{"b", "c", "d"}[i]
			if v.Note == "b" {
				v.State, v.OccasionID = scheduling.Cancelled, w.occasion.ID
			}
			must(t, w.store.Visits().Create(act(t), v))
		}
		first := get(t, w.store.Visits(), w.visit.ID) // the day before
		first.Note = "a"
		must(t, w.store.Visits().Update(act(t), first))
		list := func(q scheduling.Query) []string {
			t.Helper()
			return listed(t, w.store.Visits(), q, func(v scheduling.Visit) string { return v.Note })
		}
		far := time.FixedZone("", 14*3600)
		for _, test := range []struct {
			name string
			q    scheduling.Query
			want []string
		}{
			{"district", scheduling.Query{DistrictID: w.District.ID}, []string{"a", "b", "c"}},
			{"another district", scheduling.Query{DistrictID: elsewhere.District.ID}, []string{"d"}},
			{"municipality", scheduling.Query{MunicipalityID: elsewhere.Municipality.ID}, []string{"d"}},
			{"locality", scheduling.Query{LocalityID: w.Localities[1].ID}, []string{"b"}},
			{"site", scheduling.Query{SiteID: w.Sites[2].ID}, []string{"c"}},
			{"office", scheduling.Query{OfficeID: w.Office.ID}, []string{"a", "b", "c"}},
			{"occasion", scheduling.Query{OccasionID: w.occasion.ID}, []string{"b"}},
			{"states", scheduling.Query{States: []scheduling.State{scheduling.Cancelled, scheduling.Held}}, []string{"b"}},
			{"several", scheduling.Query{DistrictID: w.District.ID, LocalityID: elsewhere.Localities[0].ID}, []string{}},
			{"what a visit does not have", scheduling.Query{DistrictID: w.District.ID, Slug: "x", SeasonID: "x"}, []string{"a", "b", "c"}},
			{"from", scheduling.Query{DistrictID: w.District.ID, From: day.At(600)}, []string{"b", "c"}},
			{"from, in another zone", scheduling.Query{DistrictID: w.District.ID, From: day.At(659).In(far)}, []string{"b", "c"}},
			{"from its end", scheduling.Query{DistrictID: w.District.ID, From: day.At(660).In(far)}, []string{"c"}},
			{"until its start", scheduling.Query{DistrictID: w.District.ID, Until: day.At(600).In(far)}, []string{"a"}},
			{"until", scheduling.Query{DistrictID: w.District.ID, Until: day.At(601)}, []string{"a", "b"}},
			{"from and until", scheduling.Query{DistrictID: w.District.ID, From: day.At(650), Until: scheduling.Local(day.At(655))}, []string{"b"}},
		} {
			if got := list(test.q); !slices.Equal(got, test.want) {
				t.Errorf("%s: got %v, want %v", test.name, got, test.want)
			}
		}
		for _, test := range []struct {
			limit, offset int
			want          []string
		}{{2, 0, []string{"a", "b"}}, {2, 2, []string{"c"}}, {0, 1, []string{"b", "c"}}, {2, 9, []string{}}} {
			q := scheduling.Query{DistrictID: w.District.ID, Limit: test.limit, Offset: test.offset}
			wantEqual(t, list(q), test.want)
			_, total, err := w.store.Visits().List(act(t), q)
			must(t, err)
			wantEqual(t, total, 3)
		}
	})
}

func TestQueriesByDay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		day := storagetest.Monday + 50
		for i, span := range [][2]scheduling.Day{{day, day + 1}, {day + 2, day + 3}} {
			must(t, w.store.Absences().Create(act(t), scheduling.Absence{
				ID: scheduling.AbsenceID([]string{"a", "b"}[i]), DistrictID: w.District.ID, OfficeID: w.Office.ID, From: span[0], To: span[1],
			}))
		}
		endless := w.pledge
		endless.ID, endless.Slug, endless.From, endless.Commitments = "endless", "endless", day+2, nil
		must(t, w.store.Pledges().Create(act(t), endless))
		ended := endless
		ended.ID, ended.Slug, ended.From, ended.To = "ended", "ended", day, day+1
		must(t, w.store.Pledges().Create(act(t), ended))
		for _, test := range []struct {
			name              string
			from, until       time.Time
			absences, pledges []string
		}{
			{"all", time.Time{}, time.Time{}, []string{"a", "b"}, []string{"pledge", "ended", "endless"}},
			{"the last minute of a day", (day + 2).At(-1), time.Time{}, []string{"a", "b"}, []string{"pledge", "ended", "endless"}},
			{"the next day", (day + 2).Starts(), time.Time{}, []string{"b"}, []string{"pledge", "endless"}},
			{"until a day begins", time.Time{}, (day + 2).Starts(), []string{"a"}, []string{"pledge", "ended"}},
			{"until it has begun", time.Time{}, (day + 2).At(1), []string{"a", "b"}, []string{"pledge", "ended", "endless"}},
			{"long after", (day + 5000).Starts(), time.Time{}, []string{}, []string{"pledge", "endless"}},
		} {
			q := scheduling.Query{DistrictID: w.District.ID, From: test.from, Until: test.until}
			absences := listed(t, w.store.Absences(), q, func(a scheduling.Absence) string { return string(a.ID) })
			pledges := listed(t, w.store.Pledges(), q, func(p scheduling.Pledge) string { return string(p.ID) })
			if !slices.Equal(absences, test.absences) || !slices.Equal(pledges, test.pledges) {
				t.Errorf("%s: got %v and %v, want %v and %v", test.name, absences, pledges, test.absences, test.pledges)
			}
		}
	})
}

// TestOrder sees that both databases sort alike: by name, by code points.
func TestOrder(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		for i, name := range []string{"ö", "a b", "ab", "B", "b", "a-b"} {
			must(t, w.store.Offices().Create(act(t), scheduling.Office{
				ID: scheduling.OfficeID([]string{"1", "2", "3", "4", "5", "6"}[i]), DistrictID: w.District.ID, Name: name,
			}))
		}
		must(t, w.store.Offices().Create(act(t), scheduling.Office{ID: "0", DistrictID: w.District.ID, Name: "b"}))
		got := listed(t, w.store.Offices(), scheduling.Query{}, func(o scheduling.Office) string { return o.Name + " " + string(o.ID) })
		wantEqual(t, got, []string{"B 4", "Mobilt kontor 1 " + string(w.Office.ID), "a b 2", "a-b 6", "ab 3", "b 0", "b 5", "ö 1"})
	})
}

// TestOwnIdentifierNarrows sees that a type's own identifier and its slug select it.
func TestOwnIdentifierNarrows(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		other := storagetest.Seed(t, w.store)
		wantEqual(t, listed(t, w.store.Districts(), scheduling.Query{DistrictID: other.District.ID},
			func(d scheduling.District) string { return d.Slug }), []string{other.District.Slug})
		wantEqual(t, listed(t, w.store.Districts(), scheduling.Query{Slug: w.District.Slug},
			func(d scheduling.District) string { return d.Slug }), []string{w.District.Slug})
		wantEqual(t, listed(t, w.store.Localities(), scheduling.Query{Slug: other.Localities[2].Slug},
			func(l scheduling.Locality) string { return string(l.ID) }), []string{string(other.Localities[2].ID)})
		wantEqual(t, listed(t, w.store.Sites(), scheduling.Query{MunicipalityID: other.Municipality.ID, LocalityID: other.Localities[1].ID},
			func(s scheduling.Site) string { return string(s.ID) }), []string{string(other.Sites[1].ID)})
		wantEqual(t, listed(t, w.store.Pledges(), scheduling.Query{Slug: w.pledge.Slug},
			func(p scheduling.Pledge) string { return string(p.ID) }), []string{string(w.pledge.ID)})
		wantEqual(t, listed(t, w.store.Occasions(), scheduling.Query{LocalityID: w.Localities[1].ID},
			func(o scheduling.Occasion) string { return o.Name }), []string{w.occasion.Name})
	})
}
