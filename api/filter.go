package api

import (
	"time"

	"poliskontor/scheduling"
)

// filter is what narrows a register's list.
type filter interface {
	query() (scheduling.Query, error)
	paging() Paging
}

func (p Paging) paging() Paging { return p }

// AllFilter narrows nothing.
type AllFilter struct{ Paging }

func (f AllFilter) query() (scheduling.Query, error) { return f.Paging.query(scheduling.Query{}), nil }

// DistrictFilter narrows to a district.
type DistrictFilter struct {
	District Ref `query:"district" doc:"Only those of the district with this ID."`
	Paging
}

func (f DistrictFilter) query() (scheduling.Query, error) {
	return f.Paging.query(scheduling.Query{DistrictID: scheduling.DistrictID(f.District)}), nil
}

// MunicipalityFilter narrows to a district or a municipality.
type MunicipalityFilter struct {
	District     Ref `query:"district" doc:"Only those of the district with this ID."`
	Municipality Ref `query:"municipality" doc:"Only those of the municipality with this ID."`
	Paging
}

func (f MunicipalityFilter) query() (scheduling.Query, error) {
	return f.Paging.query(scheduling.Query{
		DistrictID: scheduling.DistrictID(f.District), MunicipalityID: scheduling.MunicipalityID(f.Municipality)}), nil
}

// LocalityFilter narrows to a district or a locality.
type LocalityFilter struct {
	District Ref `query:"district" doc:"Only those of the district with this ID."`
	Locality Ref `query:"locality" doc:"Only those at the locality with this ID."`
	Paging
}

func (f LocalityFilter) query() (scheduling.Query, error) {
	return f.Paging.query(scheduling.Query{
		DistrictID: scheduling.DistrictID(f.District), LocalityID: scheduling.LocalityID(f.Locality)}), nil
}

// OfficeFilter narrows to a district, an office and a time.
type OfficeFilter struct {
	District Ref `query:"district" doc:"Only those of the district with this ID."`
	Office   Ref `query:"office" doc:"Only those of the office with this ID."`
	Period
	Paging
}

func (f OfficeFilter) query() (scheduling.Query, error) {
	q := scheduling.Query{DistrictID: scheduling.DistrictID(f.District), OfficeID: scheduling.OfficeID(f.Office)}
	if err := f.narrow(&q.From, &q.Until); err != nil {
		return q, err
	}
	return f.Paging.query(q), nil
}

// Period narrows to days.
type Period struct {
	From Date `query:"from" doc:"The first day, in Sweden." example:"2026-11-24"`
	To   Date `query:"to" doc:"The last day, in Sweden; it is included." example:"2026-11-30"`
}

// narrow sets the instants at which the period begins and ends.
func (p Period) narrow(from, until *time.Time) error {
	if p.From != "" {
		*from = p.From.day().Starts()
	}
	if p.To != "" {
		*until = (p.To.day() + 1).Starts()
	}
	if p.From != "" && p.To != "" && p.To.day() < p.From.day() {
		return invalid("query.to", scheduling.CodeEndBeforeStart)
	}
	return nil
}

// SiteFilter narrows to a district, a site and a time.
type SiteFilter struct {
	District Ref `query:"district" doc:"Only those of the district with this ID."`
	Site     Ref `query:"site" doc:"Only those at the site with this ID."`
	Period
	Paging
}

func (f SiteFilter) query() (scheduling.Query, error) {
	q := scheduling.Query{DistrictID: scheduling.DistrictID(f.District), SiteID: scheduling.SiteID(f.Site)}
	if err := f.narrow(&q.From, &q.Until); err != nil {
		return q, err
	}
	return f.Paging.query(q), nil
}
