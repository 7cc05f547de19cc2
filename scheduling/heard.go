package scheduling

import (
	"context"
	"fmt"
	"time"
)

// Heard is what citizens said at a locality, and of it, in numbers. It holds no text, so
// that police and kommun may both see it.
type Heard struct {
	Counted    int // visits at which somebody counted who came
	Came       int // how many came to them, together
	Empty      int // the last visits in a row to which nobody came
	Topics     int // how often a topic was raised at a visit
	Wishes     int // how many wishes came
	Unanswered int // open actions whose day has passed
}

// heardFor is how far back it counts what citizens said: a season of half a year.
const heardFor = 182 * 24 * time.Hour

// Hearing says how what citizens said weighs in a season's plan: in hundredths of the usual
// weight, or not at all.
type Hearing struct {
	SeasonID   SeasonID
	DistrictID DistrictID
	Off        bool
	Attendance int
	Topics     int
	Wishes     int
	Actions    int
	Meta
}

// UsualHearing is how it weighs in a season of which nothing else is said.
var UsualHearing = Hearing{Attendance: 100, Topics: 100, Wishes: 100, Actions: 100}

// mostHearing is three times the usual weight.
const mostHearing = 300

func (h Hearing) check() error {
	var v violations
	v.between("attendance", h.Attendance, 0, mostHearing)
	v.between("topics", h.Topics, 0, mostHearing)
	v.between("wishes", h.Wishes, 0, mostHearing)
	v.between("actions", h.Actions, 0, mostHearing)
	return v.err()
}

// HearingRepository keeps how what citizens said weighs, and counts it.
type HearingRepository interface {
	Repository[Hearing, SeasonID]
	// Heard counts, by locality, what citizens have said in a district since an instant;
	// today is by which an open action is unanswered.
	Heard(ctx context.Context, district DistrictID, since time.Time, today Day) (map[LocalityID]Heard, error)
}

// Needs is why localities need visits more or less than others in a season.
type Needs struct {
	Hearing  Hearing // Version 0 for the usual one, which is not stored
	Reckoned []ReckonedNeed
}

// ReckonedNeed is a locality's need with what it is made of.
type ReckonedNeed struct {
	LocalityID LocalityID
	Need       int // in thousandths of the ordinary; as [Locality.Need]
	Parts      []NeedPart
	Heard      Heard
	// Review tells that nobody came to the last visits: the stop is to be looked at, its
	// place or its hours. The locality is planned as before.
	Review bool
}

// emptyForReview is how many visits in a row nobody came to before a stop is reviewed.
const emptyForReview = 3

// Needs returns what each locality of a season's district needs, and why, by name of the
// locality. The error's kind is [NotFound].
func (p *Planning) Needs(ctx context.Context, id SeasonID) (Needs, error) {
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return Needs{}, err
	}
	hearing, heard, err := p.heard(ctx, season)
	if err != nil {
		return Needs{}, err
	}
	localities, _, err := p.store.Localities().List(ctx, Query{DistrictID: season.DistrictID})
	if err != nil {
		return Needs{}, fmt.Errorf("localities of season %s: %w", id, err)
	}
	needs := Needs{Hearing: hearing}
	for _, l := range localities {
		needs.Reckoned = append(needs.Reckoned, l.Reckon(heard[l.ID], hearing))
	}
	return needs, nil
}

// Weigh stores how what citizens said weighs in a season. version is that of what was seen,
// 0 for the usual one. The error's kind is [NotFound], [Invalid] or [Stale].
func (p *Planning) Weigh(ctx context.Context, h Hearing) (Hearing, error) {
	if err := h.check(); err != nil {
		return Hearing{}, err
	}
	var weighed Hearing
	err := p.store.InTx(ctx, func(store Store) error {
		season, err := store.Seasons().Get(ctx, h.SeasonID)
		if err != nil {
			return err
		}
		h.DistrictID = season.DistrictID
		stored, err := store.Hearings().Get(ctx, h.SeasonID)
		switch {
		case KindOf(err) == NotFound && h.Version == 0:
			err = store.Hearings().Create(ctx, h)
		case KindOf(err) == NotFound:
			usual := UsualHearing
			usual.SeasonID, usual.DistrictID = season.ID, season.DistrictID
			return StaleError(usual)
		case err == nil && h.Version == 0:
			return StaleError(stored)
		case err == nil:
			err = store.Hearings().Update(ctx, h)
		}
		if err != nil {
			return fmt.Errorf("weigh what citizens said in season %s: %w", h.SeasonID, err)
		}
		weighed, err = store.Hearings().Get(ctx, h.SeasonID)
		return err
	})
	return weighed, err
}

// heard reads what a season's plan is to hear, and how.
func (p *Planning) heard(ctx context.Context, season Season) (Hearing, map[LocalityID]Heard, error) {
	hearing, err := p.store.Hearings().Get(ctx, season.ID)
	if KindOf(err) == NotFound {
		hearing, err = UsualHearing, nil
		hearing.SeasonID, hearing.DistrictID = season.ID, season.DistrictID
	}
	if err != nil {
		return Hearing{}, nil, fmt.Errorf("how season %s hears citizens: %w", season.ID, err)
	}
	heard, err := p.store.Hearings().Heard(ctx, season.DistrictID, p.now().Add(-heardFor), DayOf(p.now()))
	if err != nil {
		return Hearing{}, nil, fmt.Errorf("what was heard before season %s: %w", season.ID, err)
	}
	return hearing, heard, nil
}
