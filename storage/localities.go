package storage

import "poliskontor/scheduling"

type localityRow struct {
	ID             string
	DistrictID     string
	MunicipalityID string
	Slug           string
	Name           string
	Kind           string
	Lat, Lon       float64
	Population     int
	Exposed        bool
	Attendance     *int
	Wishes         int
	Visiting       visitingRow `gorm:"embedded;embeddedPrefix:visiting_"`
	Meta           metaColumns `gorm:"embedded"`
}

type visitingRow struct {
	Weekdays document[[7]bool]
	Weeks    string
	Opens    int
	Closes   int
	Minutes  int
	Need     int
	OfficeID *string
}

func (localityRow) TableName() string { return "localities" }

var localities = kind[scheduling.Locality, localityRow, scheduling.LocalityID]{
	thing: "locality", order: "name, id",
	where:   conditions{district: ofDistrict, municipality: ofMunicipality, locality: itself, slug: ofSlug},
	parts:   func(l *scheduling.Locality) parts { return parts{string(l.ID), l.DistrictID, &l.Meta} },
	toRow:   localityToRow,
	fromRow: localityFromRow,
}

func localityToRow(l scheduling.Locality) localityRow {
	return localityRow{
		ID: string(l.ID), DistrictID: string(l.DistrictID), MunicipalityID: string(l.MunicipalityID), Slug: l.Slug,
		Name: l.Name, Kind: string(l.Kind), Lat: l.Position.Lat, Lon: l.Position.Lon, Population: l.Population,
		Exposed: l.Exposed, Attendance: l.Attendance, Wishes: l.Wishes,
		Visiting: visitingRow{
			Weekdays: document[[7]bool]{l.Visiting.Weekdays}, Weeks: string(l.Visiting.Weeks), Opens: l.Visiting.Opens, Closes: l.Visiting.Closes,
			Minutes: l.Visiting.Minutes, Need: l.Visiting.Need, OfficeID: optional(string(l.Visiting.OfficeID)),
		},
		Meta: metaOf(l.Meta),
	}
}

func localityFromRow(r localityRow) scheduling.Locality {
	return scheduling.Locality{
		ID: scheduling.LocalityID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		MunicipalityID: scheduling.MunicipalityID(r.MunicipalityID), Slug: r.Slug, Name: r.Name,
		Kind: scheduling.LocalityKind(r.Kind), Position: scheduling.Position{Lat: r.Lat, Lon: r.Lon},
		Population: r.Population, Exposed: r.Exposed, Attendance: r.Attendance, Wishes: r.Wishes,
		Visiting: scheduling.Visiting{
			Weekdays: r.Visiting.Weekdays.Content, Weeks: scheduling.Weeks(r.Visiting.Weeks), Opens: r.Visiting.Opens, Closes: r.Visiting.Closes,
			Minutes: r.Visiting.Minutes, Need: r.Visiting.Need, OfficeID: scheduling.OfficeID(orZero(r.Visiting.OfficeID)),
		},
		Meta: r.Meta.value(),
	}
}

// Localities returns the repository of localities.
func (s *Store) Localities() scheduling.Repository[scheduling.Locality, scheduling.LocalityID] {
	return table[scheduling.Locality, localityRow, scheduling.LocalityID]{s, &localities}
}
