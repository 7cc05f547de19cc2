package atlas_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"strings"
	"testing"

	"poliskontor/atlas"
	"poliskontor/scheduling"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(t *testing.T, name string) *atlas.Data {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, err := atlas.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var marks = []atlas.Mark{
	{At: scheduling.Position{Lat: 55.92, Lon: 14.29}, Name: "Åhus", Text: "Åhus, nästa besök i dag", URL: "/orter/ahus", Class: "map-coming"},
	{At: scheduling.Position{Lat: 55.935, Lon: 13.975}, Name: "Tollarp <b>&", URL: "/orter/tollarp", Class: "map-quiet"},
	{At: scheduling.Position{Lat: 55.921, Lon: 14.291}, Name: "Strandområdet", URL: "/orter/strand", Class: "map-quiet"},
	{At: scheduling.Position{Lat: 55.922, Lon: 14.292}, Name: "Nära", URL: "/orter/nara", Class: "map-quiet"},
	{At: scheduling.Position{Lat: 56.05, Lon: 14.1}, Name: "Utan adress", Class: "map-site"},
}

func spots() []scheduling.Position {
	var at []scheduling.Position
	for _, m := range marks {
		at = append(at, m.At)
	}
	return at
}

func TestAMapIsDrawnTheSameEachTime(t *testing.T) {
	for name, data := range map[string]*atlas.Data{"without.svg": nil, "with.svg": read(t, "coast.geojson"), "land.svg": read(t, "land.geojson")} {
		sheet := atlas.Sheet{Frame: atlas.Fit(400, spots(), 1000), Data: data, Marks: marks, Label: "karta", Scale: "5 km"}
		got := atlas.Draw(sheet)
		if again := atlas.Draw(sheet); again != got {
			t.Errorf("%s is drawn in another way the second time", name)
		}
		for decoder := xml.NewDecoder(strings.NewReader(got)); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		golden := "testdata/" + name
		if *update {
			if err := os.WriteFile(golden, []byte(got+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got+"\n" != string(want) {
			t.Errorf("%s is another: look at it, and run with -update if it is as it should be\n%s", name, got)
		}
	}
}

func TestADistanceIsTrueOnTheMap(t *testing.T) {
	for _, middle := range []scheduling.Position{{Lat: 55.9, Lon: 14.2}, {Lat: 68.3, Lon: 20.5}} {
		east := scheduling.Position{Lat: middle.Lat, Lon: middle.Lon + 0.5}
		north := scheduling.Position{Lat: middle.Lat + 0.3, Lon: middle.Lon}
		f := atlas.Fit(400, []scheduling.Position{middle, east, north}, 1000)
		for _, p := range []scheduling.Position{east, north} {
			x0, y0 := f.Place(middle)
			x, y := f.Place(p)
			drawn, real := math.Hypot(x-x0, y-y0)/f.Scale/1000, middle.DistanceKm(p)
			if math.Abs(drawn/real-1) > 0.01 {
				t.Errorf("%v: %.2f km are drawn as %.2f", middle, real, drawn)
			}
		}
	}
}

func TestAllPositionsAreOnTheMap(t *testing.T) {
	for name, positions := range map[string][]scheduling.Position{
		"one": spots()[:1], "all": spots(), "a column": {{Lat: 55, Lon: 14}, {Lat: 60, Lon: 14}}, "a row": {{Lat: 60, Lon: 12}, {Lat: 60, Lon: 18}},
	} {
		f := atlas.Fit(400, positions, 2000)
		for _, p := range positions {
			if !f.Holds(p) {
				t.Errorf("%s: %v is outside", name, p)
			}
		}
		if side := f.Square() * f.Scale; side < 30 || side > 110 {
			t.Errorf("%s: squares of %.0f units", name, side)
		}
	}
	if f := atlas.Fit(400, nil, 2000); f.Scale != 0 {
		t.Errorf("a frame around nothing: %v", f)
	}
}

func TestWhatIsTooCoarseIsNotDrawn(t *testing.T) {
	data := read(t, "coast.geojson")
	data.Accuracy = 1500
	near, far := atlas.Fit(400, spots()[:1], 1000), atlas.Fit(400, spots(), 100_000)
	if data.Shows(near) || !data.Shows(far) {
		t.Errorf("near %v, far %v", data.Shows(near), data.Shows(far))
	}
	if drawn := atlas.Draw(atlas.Sheet{Frame: near, Data: data}); strings.Contains(drawn, "map-water") {
		t.Error("water is drawn all the same")
	}
}

func TestBadGeodataSaysWhatIsWrong(t *testing.T) {
	feature := func(properties, geometry string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":` + properties + `,"geometry":` + geometry + `}]}`
	}
	for want, file := range map[string]string{
		"as GeoJSON":                        `{"type":`,
		`is a "Feature"`:                    `{"type":"Feature"}`,
		`feature 1: kind "forest" is none`:  feature(`{"kind":"forest"}`, `{"type":"LineString","coordinates":[]}`),
		`geometry of type "Point"`:          feature(`{"kind":"road"}`, `{"type":"Point","coordinates":[14,55]}`),
		"water must be a polygon":           feature(`{"kind":"water"}`, `{"type":"LineString","coordinates":[[14,55],[15,56]]}`),
		"[450000 6.2e+06] is no longitude":  feature(`{"kind":"road"}`, `{"type":"LineString","coordinates":[[450000,6200000]]}`),
		"[14] is no longitude":              feature(`{"kind":"road"}`, `{"type":"LineString","coordinates":[[14]]}`),
		"read coordinates":                  feature(`{"kind":"land"}`, `{"type":"MultiPolygon","coordinates":7}`),
		"negative accuracyMetres":           `{"type":"FeatureCollection","accuracyMetres":-1}`,
		"more than 8 MB":                    strings.Repeat(" ", 9<<20),
		"geodata of 100001 points, at most": feature(`{"kind":"road"}`, `{"type":"LineString","coordinates":[`+strings.Repeat("[14,55],", 100_000)+`[14,55]]}`),
	} {
		if _, err := atlas.Read(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s: %v, want %q", file, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"type":"FeatureCollection","features":[{"properties":{"kind":"land"},"geometry":{"type":"Polygon","coordinates":[[[14,55],[15,55],[15,56],[14,55]]]}}]}`)
	f.Fuzz(func(t *testing.T, file string) {
		data, err := atlas.Read(strings.NewReader(file))
		if err != nil {
			return
		}
		if drawn := atlas.Draw(atlas.Sheet{Frame: atlas.Fit(400, spots(), 1000), Data: data, Marks: marks}); strings.Contains(drawn, "NaN") || strings.Contains(drawn, "Inf") {
			t.Errorf("%q is drawn as %s", file, drawn)
		}
	})
}
