package scheduling

import (
	"context"
	"fmt"
	"slices"
)

// Becomes says what becomes of a day of a series.
type Becomes string

// What becomes of a day.
const (
	ShiftNew     Becomes = "new"
	ShiftKept    Becomes = "kept"
	ShiftChanged Becomes = "changed"
	ShiftRemoved Becomes = "removed"
	ShiftOff     Becomes = "off"       // a holiday or an exception
	ShiftThere   Becomes = "duplicate" // the office has the very shift already
	ShiftOverlap Becomes = "overlap"   // the office has another shift then
	ShiftInUse   Becomes = "in_use"    // coming visits would stand without a shift
)

var standingCodes = map[Becomes]Code{ShiftThere: CodeSeriesDuplicate, ShiftOverlap: CodeSeriesOverlap, ShiftInUse: CodeSeriesInUse}

// SeriesShift is a day of a series with what becomes of it.
type SeriesShift struct {
	SeriesDay
	Becomes Becomes
	Shift   Shift // as it would be; of a removed one, as it is
	Away    bool  // the office is elsewhere that day
}

// SeriesPlan is what a series makes, changes and removes.
type SeriesPlan struct {
	Series ShiftSeries
	Days   []SeriesShift // by day
	Breaks []Break
	// renamed tells that shifts which stay as they are come to another series.
	renamed bool
}

// err names every day that stands in the way.
func (p SeriesPlan) err() error {
	var broken violations
	for _, d := range p.Days {
		if code, stands := standingCodes[d.Becomes]; stands {
			broken.add("days", code, "day", d.Day.String())
		}
	}
	return broken.err()
}

// Patterns makes shifts from series, and changes and removes them together.
type Patterns struct {
	store    Store
	holidays Holidays
}

// NewPatterns returns the patterns of a store.
func NewPatterns(store Store, holidays Holidays) *Patterns { return &Patterns{store, holidays} }

// Get returns a series, or an error of kind [NotFound].
func (p *Patterns) Get(ctx context.Context, id ShiftSeriesID) (ShiftSeries, error) {
	return p.store.ShiftSeries().Get(ctx, id)
}

// List returns the series that a query selects, and how many there are without its limit.
func (p *Patterns) List(ctx context.Context, q Query) ([]ShiftSeries, int, error) {
	return p.store.ShiftSeries().List(ctx, q)
}

// Create makes a series with all of its shifts, or nothing: the error, of kind [Invalid],
// names every day that stands in the way. With dry it only tells what would be.
func (p *Patterns) Create(ctx context.Context, s ShiftSeries, dry bool) (SeriesPlan, error) {
	var plan SeriesPlan
	err := p.store.InTx(ctx, func(store Store) error {
		s, err := checkSeries(ctx, store, s)
		if err != nil {
			return err
		}
		s.ID = NewID[ShiftSeriesID]()
		if plan, err = p.plan(ctx, store, s, s.From, nil); err != nil || dry {
			return err
		}
		if err := plan.err(); err != nil {
			return err
		}
		if err := store.ShiftSeries().Create(ctx, s); err != nil {
			return fmt.Errorf("store the series: %w", err)
		}
		if plan.Series, err = store.ShiftSeries().Get(ctx, s.ID); err != nil {
			return err
		}
		return put(ctx, store, plan)
	})
	return plan, err
}

// Change gives the rest of a series another pattern, from a day on. Where shifts lie
// before it, they stay with the series, which ends the day before, and the rest becomes a
// series of its own. Errors as of [Patterns.Create], and [NotFound] and [Stale].
func (p *Patterns) Change(ctx context.Context, next ShiftSeries, from Day, dry bool) (SeriesPlan, error) {
	var plan SeriesPlan
	err := p.store.InTx(ctx, func(store Store) error {
		stored, err := seriesSeen(ctx, store, next.ID, next.Version)
		if err != nil {
			return err
		}
		if next.DistrictID != stored.DistrictID {
			return InvalidField("districtId", CodeOtherDistrict)
		}
		split := from > stored.From
		if split {
			next.From = inStep(stored, next, from)
		} else {
			from = min(stored.From, next.From)
		}
		if next, err = checkSeries(ctx, store, next); err != nil {
			return err
		}
		if split {
			next.ID = NewID[ShiftSeriesID]()
		}
		if plan, err = p.plan(ctx, store, next, from, &stored); err != nil || dry {
			return err
		}
		if err := plan.err(); err != nil {
			return err
		}
		if split {
			stored.To = min(stored.To, from-1)
			if err := store.ShiftSeries().Update(ctx, stored); err != nil {
				return fmt.Errorf("end the series: %w", err)
			}
			err = store.ShiftSeries().Create(ctx, next)
		} else {
			err = store.ShiftSeries().Update(ctx, next)
		}
		if err != nil {
			return fmt.Errorf("store the series: %w", err)
		}
		if plan.Series, err = store.ShiftSeries().Get(ctx, next.ID); err != nil {
			return err
		}
		return put(ctx, store, plan)
	})
	return plan, err
}

