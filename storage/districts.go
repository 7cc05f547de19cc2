package storage

import "poliskontor/scheduling"

type districtRow struct {
	ID            string
	Slug          string
	Name          string
	NoticeDays    int
	BufferMinutes int
	RestMinutes   int
	RegretSeconds int
	ContactLine   string
	Topics        document[[]string]
	Meta          metaColumns `gorm:"embedded"`
}

func (districtRow) TableName() string { return "districts" }

var districts = kind[scheduling.District, districtRow, scheduling.DistrictID]{
	thing: "district", order: "name, id",
	where:   conditions{district: itself, slug: ofSlug},
	parts:   func(d *scheduling.District) parts { return parts{string(d.ID), d.ID, &d.Meta} },
	toRow:   districtToRow,
	fromRow: districtFromRow,
}

func districtToRow(d scheduling.District) districtRow {
	return districtRow{
		ID: string(d.ID), Slug: d.Slug, Name: d.Name, NoticeDays: d.NoticeDays, BufferMinutes: d.BufferMinutes, RestMinutes: d.RestMinutes,
		RegretSeconds: d.RegretSeconds, ContactLine: d.ContactLine, Topics: document[[]string]{d.Topics}, Meta: metaOf(d.Meta),
	}
}

func districtFromRow(r districtRow) scheduling.District {
	return scheduling.District{
		ID: scheduling.DistrictID(r.ID), Slug: r.Slug, Name: r.Name, NoticeDays: r.NoticeDays,
		BufferMinutes: r.BufferMinutes, RestMinutes: r.RestMinutes, RegretSeconds: r.RegretSeconds, ContactLine: r.ContactLine, Topics: r.Topics.Content, Meta: r.Meta.value(),
	}
}

// Districts returns the repository of districts.
func (s *Store) Districts() scheduling.Repository[scheduling.District, scheduling.DistrictID] {
	return table[scheduling.District, districtRow, scheduling.DistrictID]{s, &districts}
}
