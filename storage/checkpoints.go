package storage

import (
	"time"

	"poliskontor/scheduling"
)

type checkpointRow struct {
	ID         string
	DistrictID string
	SeasonID   string
	OwnerID    string
	Name       string
	// Body stays out of the audit log: it is its owner's own, and repeats what the log
	// has of each visit.
	Body document[[]keptVisit] `json:"-"`
	Meta metaColumns           `gorm:"embedded"`
}

func (checkpointRow) TableName() string { return "checkpoints" }

// keptVisit is a visit of a checkpoint, as JSON.
type keptVisit struct {
	ID         scheduling.VisitID    `json:"id"`
	DistrictID scheduling.DistrictID `json:"districtId"`
	LocalityID scheduling.LocalityID `json:"localityId"`
	OccasionID scheduling.OccasionID `json:"occasionId,omitempty"`
	SiteID     scheduling.SiteID     `json:"siteId"`
	OfficeID   scheduling.OfficeID   `json:"officeId"`
	Starts     time.Time             `json:"starts"`
	Ends       time.Time             `json:"ends"`
	State      scheduling.State      `json:"state"`
	Pinned     bool                  `json:"pinned,omitempty"`
	PublicNote string                `json:"publicNote,omitempty"`
	Note       string                `json:"note,omitempty"`
	Reason     string                `json:"reason,omitempty"`
	Version    int                   `json:"version"`
	Created    time.Time             `json:"created"`
	Updated    time.Time             `json:"updated"`
}

var checkpoints = kind[scheduling.Checkpoint, checkpointRow, scheduling.CheckpointID]{
	thing: "checkpoint", order: "created_at, id",
	where:   conditions{district: ofDistrict, season: "season_id = ?", account: "owner_id = ?"},
	parts:   func(c *scheduling.Checkpoint) parts { return parts{string(c.ID), c.DistrictID, &c.Meta} },
	toRow:   checkpointToRow,
	fromRow: checkpointFromRow,
}

func checkpointToRow(c scheduling.Checkpoint) checkpointRow {
	return checkpointRow{
		ID: string(c.ID), DistrictID: string(c.DistrictID), SeasonID: string(c.SeasonID), OwnerID: c.OwnerID, Name: c.Name,
		Body: document[[]keptVisit]{mapped(c.Visits, keepVisit)}, Meta: metaOf(c.Meta),
	}
}

func checkpointFromRow(r checkpointRow) scheduling.Checkpoint {
	return scheduling.Checkpoint{
		ID: scheduling.CheckpointID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), SeasonID: scheduling.SeasonID(r.SeasonID),
		OwnerID: r.OwnerID, Name: r.Name, Visits: mapped(r.Body.Content, keptVisit.visit), Meta: r.Meta.value(),
	}
}

func keepVisit(v scheduling.Visit) keptVisit {
	return keptVisit{
		ID: v.ID, DistrictID: v.DistrictID, LocalityID: v.LocalityID, OccasionID: v.OccasionID, SiteID: v.SiteID, OfficeID: v.OfficeID,
		Starts: instant(v.Starts), Ends: instant(v.Ends), State: v.State, Pinned: v.Pinned, PublicNote: v.PublicNote, Note: v.Note,
		Reason: v.Reason, Version: v.Version, Created: instant(v.Created), Updated: instant(v.Updated),
	}
}

func (k keptVisit) visit() scheduling.Visit {
	return scheduling.Visit{
		ID: k.ID, DistrictID: k.DistrictID, LocalityID: k.LocalityID, OccasionID: k.OccasionID,
		Slot:  scheduling.Slot{SiteID: k.SiteID, OfficeID: k.OfficeID, Starts: k.Starts, Ends: k.Ends},
		State: k.State, Pinned: k.Pinned, PublicNote: k.PublicNote, Note: k.Note, Reason: k.Reason,
		Meta: scheduling.Meta{Version: k.Version, Created: k.Created, Updated: k.Updated},
	}
}

// Checkpoints returns the repository of checkpoints.
func (s *Store) Checkpoints() scheduling.Repository[scheduling.Checkpoint, scheduling.CheckpointID] {
	return table[scheduling.Checkpoint, checkpointRow, scheduling.CheckpointID]{s, &checkpoints}
}