// Remove takes away the rest of a series from a day on; the whole of it where nothing lies
// before. Errors as of [Patterns.Change].
func (p *Patterns) Remove(ctx context.Context, id ShiftSeriesID, version int, from Day, dry bool) (SeriesPlan, error) {
	var plan SeriesPlan
	err := p.store.InTx(ctx, func(store Store) error {
		stored, err := seriesSeen(ctx, store, id, version)
		if err != nil {
			return err
		}
		none := stored
		none.From, none.To = from, from-1
		if plan, err = p.plan(ctx, store, none, from, &stored); err != nil {
			return err
		}
		plan.Series = stored
		if dry {
			return nil
		}
		if err := plan.err(); err != nil {
			return err
		}
		if err := put(ctx, store, plan); err != nil {
			return err
		}
		if from > stored.From {
			stored.To = min(stored.To, from-1)
			plan.Series = stored
			return store.ShiftSeries().Update(ctx, stored)
		}
		return dissolve(ctx, store, stored)
	})
	return plan, err
}

// inStep is the first day from which a series that goes on every so many weeks keeps
// step with the one before; the day itself where the pace is another.
func inStep(before, next ShiftSeries, from Day) Day {
	late := int(from.Monday()-before.From.Monday()) / 7 % before.Interval
	if late == 0 || next.Interval != before.Interval {
		return from
	}
	return from.Monday() + Day(7*(before.Interval-late))
}

// dissolve removes a series; shifts of it that were moved elsewhere stand by themselves.
func dissolve(ctx context.Context, store Store, s ShiftSeries) error {
	left, _, err := store.Shifts().List(ctx, Query{SeriesID: s.ID})
	if err != nil {
		return fmt.Errorf("shifts of series %s: %w", s.ID, err)
	}
	for _, shift := range left {
		shift.SeriesID = ""
		if err := store.Shifts().Update(ctx, shift); err != nil {
			return fmt.Errorf("let go of shift %s: %w", shift.ID, err)
		}
	}
	return store.ShiftSeries().Delete(ctx, s.ID, s.Version)
}

func seriesSeen(ctx context.Context, store Store, id ShiftSeriesID, version int) (ShiftSeries, error) {
	stored, err := store.ShiftSeries().Get(ctx, id)
	if err == nil && stored.Version != version {
		err = StaleError(stored)
	}
	return stored, err
}

func checkSeries(ctx context.Context, store Store, s ShiftSeries) (ShiftSeries, error) {
	return checkOwned(ctx, store, s, ShiftSeries.Checked, s.DistrictID, func(broken *violations) error {
		_, err := lookupOffice(ctx, broken, store, s.OfficeID, s.DistrictID)
		return err
	})
}

