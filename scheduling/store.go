package scheduling

import (
	"context"
	"time"
)

// Store keeps everything. Its methods return an [Error] of kind [NotFound],
// [Stale] or [Conflict] where one is named, and any other error for a fault of the
// database.
//
// Every write made through it is in the audit log with the [Actor] of the context;
// a write without an actor is refused as a fault.
type Store interface {
	Districts() Repository[District, DistrictID]
	Municipalities() Repository[Municipality, MunicipalityID]
	Localities() Repository[Locality, LocalityID]
	Sites() Repository[Site, SiteID]
	Pictures() PictureRepository
	Offices() Repository[Office, OfficeID]
	Absences() Repository[Absence, AbsenceID]
	Shifts() Repository[Shift, ShiftID]
	ShiftSeries() Repository[ShiftSeries, ShiftSeriesID]
	Pledges() Repository[Pledge, PledgeID]
	Seasons() Repository[Season, SeasonID]
	Occasions() Repository[Occasion, OccasionID]
	EventCalendars() Repository[EventCalendar, EventCalendarID]
	Visits() VisitRepository
	Proposals() Repository[Proposal, ProposalID]
	Checkpoints() Repository[Checkpoint, CheckpointID]
	Releases() ReleaseRepository
	// PendingReleases are selected by the time from when they were asked for until
	// they were settled: with From, those that wait then or later.
	PendingReleases() Repository[PendingRelease, PendingReleaseID]
	Ledger() LedgerRepository
	Audit() AuditRepository
	Alerts() AlertQueue
	Wishes() WishRepository
	Hearings() HearingRepository
	Gate() Gate

	// InTx runs f in one transaction that sees no half-made writes of others and
	// is kept whole or not at all. The Store that f gets is the only one it may
	// use. Writers wait for each other.
	InTx(ctx context.Context, f func(Store) error) error
}

// Repository keeps the values of one type.
type Repository[T any, ID ~string] interface {
	// Get returns the value, or NotFound.
	Get(ctx context.Context, id ID) (T, error)
	// List returns the values that a query selects, in the type's natural order
	// (by time where it has one, else by name, then by ID), and how many there are
	// without Limit and Offset.
	List(ctx context.Context, q Query) ([]T, int, error)
	// Create stores a new value as version 1. Conflict with [CodeExists] where its
	// ID or slug is taken, with [CodeUnknown] where it refers to nothing.
	Create(ctx context.Context, value T) error
	// Update replaces the value whose version it carries and counts the version
	// up. NotFound; Stale with the stored value; Conflict as in Create.
	Update(ctx context.Context, value T) error
	// Delete removes the value if its version is that one. NotFound; Stale;
	// Conflict with [CodeInUse] where something refers to it.
	Delete(ctx context.Context, id ID, version int) error
}

// VisitRepository keeps the working schedule. Create and Update return Conflict
// with [CodeDoubleBooked] where the office has another visit at that time, and with
// [CodeNoTravelTime] where it could not drive there in time; the database itself
// sees to it.
type VisitRepository interface {
	Repository[Visit, VisitID]
	// Replace stores many visits at once, new ones (version 0) and changed ones,
	// and removes others by ID. Only the result counts for double booking, so
	// visits can change places. Errors as in Create, Update and Delete.
	Replace(ctx context.Context, put []Visit, remove []VisitID) error
}

// ReleaseRepository keeps releases, which never change.
type ReleaseRepository interface {
	// Add stores the release whose Number follows the district's last, or returns
	// Conflict with [CodeReleaseRaced] where another came first.
	Add(ctx context.Context, r Release) error
	// Get returns a release with its changes, or NotFound.
	Get(ctx context.Context, district DistrictID, number int) (Release, error)
	// List returns a district's releases without their changes, newest first; all
	// districts' where the query names none.
	List(ctx context.Context, q Query) ([]Release, int, error)
	// Last returns the number of the district's last release; 0 before the first.
	Last(ctx context.Context, district DistrictID) (int, error)
	// Announced returns what citizens were last told of each visit that ends after
	// an instant: of one district, or of all where district is "".
	Announced(ctx context.Context, district DistrictID, endsAfter time.Time) ([]PublicVisit, error)
	// Changes returns the changes since an instant, newest release first.
	Changes(ctx context.Context, district DistrictID, since time.Time) ([]Release, error)
	// LastChange returns what the last release that changed a visit said of it, or NotFound.
	LastChange(ctx context.Context, visit VisitID) (Change, error)
	// Numbers returns the number of the last release of each district that has one, however
	// far the context reaches.
	Numbers(ctx context.Context) (map[DistrictID]int, error)
}

// LedgerRepository keeps the promise ledger, which only grows.
type LedgerRepository interface {
	Add(ctx context.Context, entries []LedgerEntry) error
	// List returns entries by time of writing, oldest first.
	List(ctx context.Context, q Query) ([]LedgerEntry, int, error)
}

// Query narrows a listing. What is zero does not narrow, and what a type does not
// have is ignored. A type's own ID counts: DistrictID selects one of the districts.
type Query struct {
	DistrictID     DistrictID
	MunicipalityID MunicipalityID
	LocalityID     LocalityID
	SiteID         SiteID
	OfficeID       OfficeID
	SeasonID       SeasonID
	OccasionID     OccasionID
	SeriesID       ShiftSeriesID
	VisitID        VisitID
	Owner          Owner
	AccountID      string // whose it is
	ActivityID     ActivityID
	Slug           string
	Topic          string
	Kind           string
	States         []State
	// From and Until select what overlaps the time [From, Until).
	From, Until time.Time
	Limit       int // 0 for all
	Offset      int
}

// Clock tells the time. Services take it from outside, so that demonstrations and
// tests can live on another day.
type Clock func() time.Time
