package storage

import "poliskontor/scheduling"

type siteRow struct {
	ID            string
	DistrictID    string
	LocalityID    string
	Name          string
	Street        string
	PostalCode    string
	Town          string
	Lat, Lon      float64
	Directions    string
	Parking       string
	Accessibility string
	PhotoHash     string
	PhotoAlt      string
	PhotoWidth    int
	PhotoHeight   int
	Opening       document[scheduling.Opening]
	Preference    int
	Retired       bool
	Meta          metaColumns `gorm:"embedded"`
}

func (siteRow) TableName() string { return "sites" }

var sites = kind[scheduling.Site, siteRow, scheduling.SiteID]{
	thing: "site", order: "preference, name, id",
	where:   conditions{district: ofDistrict, municipality: ofItsMunicipality, locality: ofLocality, site: itself},
	parts:   func(s *scheduling.Site) parts { return parts{string(s.ID), s.DistrictID, &s.Meta} },
	toRow:   siteToRow,
	fromRow: siteFromRow,
	beside:  &beside[siteRow]{put: putTravel},
}

func siteToRow(s scheduling.Site) siteRow {
	return siteRow{
		ID: string(s.ID), DistrictID: string(s.DistrictID), LocalityID: string(s.LocalityID), Name: s.Name,
		Street: s.Street, PostalCode: s.PostalCode, Town: s.Town, Lat: s.Position.Lat, Lon: s.Position.Lon,
		Directions: s.Directions, Parking: s.Parking, Accessibility: s.Accessibility,
		PhotoHash: s.Photo.Hash, PhotoAlt: s.Photo.Alt, PhotoWidth: s.Photo.Width, PhotoHeight: s.Photo.Height,
		Opening: document[scheduling.Opening]{s.Opening}, Preference: s.Preference, Retired: s.Retired, Meta: metaOf(s.Meta),
	}
}

func siteFromRow(r siteRow) scheduling.Site {
	return scheduling.Site{
		ID: scheduling.SiteID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID),
		LocalityID: scheduling.LocalityID(r.LocalityID), Name: r.Name, Street: r.Street, PostalCode: r.PostalCode,
		Town: r.Town, Position: r.position(), Directions: r.Directions, Parking: r.Parking, Accessibility: r.Accessibility,
		Photo:   scheduling.Photo{Hash: r.PhotoHash, Alt: r.PhotoAlt, Width: r.PhotoWidth, Height: r.PhotoHeight},
		Opening: r.Opening.Content, Preference: r.Preference, Retired: r.Retired,
		Meta: r.Meta.value(),
	}
}

func (r siteRow) position() scheduling.Position { return scheduling.Position{Lat: r.Lat, Lon: r.Lon} }

// Sites returns the repository of sites. With them it keeps the minutes of driving
// between those of a district, by which the database tells whether an office can
// be at its visits in time.
func (s *Store) Sites() scheduling.Repository[scheduling.Site, scheduling.SiteID] {
	return table[scheduling.Site, siteRow, scheduling.SiteID]{s, &sites}
}
