package scheduling

import (
	"context"
	"fmt"
	"slices"
)

// crewing is when offices are crewed and when they are away.
type crewing struct {
	shifts   []Shift
	absences []Absence
}

func loadCrewing(ctx context.Context, store Store, q Query) (crewing, error) {
	var c crewing
	var err error
	if c.shifts, _, err = store.Shifts().List(ctx, q); err != nil {
		return c, fmt.Errorf("shifts of district %s: %w", q.DistrictID, err)
	}
	if c.absences, _, err = store.Absences().List(ctx, q); err != nil {
		return c, fmt.Errorf("absences of district %s: %w", q.DistrictID, err)
	}
	return c, nil
}

// crewed tells whether the visit lies within a shift of its office.
func (c crewing) crewed(v Visit) bool {
	return slices.ContainsFunc(c.shifts, func(s Shift) bool {
		return s.OfficeID == v.OfficeID && s.Covers(v.Starts, v.Ends)
	})
}

// away tells whether the visit's office is elsewhere that day.
func (c crewing) away(v Visit) bool { return c.awayOn(v.OfficeID, DayOf(v.Starts)) }

func (c crewing) awayOn(office OfficeID, d Day) bool {
	return slices.ContainsFunc(c.absences, func(a Absence) bool { return a.OfficeID == office && a.Covers(d) })
}

// loadDirectory reads a district's places and occasions.
func loadDirectory(ctx context.Context, store Store, district DistrictID) (Directory, error) {
	q := Query{DistrictID: district}
	var names Directory
	var err error
	if names.Municipalities, err = byID(ctx, store.Municipalities(), q, func(m Municipality) MunicipalityID { return m.ID }); err != nil {
		return names, err
	}
	if names.Localities, err = byID(ctx, store.Localities(), q, func(l Locality) LocalityID { return l.ID }); err != nil {
		return names, err
	}
	if names.Sites, err = byID(ctx, store.Sites(), q, func(s Site) SiteID { return s.ID }); err != nil {
		return names, err
	}
	names.Occasions, err = byID(ctx, store.Occasions(), q, func(o Occasion) OccasionID { return o.ID })
	return names, err
}

func byID[T any, ID ~string](ctx context.Context, repository Repository[T, ID], q Query, id func(T) ID) (map[ID]T, error) {
	list, _, err := repository.List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list %T: %w", list, err)
	}
	found := make(map[ID]T, len(list))
	for _, thing := range list {
		found[id(thing)] = thing
	}
	return found, nil
}
