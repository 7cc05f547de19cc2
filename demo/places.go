package demo

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

// The localities of Kristianstad with their populations, and made-up sites in them.
var (
	//go:embed localities.csv
	localitiesCSV string
	//go:embed sites.csv
	sitesCSV string
)

// Map is a sketch of the coast and the lakes around Kristianstad as geodata, drawn by
// hand: good enough to tell where north and the sea are, and no more.
//
//go:embed map.geojson
var Map []byte

func (l *loader) loadKristianstad(ctx context.Context) error {
	l.clock = l.now
	var err error
	l.district, err = l.registers.Districts.Create(ctx, scheduling.District{
		Topics: scheduling.UsualTopics,
		Slug:   "kristianstad", Name: "Lokalpolisområde Kristianstad", NoticeDays: 10, BufferMinutes: 15, RestMinutes: scheduling.DailyRest,
		RegretSeconds: scheduling.UsualRegret,
		ContactLine:   "Ring 114 14 och fråga efter kommunpolisen i Kristianstad.",
	})
	if err != nil {
		return err
	}
	municipality, err := l.registers.Municipalities.Create(ctx, scheduling.Municipality{
		DistrictID: l.district.ID, Slug: "kristianstad", Name: "Kristianstad",
	})
	if err != nil {
		return err
	}
	if err := eachRow(localitiesCSV, func(row map[string]string) error {
		return l.loadLocality(ctx, municipality, row)
	}); err != nil {
		return err
	}
	return eachRow(sitesCSV, func(row map[string]string) error { return l.loadSite(ctx, row) })
}

func (l *loader) loadLocality(ctx context.Context, municipality scheduling.Municipality, row map[string]string) error {
	position, err := parsePosition(row)
	if err != nil {
		return err
	}
	population, err := strconv.Atoi(row["population"])
	if err != nil {
		return err
	}
	locality := scheduling.Locality{
		DistrictID: l.district.ID, MunicipalityID: municipality.ID, Slug: row["slug"], Name: row["name"],
		Kind: scheduling.LocalityKind(row["kind"]), Position: position, Population: population,
		Visiting: scheduling.DefaultVisiting,
	}
	locality.Visiting.Minutes = 90
	if locality.Kind == scheduling.Basort {
		locality.Visiting.Minutes = 150
	}
	l.localities[locality.Slug], err = l.registers.Localities.Create(ctx, locality)
	return err
}

func (l *loader) loadSite(ctx context.Context, row map[string]string) error {
	position, err := parsePosition(row)
	if err != nil {
		return err
	}
	preference := 0
	for name := range l.sites {
		if strings.HasPrefix(name, row["locality"]+"/") {
			preference++ // in the order of the file
		}
	}
	site := scheduling.Site{
		DistrictID: l.district.ID, LocalityID: l.localities[row["locality"]].ID, Name: row["name"], Preference: preference,
		Street: row["street"], PostalCode: row["postal_code"], Town: row["town"], Position: position,
		Directions: row["directions"], Parking: row["parking"], Accessibility: row["accessibility"],
	}
	l.sites[row["locality"]+"/"+site.Name], err = l.registers.Sites.Create(ctx, site)
	return err
}

func parsePosition(row map[string]string) (scheduling.Position, error) {
	lat, err := strconv.ParseFloat(row["lat"], 64)
	if err != nil {
		return scheduling.Position{}, err
	}
	lon, err := strconv.ParseFloat(row["lon"], 64)
	return scheduling.Position{Lat: lat, Lon: lon}, err
}

// eachRow calls f with each row of a CSV text, by the names in its first line.
func eachRow(text string, f func(map[string]string) error) error {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return err
	}
	for _, row := range rows[1:] {
		named := make(map[string]string, len(row))
		for i, name := range rows[0] {
			named[name] = row[i]
		}
		if err := f(named); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(row[:2], ", "), err)
		}
	}
	return nil
}

// loadKristinehamn adds a district that has a pledge and no mobile office.
func (l *loader) loadKristinehamn(ctx context.Context) error {
	district, err := l.registers.Districts.Create(ctx, scheduling.District{
		Topics: scheduling.UsualTopics,
		Slug:   "kristinehamn", Name: "Lokalpolisområde Kristinehamn", NoticeDays: 10, BufferMinutes: 15, RestMinutes: scheduling.DailyRest,
	})
	if err != nil {
		return err
	}
	municipality, err := l.registers.Municipalities.Create(ctx, scheduling.Municipality{
		DistrictID: district.ID, Slug: "kristinehamn", Name: "Kristinehamn",
	})
	if err != nil {
		return err
	}
	if _, err = l.registers.Localities.Create(ctx, scheduling.Locality{
		DistrictID: district.ID, MunicipalityID: municipality.ID, Slug: "kristinehamn", Name: "Kristinehamn",
		Kind: scheduling.Centralort, Position: scheduling.Position{Lat: 59.3098, Lon: 14.1081},
		Visiting: scheduling.DefaultVisiting,
	}); err != nil {
		return err
	}
	return l.createPledges(ctx, kristinehamnPledges(district.ID, municipality.ID))
}
