//go:build unix

package storagetest

import (
	"context"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// Seeds is a small district: one municipality, three localities with a site each,
// an office that stands in the central town, and its shifts.
type Seeds struct {
	District     scheduling.District
	Municipality scheduling.Municipality
	Localities   [3]scheduling.Locality
	Sites        [3]scheduling.Site // each in the locality of the same index
	Office       scheduling.Office
	// Shifts are crewed from 9 to 17 on the two weeks' working days from Monday.
	Shifts []scheduling.Shift
}

// Monday is the first day with a shift in [Seed].
var Monday = scheduling.NewDay(2026, time.November, 23)

// Context returns t's context, acting as "test".
func Context(t testing.TB) context.Context {
	return scheduling.WithActor(t.Context(), scheduling.Actor{Name: "test", From: "127.0.0.1"})
}

// Seed stores a small district with fresh identifiers and returns it as stored. The
// drives between its sites take 32 (0 to 1), 33 (0 to 2) and 57 (1 to 2) minutes, and
// ten minutes' buffer.
func Seed(t testing.TB, store scheduling.Store) Seeds {
	t.Helper()
	var s Seeds
	district, municipality := scheduling.NewID[scheduling.DistrictID](), scheduling.NewID[scheduling.MunicipalityID]()
	s.District = create(t, store.Districts(), district, scheduling.District{
		ID: district, Slug: "slattbygden-" + string(district)[:8], Name: "Slättbygden", NoticeDays: 7, BufferMinutes: 10,
		ContactLine: "114 14", Topics: []string{"Trafik", "Nedskräpning", "Annat"},
	})
	s.Municipality = create(t, store.Municipalities(), municipality, scheduling.Municipality{
		ID: municipality, DistrictID: district, Slug: "kommunen-" + string(district)[:8], Name: "Kommunen",
	})
	for i, place := range []struct {
		name     string
		position scheduling.Position
	}{
		{"Almby", scheduling.Position{Lat: 55.92, Lon: 14.29}},
		{"Björkby", scheduling.Position{Lat: 56.10, Lon: 14.45}},
		{"Ceder", scheduling.Position{Lat: 55.86, Lon: 13.93}},
	} {
		s.Localities[i], s.Sites[i] = seedLocality(t, store, s.Municipality, place.name, place.position)
	}
	office := scheduling.NewID[scheduling.OfficeID]()
	s.Office = create(t, store.Offices(), office, scheduling.Office{
		ID: office, DistrictID: district, Name: "Mobilt kontor 1", BaseName: "Polishuset",
		Base: scheduling.Position{Lat: 56.03, Lon: 14.16},
	})
	for i := range 14 {
		day := Monday + scheduling.Day(i)
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			continue
		}
		shift := scheduling.NewID[scheduling.ShiftID]()
		s.Shifts = append(s.Shifts, create(t, store.Shifts(), shift, scheduling.Shift{
			ID: shift, DistrictID: district, OfficeID: office, Starts: day.At(9 * 60), Ends: day.At(17 * 60),
		}))
	}
	return s
}

func seedLocality(t testing.TB, store scheduling.Store, m scheduling.Municipality, name string,
	position scheduling.Position) (scheduling.Locality, scheduling.Site) {
	t.Helper()
	locality, site := scheduling.NewID[scheduling.LocalityID](), scheduling.NewID[scheduling.SiteID]()
	return create(t, store.Localities(), locality, scheduling.Locality{
			ID: locality, DistrictID: m.DistrictID, MunicipalityID: m.ID, Slug: "ort-" + string(locality)[:8], Name: name,
			Kind: scheduling.Basort, Position: position, Population: 1200,
			Visiting: scheduling.DefaultVisiting,
		}), create(t, store.Sites(), site, scheduling.Site{
			ID: site, DistrictID: m.DistrictID, LocalityID: locality, Name: "Torget i " + name, Street: "Storgatan 1",
			PostalCode: "296 31", Town: name, Position: position, Directions: "Vid busshållplatsen.",
		})
}

func create[T any, ID ~string](t testing.TB, repository scheduling.Repository[T, ID], id ID, value T) T {
	t.Helper()
	if err := repository.Create(Context(t), value); err != nil {
		t.Fatal(err)
	}
	stored, err := repository.Get(Context(t), id)
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// Visit returns a draft at a site of the district, of the day's minutes from and
// until; it is not stored.
func (s Seeds) Visit(site int, day scheduling.Day, from, until int) scheduling.Visit {
	return scheduling.Visit{
		ID: scheduling.NewID[scheduling.VisitID](), DistrictID: s.District.ID, LocalityID: s.Localities[site].ID,
		Slot: scheduling.Slot{
			SiteID: s.Sites[site].ID, OfficeID: s.Office.ID, Starts: day.At(from), Ends: day.At(until),
		},
		State: scheduling.Draft,
	}
}
