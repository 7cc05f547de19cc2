package storage

import "poliskontor/scheduling"

type municipalityRow struct {
	ID         string
	DistrictID string
	Slug       string
	Name       string
	Meta       metaColumns `gorm:"embedded"`
}

func (municipalityRow) TableName() string { return "municipalities" }

var municipalities = kind[scheduling.Municipality, municipalityRow, scheduling.MunicipalityID]{
	thing: "municipality", order: "name, id",
	where:   conditions{district: ofDistrict, municipality: itself, slug: ofSlug},
	parts:   func(m *scheduling.Municipality) parts { return parts{string(m.ID), m.DistrictID, &m.Meta} },
	toRow:   municipalityToRow,
	fromRow: municipalityFromRow,
}

func municipalityToRow(m scheduling.Municipality) municipalityRow {
	return municipalityRow{
		ID: string(m.ID), DistrictID: string(m.DistrictID), Slug: m.Slug, Name: m.Name, Meta: metaOf(m.Meta),
	}
}

func municipalityFromRow(r municipalityRow) scheduling.Municipality {
	return scheduling.Municipality{
		ID: scheduling.MunicipalityID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Slug: r.Slug,
		Name: r.Name, Meta: r.Meta.value(),
	}
}

// Municipalities returns the repository of municipalities.
func (s *Store) Municipalities() scheduling.Repository[scheduling.Municipality, scheduling.MunicipalityID] {
	return table[scheduling.Municipality, municipalityRow, scheduling.MunicipalityID]{s, &municipalities}
}
