package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// NewRegisters returns the registers of a store.
func NewRegisters(store Store) Registers {
	return Registers{
		Districts: Register[District, DistrictID]{
			store: store, of: Store.Districts,
			parts:   func(d *District) parts[DistrictID] { return parts[DistrictID]{&d.ID, d.ID, &d.Meta} },
			checked: func(_ context.Context, _ Store, d District) (District, error) { return d.Checked() },
		},
		Municipalities: Register[Municipality, MunicipalityID]{
			store: store, of: Store.Municipalities,
			parts: func(m *Municipality) parts[MunicipalityID] {
				return parts[MunicipalityID]{&m.ID, m.DistrictID, &m.Meta}
			},
			checked: checkMunicipality,
		},
		Localities: Register[Locality, LocalityID]{
			store: store, of: Store.Localities,
			parts:   func(l *Locality) parts[LocalityID] { return parts[LocalityID]{&l.ID, l.DistrictID, &l.Meta} },
			checked: checkLocality,
		},
		Sites: Register[Site, SiteID]{
			store: store, of: Store.Sites,
			parts:   func(s *Site) parts[SiteID] { return parts[SiteID]{&s.ID, s.DistrictID, &s.Meta} },
			checked: checkSite,
			keep:    func(stored Site, next *Site) { next.Photo = stored.Photo },
		},
		Offices: Register[Office, OfficeID]{
			store: store, of: Store.Offices,
			parts:   func(o *Office) parts[OfficeID] { return parts[OfficeID]{&o.ID, o.DistrictID, &o.Meta} },
			checked: checkOffice,
		},
		Absences: Register[Absence, AbsenceID]{
			store: store, of: Store.Absences,
			parts:   func(a *Absence) parts[AbsenceID] { return parts[AbsenceID]{&a.ID, a.DistrictID, &a.Meta} },
			checked: checkAbsence,
		},
		Shifts: Register[Shift, ShiftID]{
			store: store, of: Store.Shifts,
			parts:       func(s *Shift) parts[ShiftID] { return parts[ShiftID]{&s.ID, s.DistrictID, &s.Meta} },
			checked:     checkShift,
			replaceable: replaceShift,
		},
		Pledges: Register[Pledge, PledgeID]{
			store: store, of: Store.Pledges,
			parts:       func(p *Pledge) parts[PledgeID] { return parts[PledgeID]{&p.ID, p.DistrictID, &p.Meta} },
			checked:     checkPledge,
			replaceable: pledgeUnsigned,
		},
		Seasons: Register[Season, SeasonID]{
			store: store, of: Store.Seasons,
			parts:   func(s *Season) parts[SeasonID] { return parts[SeasonID]{&s.ID, s.DistrictID, &s.Meta} },
			checked: checkSeason,
		},
		EventCalendars: Register[EventCalendar, EventCalendarID]{
			store: store, of: Store.EventCalendars,
			parts: func(c *EventCalendar) parts[EventCalendarID] {
				return parts[EventCalendarID]{&c.ID, c.DistrictID, &c.Meta}
			},
			checked:     checkEventCalendar,
			replaceable: keepWhenRead,
		},
		Occasions: Register[Occasion, OccasionID]{
			store: store, of: Store.Occasions,
			parts:       func(o *Occasion) parts[OccasionID] { return parts[OccasionID]{&o.ID, o.DistrictID, &o.Meta} },
			checked:     checkOccasion,
			replaceable: occasionOwned,
		},
	}
}

// lookup finds what a field refers to. What does not exist, and what belongs to
// another district, is a violation; an empty reference is left to the caller.
func lookup[T any, ID ~string](ctx context.Context, broken *violations, field string, repository Repository[T, ID],
	id ID, owner DistrictID, ownerOf func(T) DistrictID) (T, error) {
	var none T
	if id == "" {
		return none, nil
	}
	found, err := repository.Get(ctx, id)
	switch {
	case KindOf(err) == NotFound:
		broken.add(field, CodeUnknown, "id", string(id))
		return none, nil
	case err != nil:
		return none, fmt.Errorf("look up %s %s: %w", field, id, err)
	case ownerOf(found) != owner:
		broken.add(field, CodeOtherDistrict)
		return none, nil
	}
	return found, nil
}

func lookupDistrict(ctx context.Context, broken *violations, store Store, id DistrictID) (District, error) {
	return lookup(ctx, broken, "districtId", store.Districts(), id, id, func(d District) DistrictID { return d.ID })
}

