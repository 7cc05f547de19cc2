// Package atlas draws maps that ask nobody: from geodata in a file, as SVG. Without any
// data a map still has its marks, its squares and its scale.
//
// What a file looks like, and where such data can be had, stands in docs/maps.md.
package atlas

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"poliskontor/scheduling"
)

// Kind is what a shape on a map is.
type Kind string

// The kinds, from the bottom of the drawing to its top.
const (
	Land   Kind = "land"   // where there is any, all else is water
	Water  Kind = "water"  // sea and lakes
	Border Kind = "border" // of a kommun
	Road   Kind = "road"
)

var kinds = []Kind{Land, Water, Border, Road}

// Area tells whether a kind is filled.
func (k Kind) Area() bool { return k == Land || k == Water }

// Shape is one thing on a map.
type Shape struct {
	Kind  Kind
	Name  string
	Lines [][]scheduling.Position // outlines and holes of areas, which are closed, or lines
}

// Data is geodata as maps are drawn from it. It does not change.
type Data struct {
	Attribution string // who is to be named on the map; may be empty
	Licence     string
	// Accuracy is how far from the truth a point may be, in metres: a map that shows
	// more than that is drawn without shapes.
	Accuracy float64
	Shapes   []Shape

	mutex   sync.Mutex
	grounds map[Frame]string // what was drawn for frames
}

const (
	mostBytes  = 8 << 20
	mostPoints = 100_000
)

type collection struct {
	Type           string    `json:"type"`
	Attribution    string    `json:"attribution"`
	Licence        string    `json:"licence"`
	AccuracyMetres float64   `json:"accuracyMetres"`
	Features       []feature `json:"features"`
}

type feature struct {
	Properties struct {
		Kind Kind   `json:"kind"`
		Name string `json:"name"`
	} `json:"properties"`
	Geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// Read reads geodata from GeoJSON (RFC 7946). The error says which feature is wrong,
// counted from 1.
func Read(r io.Reader) (*Data, error) {
	file, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read geodata: %w", err)
	}
	if len(file) > mostBytes {
		return nil, fmt.Errorf("geodata of more than %d MB: simplify it first", mostBytes>>20)
	}
	var found collection
	if err := json.Unmarshal(file, &found); err != nil {
		return nil, fmt.Errorf("read geodata as GeoJSON: %w", err)
	}
	if found.Type != "FeatureCollection" {
		return nil, fmt.Errorf("geodata is a %q and no FeatureCollection", found.Type)
	}
	if found.AccuracyMetres < 0 {
		return nil, errors.New("geodata with a negative accuracyMetres")
	}
	d := &Data{Attribution: found.Attribution, Licence: found.Licence, Accuracy: found.AccuracyMetres, grounds: map[Frame]string{}}
	points := 0
	for i, f := range found.Features {
		shape, err := f.shape()
		if err != nil {
			return nil, fmt.Errorf("geodata, feature %d: %w", i+1, err)
		}
		for _, line := range shape.Lines {
			points += len(line)
		}
		d.Shapes = append(d.Shapes, shape)
	}
	if points > mostPoints {
		return nil, fmt.Errorf("geodata of %d points, at most %d: simplify it first", points, mostPoints)
	}
	return d, nil
}

func (f feature) shape() (Shape, error) {
	s := Shape{Kind: f.Properties.Kind, Name: f.Properties.Name}
	known := false
	for _, k := range kinds {
		known = known || k == s.Kind
	}
	if !known {
		return s, fmt.Errorf("kind %q is none of land, water, border and road", s.Kind)
	}
	var err error
	switch f.Geometry.Type {
	case "LineString":
		s.Lines = make([][]scheduling.Position, 1)
		s.Lines[0], err = lineIn(f.Geometry.Coordinates)
	case "MultiLineString", "Polygon":
		s.Lines, err = linesIn(f.Geometry.Coordinates)
	case "MultiPolygon":
		var polygons []json.RawMessage
		if err = json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			return s, fmt.Errorf("read coordinates: %w", err)
		}
		for _, p := range polygons {
			lines, err := linesIn(p)
			if err != nil {
				return s, err
			}
			s.Lines = append(s.Lines, lines...)
		}
	default:
		return s, fmt.Errorf("a geometry of type %q is not drawn", f.Geometry.Type)
	}
	if err == nil && s.Kind.Area() && (f.Geometry.Type == "LineString" || f.Geometry.Type == "MultiLineString") {
		err = fmt.Errorf("%s must be a polygon", s.Kind)
	}
	return s, err
}

func linesIn(coordinates json.RawMessage) ([][]scheduling.Position, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(coordinates, &raw); err != nil {
		return nil, fmt.Errorf("read coordinates: %w", err)
	}
	lines := make([][]scheduling.Position, len(raw))
	for i := range raw {
		var err error
		if lines[i], err = lineIn(raw[i]); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

func lineIn(coordinates json.RawMessage) ([]scheduling.Position, error) {
	var raw [][]float64
	if err := json.Unmarshal(coordinates, &raw); err != nil {
		return nil, fmt.Errorf("read coordinates: %w", err)
	}
	line := make([]scheduling.Position, len(raw))
	for i, p := range raw {
		if len(p) < 2 || p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
			return nil, fmt.Errorf("%v is no longitude and latitude in degrees (WGS 84)", p)
		}
		line[i] = scheduling.Position{Lat: p[1], Lon: p[0]}
	}
	return line, nil
}
