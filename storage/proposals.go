package storage

import (
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
)

type proposalRow struct {
	ID         string
	DistrictID string
	SeasonID   string
	Made       time.Time  `gorm:"column:made_at"`
	Taken      *time.Time `gorm:"column:taken_at"`
	Body       document[proposalBody]
	Meta       metaColumns `gorm:"embedded"`
}

func (proposalRow) TableName() string { return "proposals" }

// proposalBody is what a proposal suggests, as JSON.
type proposalBody struct {
	Lost     []scheduling.ShiftID `json:"lost,omitempty"`
	Visits   []proposedVisit      `json:"visits"`
	Dropped  []scheduling.VisitID `json:"dropped"`
	Unkept   []unkept             `json:"unkept"`
	Needs    []reckonedNeed       `json:"needs,omitempty"`
	Score    planner.Score        `json:"score"`
	Measures planner.Measures     `json:"measures"`
}

type proposedVisit struct {
	Kind       scheduling.ProposedKind `json:"kind"`
	VisitID    scheduling.VisitID      `json:"visitId,omitempty"`
	LocalityID scheduling.LocalityID   `json:"localityId,omitempty"`
	OccasionID scheduling.OccasionID   `json:"occasionId,omitempty"`
	SiteID     scheduling.SiteID       `json:"siteId"`
	OfficeID   scheduling.OfficeID     `json:"officeId"`
	Starts     time.Time               `json:"starts"`
	Ends       time.Time               `json:"ends"`
	Reasons    []planner.Reason        `json:"reasons"`
}

type unkept struct {
	LocalityID scheduling.LocalityID `json:"localityId,omitempty"`
	OccasionID scheduling.OccasionID `json:"occasionId,omitempty"`
	Rule       planner.Rule          `json:"rule"`
	From       scheduling.Day        `json:"from"` // in days from 1970-01-01, as To
	To         scheduling.Day        `json:"to"`
	Value      int                   `json:"value"`
	Limit      int                   `json:"limit"`
	Causes     []planner.Cause       `json:"causes"`
}

// reckonedNeed is why a locality weighed as it did.
type reckonedNeed struct {
	LocalityID scheduling.LocalityID `json:"localityId"`
	Need       int                   `json:"need"`
	Parts      []scheduling.NeedPart `json:"parts"`
	Heard      scheduling.Heard      `json:"heard"`
	Review     bool                  `json:"review,omitempty"`
}

var proposals = kind[scheduling.Proposal, proposalRow, scheduling.ProposalID]{
	thing: "proposal", order: "made_at, id",
	where: conditions{
		district: ofDistrict, season: "season_id = ?", from: "made_at >= ?", until: "made_at < ?",
	},
	parts:   func(p *scheduling.Proposal) parts { return parts{string(p.ID), p.DistrictID, &p.Meta} },
	toRow:   proposalToRow,
	fromRow: proposalFromRow,
}

func proposalToRow(p scheduling.Proposal) proposalRow {
	body := proposalBody{Lost: p.Lost, Dropped: p.Dropped, Score: p.Score, Measures: p.Measures}
	for _, v := range p.Visits {
		body.Visits = append(body.Visits, proposedVisit{
			Kind: v.Kind, VisitID: v.VisitID, LocalityID: v.LocalityID, OccasionID: v.OccasionID, SiteID: v.SiteID,
			OfficeID: v.OfficeID, Starts: instant(v.Starts), Ends: instant(v.Ends), Reasons: v.Reasons,
		})
	}
	for _, n := range p.Needs {
		body.Needs = append(body.Needs, reckonedNeed(n))
	}
	for _, u := range p.Unkept {
		body.Unkept = append(body.Unkept, unkept(u))
	}
	return proposalRow{
		ID: string(p.ID), DistrictID: string(p.DistrictID), SeasonID: string(p.SeasonID), Made: instant(p.Made),
		Taken: optionalInstant(p.Taken), Body: document[proposalBody]{body}, Meta: metaOf(p.Meta),
	}
}

func proposalFromRow(r proposalRow) scheduling.Proposal {
	body := r.Body.Content
	p := scheduling.Proposal{
		ID: scheduling.ProposalID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		SeasonID: scheduling.SeasonID(r.SeasonID), Made: r.Made, Taken: orZero(r.Taken), Lost: body.Lost, Dropped: body.Dropped,
		Score: body.Score, Measures: body.Measures, Meta: r.Meta.value(),
	}
	for _, v := range body.Visits {
		p.Visits = append(p.Visits, scheduling.ProposedVisit{
			Kind: v.Kind, VisitID: v.VisitID, LocalityID: v.LocalityID, OccasionID: v.OccasionID,
			Slot:    scheduling.Slot{SiteID: v.SiteID, OfficeID: v.OfficeID, Starts: v.Starts, Ends: v.Ends},
			Reasons: v.Reasons,
		})
	}
	for _, n := range body.Needs {
		p.Needs = append(p.Needs, scheduling.ReckonedNeed(n))
	}
	for _, u := range body.Unkept {
		p.Unkept = append(p.Unkept, scheduling.Unkept(u))
	}
	return p
}

// Proposals returns the repository of proposals.
func (s *Store) Proposals() scheduling.Repository[scheduling.Proposal, scheduling.ProposalID] {
	return table[scheduling.Proposal, proposalRow, scheduling.ProposalID]{s, &proposals}
}