// checkOwned tidies a thing and sees that its district exists; more may add what
// else it refers to.
func checkOwned[T any](ctx context.Context, store Store, thing T, checked func(T) (T, error), owner DistrictID,
	more func(*violations) error) (T, error) {
	thing, err := checked(thing)
	if err != nil {
		return thing, err
	}
	var broken violations
	if _, err := lookupDistrict(ctx, &broken, store, owner); err != nil {
		return thing, err
	}
	if more != nil && len(broken) == 0 {
		if err := more(&broken); err != nil {
			return thing, err
		}
	}
	return thing, broken.err()
}

func checkMunicipality(ctx context.Context, store Store, m Municipality) (Municipality, error) {
	return checkOwned(ctx, store, m, Municipality.Checked, m.DistrictID, nil)
}

func checkLocality(ctx context.Context, store Store, l Locality) (Locality, error) {
	return checkOwned(ctx, store, l, Locality.Checked, l.DistrictID, func(broken *violations) error {
		if _, err := lookup(ctx, broken, "municipalityId", store.Municipalities(), l.MunicipalityID, l.DistrictID,
			func(m Municipality) DistrictID { return m.DistrictID }); err != nil {
			return err
		}
		_, err := lookup(ctx, broken, "visiting.officeId", store.Offices(), l.Visiting.OfficeID, l.DistrictID,
			func(o Office) DistrictID { return o.DistrictID })
		return err
	})
}

func checkSite(ctx context.Context, store Store, s Site) (Site, error) {
	return checkOwned(ctx, store, s, Site.Checked, s.DistrictID, func(broken *violations) error {
		_, err := lookup(ctx, broken, "localityId", store.Localities(), s.LocalityID, s.DistrictID,
			func(l Locality) DistrictID { return l.DistrictID })
		return err
	})
}

func checkOffice(ctx context.Context, store Store, o Office) (Office, error) {
	return checkOwned(ctx, store, o, Office.Checked, o.DistrictID, nil)
}

func checkAbsence(ctx context.Context, store Store, a Absence) (Absence, error) {
	return checkOwned(ctx, store, a, Absence.Checked, a.DistrictID, func(broken *violations) error {
		_, err := lookupOffice(ctx, broken, store, a.OfficeID, a.DistrictID)
		return err
	})
}

func checkShift(ctx context.Context, store Store, s Shift) (Shift, error) {
	return checkOwned(ctx, store, s, Shift.Checked, s.DistrictID, func(broken *violations) error {
		_, err := lookupOffice(ctx, broken, store, s.OfficeID, s.DistrictID)
		return err
	})
}

func lookupOffice(ctx context.Context, broken *violations, store Store, id OfficeID, owner DistrictID) (Office, error) {
	return lookup(ctx, broken, "officeId", store.Offices(), id, owner, func(o Office) DistrictID { return o.DistrictID })
}

// replaceShift keeps what a shift was made from, and the ground of coming visits.
func replaceShift(ctx context.Context, store Store, stored Shift, next *Shift) error {
	if next != nil {
		next.SeriesID = stored.SeriesID
	}
	return shiftStillCovers(ctx, store, stored, next)
}

// shiftStillCovers refuses to change or remove a shift that coming visits stand in.
func shiftStillCovers(ctx context.Context, store Store, stored Shift, next *Shift) error {
	visits, _, err := store.Visits().List(ctx, Query{OfficeID: stored.OfficeID, From: stored.Starts, Until: stored.Ends})
	if err != nil {
		return fmt.Errorf("visits in shift %s: %w", stored.ID, err)
	}
	for _, v := range visits {
		if v.State.Final() || !stored.Covers(v.Starts, v.Ends) {
			continue
		}
		if next == nil || next.OfficeID != v.OfficeID || !next.Covers(v.Starts, v.Ends) {
			return ConflictError(CodeInUse, nil)
		}
	}
	return nil
}

