package demo

import (
	"bytes"
	"testing"

	"poliskontor/atlas"
	"poliskontor/scheduling"
)

// TestNobodyStandsInTheWater holds the sketch against where places and sites are.
func TestNobodyStandsInTheWater(t *testing.T) {
	data, err := atlas.Read(bytes.NewReader(Map))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{localitiesCSV, sitesCSV} {
		if err := eachRow(table, func(row map[string]string) error {
			p, err := parsePosition(row)
			for _, shape := range data.Shapes {
				if wet(p, shape) {
					t.Errorf("%s stands in %s", row["name"], shape.Name)
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if !wet(scheduling.Position{Lat: 55.8, Lon: 14.5}, data.Shapes[0]) {
		t.Error("the sea is dry")
	}
}

// wet tells whether a position lies within a shape, and in none of its holes.
func wet(p scheduling.Position, s atlas.Shape) bool {
	inside := false
	for _, line := range s.Lines {
		for i, a := range line {
			b := line[(i+1)%len(line)]
			if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
				inside = !inside
			}
		}
	}
	return inside
}