// plan finds out what a series makes of each day from one on, where before is what it was.
func (p *Patterns) plan(ctx context.Context, store Store, s ShiftSeries, from Day, before *ShiftSeries) (SeriesPlan, error) {
	plan := SeriesPlan{Series: s, Breaks: s.Breaks(), renamed: before != nil && before.ID != s.ID}
	own := map[Day]Shift{}
	if before != nil {
		shifts, _, err := store.Shifts().List(ctx, Query{SeriesID: before.ID, From: from.Starts()})
		if err != nil {
			return plan, fmt.Errorf("shifts of series %s: %w", before.ID, err)
		}
		for _, shift := range shifts {
			if day := DayOf(shift.Starts); day >= from {
				own[day] = shift
			}
		}
	}
	others, err := loadCrewing(ctx, store, Query{DistrictID: s.DistrictID, OfficeID: s.OfficeID, From: (from - 1).Starts(), Until: (max(s.To, from) + 2).Starts()})
	if err != nil {
		return plan, err
	}
	others.shifts = slices.DeleteFunc(others.shifts, func(shift Shift) bool { _, is := own[DayOf(shift.Starts)]; return is && shift.SeriesID == before.ID })
	left := own
	for _, day := range s.Days(p.holidays) {
		stored, is := left[day.Day]
		one := SeriesShift{SeriesDay: day, Shift: s.shiftOn(day.Day), Away: others.awayOn(s.OfficeID, day.Day)}
		switch {
		case day.Off():
			one.Becomes = ShiftOff
			if is { // told as removed below
				continue
			}
		case others.meets(one.Shift) != "":
			one.Becomes = others.meets(one.Shift)
			delete(left, day.Day)
		case !is:
			one.Becomes = ShiftNew
		default:
			one.Shift.ID, one.Shift.Meta = stored.ID, stored.Meta
			one.Becomes = ShiftChanged
			if sameShift(stored, one.Shift) {
				one.Becomes = ShiftKept
			}
			delete(left, day.Day)
		}
		plan.Days = append(plan.Days, one)
	}
	for day, stored := range left {
		plan.Days = append(plan.Days, SeriesShift{SeriesDay: SeriesDay{Day: day}, Becomes: ShiftRemoved, Shift: stored})
	}
	slices.SortStableFunc(plan.Days, func(a, b SeriesShift) int { return int(a.Day - b.Day) })
	if before == nil {
		return plan, nil
	}
	return plan, plan.keepGround(ctx, store, *before, from, others)
}

// meets tells how a shift collides with those that the office has.
func (c crewing) meets(s Shift) Becomes {
	for _, other := range c.shifts {
		switch {
		case other.Starts.Equal(s.Starts) && other.Ends.Equal(s.Ends):
			return ShiftThere
		case other.Starts.Before(s.Ends) && s.Starts.Before(other.Ends):
			return ShiftOverlap
		}
	}
	return ""
}

// shiftOn is the shift of the series on a day.
func (s ShiftSeries) shiftOn(day Day) Shift {
	return Shift{
		DistrictID: s.DistrictID, OfficeID: s.OfficeID, Starts: day.At(s.Opens), Ends: day.At(s.Closes),
		Slots: s.Slots, Crew: s.Crew, Note: s.Note, SeriesID: s.ID,
	}
}

func sameShift(a, b Shift) bool {
	return a.OfficeID == b.OfficeID && a.Starts.Equal(b.Starts) && a.Ends.Equal(b.Ends) && a.Slots == b.Slots && a.Crew == b.Crew && a.Note == b.Note
}

// keepGround marks the days on which coming visits would be left without a shift.
func (p *SeriesPlan) keepGround(ctx context.Context, store Store, before ShiftSeries, from Day, others crewing) error {
	visits, _, err := store.Visits().List(ctx, Query{OfficeID: before.OfficeID, From: from.Starts()})
	if err != nil {
		return fmt.Errorf("visits of office %s: %w", before.OfficeID, err)
	}
	then := crewing{shifts: slices.Clone(others.shifts)}
	touched := map[Day]*SeriesShift{}
	for i := range p.Days {
		d := &p.Days[i]
		if d.Becomes == ShiftNew || d.Becomes == ShiftKept || d.Becomes == ShiftChanged {
			then.shifts = append(then.shifts, d.Shift)
		}
		if d.Becomes == ShiftChanged || d.Becomes == ShiftRemoved {
			touched[d.Day] = d
		}
	}
	for _, v := range visits {
		if d := touched[DayOf(v.Starts)]; d != nil && !v.State.Final() && !then.crewed(v) {
			d.Becomes = ShiftInUse
		}
	}
	return nil
}

// put stores what a plan says, what goes first.
func put(ctx context.Context, store Store, plan SeriesPlan) error {
	for _, becomes := range []Becomes{ShiftRemoved, ShiftChanged, ShiftKept, ShiftNew} {
		for i := range plan.Days {
			d := &plan.Days[i]
			if d.Becomes != becomes || becomes == ShiftKept && !plan.renamed {
				continue
			}
			var err error
			switch becomes {
			case ShiftRemoved:
				err = store.Shifts().Delete(ctx, d.Shift.ID, d.Shift.Version)
			case ShiftNew:
				d.Shift.ID = NewID[ShiftID]()
				err = store.Shifts().Create(ctx, d.Shift)
			default:
				err = store.Shifts().Update(ctx, d.Shift)
			}
			if err != nil {
				return fmt.Errorf("put the shift of %s: %w", d.Day, err)
			}
		}
	}
	return nil
}