func checkPledge(ctx context.Context, store Store, p Pledge) (Pledge, error) {
	p.Commitments = slices.Clone(p.Commitments)
	for i := range p.Commitments {
		if p.Commitments[i].ID == "" {
			p.Commitments[i].ID = NewID[CommitmentID]()
		}
	}
	ofDistrict := func(q Pledge) DistrictID { return q.DistrictID }
	return checkOwned(ctx, store, p, Pledge.Checked, p.DistrictID, func(broken *violations) error {
		if _, err := lookup(ctx, broken, "municipalityId", store.Municipalities(), p.MunicipalityID, p.DistrictID,
			func(m Municipality) DistrictID { return m.DistrictID }); err != nil {
			return err
		}
		before, err := lookup(ctx, broken, "replacesId", store.Pledges(), p.ReplacesID, p.DistrictID, ofDistrict)
		if err != nil {
			return err
		}
		if before.ID != "" {
			if err := checkReplaced(ctx, broken, store, p, before); err != nil {
				return err
			}
		}
		frame, err := lookup(ctx, broken, "frameId", store.Pledges(), p.FrameID, p.DistrictID, ofDistrict)
		if err != nil {
			return err
		}
		broken.check(frame.ID == "" || frame.Kind == FrameAgreement && frame.ID != p.ID, "frameId", CodePledgeNoFrame)
		for i, c := range p.Commitments {
			for j, id := range c.Scope.Localities {
				field := fmt.Sprintf("commitments[%d].scope.localities[%d]", i, j)
				if _, err := lookup(ctx, broken, field, store.Localities(), id, p.DistrictID,
					func(l Locality) DistrictID { return l.DistrictID }); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// checkReplaced sees that a version replaces one that holds, and is the only one to do so.
func checkReplaced(ctx context.Context, broken *violations, store Store, p, before Pledge) error {
	broken.check(!before.Signed.IsZero(), "replacesId", CodePledgeUnsigned)
	if p.Signed.IsZero() {
		return nil
	}
	all, _, err := store.Pledges().List(ctx, Query{DistrictID: p.DistrictID})
	if err != nil {
		return fmt.Errorf("look for other versions after pledge %s: %w", before.ID, err)
	}
	for _, other := range all {
		broken.check(other.ID == p.ID || other.Signed.IsZero() || other.ReplacesID != before.ID, "replacesId", CodePledgeReplaced)
	}
	return nil
}

// pledgeUnsigned refuses to touch a signed pledge: the next version replaces it.
func pledgeUnsigned(_ context.Context, _ Store, stored Pledge, _ *Pledge) error {
	if !stored.Signed.IsZero() {
		return refused(CodePledgeSigned)
	}
	return nil
}

func checkSeason(ctx context.Context, store Store, s Season) (Season, error) {
	return checkOwned(ctx, store, s, Season.Checked, s.DistrictID, nil)
}

// checkOccasion checks an occasion, which is the actor's own authority's where it
// does not say whose it is.
func checkOccasion(ctx context.Context, store Store, o Occasion) (Occasion, error) {
	actor, _ := ActorFrom(ctx)
	if o.Owner == "" {
		o.Owner = cmp.Or(actor.Authority, Police)
	}
	if !o.ChangeableBy(actor.Authority) {
		return o, &Error{Kind: Forbidden, Code: CodeOtherAuthority}
	}
	return checkOwned(ctx, store, o, Occasion.Checked, o.DistrictID, func(broken *violations) error {
		_, err := lookup(ctx, broken, "siteId", store.Sites(), o.SiteID, o.DistrictID,
			func(s Site) DistrictID { return s.DistrictID })
		return err
	})
}

func checkEventCalendar(ctx context.Context, store Store, c EventCalendar) (EventCalendar, error) {
	return checkOwned(ctx, store, c, EventCalendar.Checked, c.DistrictID, nil)
}

// keepWhenRead leaves it to the intake to say when a calendar was read.
func keepWhenRead(_ context.Context, _ Store, stored EventCalendar, next *EventCalendar) error {
	if next != nil {
		next.Read = stored.Read
	}
	return nil
}

// occasionOwned refuses to change or remove what is the other authority's, and to
// give it another owner. It keeps what says which calendar the occasion came from.
func occasionOwned(ctx context.Context, _ Store, stored Occasion, next *Occasion) error {
	actor, _ := ActorFrom(ctx)
	if !stored.ChangeableBy(actor.Authority) || next != nil && actor.Authority != "" && next.Owner != stored.Owner {
		return &Error{Kind: Forbidden, Code: CodeOtherAuthority}
	}
	if next != nil { // what it was read from stays, or it would be taken up a second time
		next.UID, next.Heard = cmp.Or(next.UID, stored.UID), stored.Heard
	}
	return nil
}
