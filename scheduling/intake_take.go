package scheduling

import (
	"context"
	"fmt"
)

// OccasionTaken is what became of an occasion that was chosen.
type OccasionTaken struct {
	Intake   Intake // [IntakeNew], [IntakeChanged] or [IntakeDuplicate]
	Occasion Occasion
}

// Take adds what somebody has chosen of a calendar, and replaces what has changed: an
// occasion with an ID, in the version that was seen. All of it is stored or nothing.
// What is there by now, under the same UID or of the same name,
// time and place, is left as it is. Where the events came from a
// calendar whose address is kept, the calendar notes that it was read.
//
// The error's kind is [Invalid] with fields such as "rows[2].siteId", [NotFound],
// [Stale], [Forbidden] or [Conflict].
func (i *Intakes) Take(ctx context.Context, district DistrictID, chosen []Occasion, from EventCalendarID) ([]OccasionTaken, error) {
	var taken []OccasionTaken
	err := i.store.InTx(ctx, func(store Store) error {
		taken = nil
		known, err := loadKnown(ctx, store, district)
		if err != nil {
			return err
		}
		for n, o := range chosen {
			o.DistrictID = district
			one, err := takeOne(ctx, store, known, o)
			if err != nil {
				return fmt.Errorf("take up row %d: %w", n, within(fmt.Sprintf("rows[%d].", n), err))
			}
			taken = append(taken, one)
		}
		return i.noteRead(ctx, store, district, from)
	})
	return taken, err
}

func takeOne(ctx context.Context, store Store, known *knownOccasions, o Occasion) (OccasionTaken, error) {
	if o.ID != "" {
		return replaceOne(ctx, store, o)
	}
	if there, is := known.byUID[o.UID]; is && o.UID != "" {
		return OccasionTaken{IntakeDuplicate, there}, nil
	}
	o.ID = NewID[OccasionID]()
	checked, err := checkOccasion(ctx, store, o)
	if err != nil {
		return OccasionTaken{}, err
	}
	if there, is := known.byKey[known.key(checked)]; is && sameTime(there, checked) {
		return OccasionTaken{IntakeDuplicate, there}, nil
	}
	known.add(checked)
	if err := store.Occasions().Create(ctx, checked); err != nil {
		return OccasionTaken{}, err
	}
	return OccasionTaken{IntakeNew, checked}, nil
}

// replaceOne gives a stored occasion what its calendar says now. Its note and its owner
// are nobody else's to change.
func replaceOne(ctx context.Context, store Store, o Occasion) (OccasionTaken, error) {
	stored, err := store.Occasions().Get(ctx, o.ID)
	if err != nil {
		return OccasionTaken{}, err
	}
	if stored.Version != o.Version {
		return OccasionTaken{}, StaleError(stored)
	}
	next := stored
	next.SiteID, next.Name, next.From, next.To, next.Opens, next.Closes = o.SiteID, o.Name, o.From, o.To, o.Opens, o.Closes
	next.Priority, next.Visitors = o.Priority, o.Visitors
	if next, err = checkOccasion(ctx, store, next); err != nil {
		return OccasionTaken{}, err
	}
	if err := occasionOwned(ctx, store, stored, &next); err != nil {
		return OccasionTaken{}, err
	}
	next.Heard = o.Heard
	if next.UID == "" {
		next.UID = o.UID
	}
	if err := store.Occasions().Update(ctx, next); err != nil {
		return OccasionTaken{}, err
	}
	return OccasionTaken{IntakeChanged, next}, nil
}

func (i *Intakes) noteRead(ctx context.Context, store Store, district DistrictID, id EventCalendarID) error {
	if id == "" {
		return nil
	}
	c, err := store.EventCalendars().Get(ctx, id)
	if err != nil {
		return err
	}
	if c.DistrictID != district {
		return NotFoundError("event_calendar", string(id))
	}
	c.Read = i.now()
	return store.EventCalendars().Update(ctx, c)
}
