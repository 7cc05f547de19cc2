package storage

import "poliskontor/scheduling"

type officeRow struct {
	ID               string
	DistrictID       string
	Name             string
	BaseName         string
	BaseLat, BaseLon float64
	Retired          bool
	Meta             metaColumns `gorm:"embedded"`
}

func (officeRow) TableName() string { return "offices" }

var offices = kind[scheduling.Office, officeRow, scheduling.OfficeID]{
	thing: "office", order: "name, id",
	where:   conditions{district: ofDistrict, office: itself},
	parts:   func(o *scheduling.Office) parts { return parts{string(o.ID), o.DistrictID, &o.Meta} },
	toRow:   officeToRow,
	fromRow: officeFromRow,
}

func officeToRow(o scheduling.Office) officeRow {
	return officeRow{
		ID: string(o.ID), DistrictID: string(o.DistrictID), Name: o.Name, BaseName: o.BaseName, BaseLat: o.Base.Lat,
		BaseLon: o.Base.Lon, Retired: o.Retired, Meta: metaOf(o.Meta),
	}
}

func officeFromRow(r officeRow) scheduling.Office {
	return scheduling.Office{
		ID: scheduling.OfficeID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Name: r.Name,
		BaseName: r.BaseName, Base: scheduling.Position{Lat: r.BaseLat, Lon: r.BaseLon}, Retired: r.Retired,
		Meta: r.Meta.value(),
	}
}

// Offices returns the repository of offices.
func (s *Store) Offices() scheduling.Repository[scheduling.Office, scheduling.OfficeID] {
	return table[scheduling.Office, officeRow, scheduling.OfficeID]{s, &offices}
}
