package scheduling

import "github.com/google/uuid"

// Identifiers are opaque and never reused. They carry neither time nor place,
// because a visit's identifier is also its UID in every calendar (RFC 7986, 5.3).
type (
	DistrictID       string // identifies a [District]
	MunicipalityID   string // identifies a [Municipality]
	LocalityID       string // identifies a [Locality]
	SiteID           string // identifies a [Site]
	OfficeID         string // identifies an [Office]
	AbsenceID        string // identifies an [Absence]
	ShiftID          string // identifies a [Shift]
	ShiftSeriesID    string // identifies a [ShiftSeries]
	PledgeID         string // identifies a [Pledge]
	CommitmentID     string // identifies a [Commitment]
	SeasonID         string // identifies a [Season]
	OccasionID       string // identifies an [Occasion]
	EventCalendarID  string // identifies an [EventCalendar]
	VisitID          string // identifies a [Visit]
	ProposalID       string // identifies a [Proposal]
	CheckpointID     string // identifies a [Checkpoint]
	ReleaseID        string // identifies a [Release]
	PendingReleaseID string // identifies a [PendingRelease]
	WishID           string // identifies a [Wish]
	ActivityID       string // identifies an activity, of package followup
)

// NewID returns a fresh random identifier (UUID version 4).
func NewID[ID ~string]() ID { return ID(uuid.NewString()) }
