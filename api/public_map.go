package api

import (
	"context"
	"math"

	"poliskontor/atlas"
	"poliskontor/scheduling"
)

// PublicMap is what maps are drawn from.
type PublicMap struct {
	Attribution    string        `json:"attribution" doc:"Whom to name where it is shown; may be empty."`
	Licence        string        `json:"licence" doc:"Under which it may be used; may be empty."`
	AccuracyMetres float64       `json:"accuracyMetres" doc:"How far from the truth a point may be; 0 for not said."`
	Shapes         []PublicShape `json:"shapes" doc:"From the bottom of the drawing to its top."`
}

// PublicShape is one thing on a map.
type PublicShape struct {
	Kind  string         `json:"kind" enum:"land,water,border,road" doc:"What it is. Where there is any land, all else is water."`
	Name  string         `json:"name,omitempty" doc:"Its name, where known."`
	Lines [][][2]float64 `json:"lines" doc:"Outlines and holes of land and water, or lines: points of longitude and latitude in degrees (WGS 84)."`
}

func (a *api) getPublicMap(context.Context, *struct{}) (*publicly[PublicMap], error) {
	shown := PublicMap{Shapes: []PublicShape{}}
	if data := a.Site.Atlas(); data != nil {
		shown.Attribution, shown.Licence, shown.AccuracyMetres = data.Attribution, data.Licence, data.Accuracy
		for _, s := range data.Shapes {
			shown.Shapes = append(shown.Shapes, showShape(s))
		}
	}
	return &publicly[PublicMap]{CacheControl: publicCache, Body: shown}, nil
}

func showShape(s atlas.Shape) PublicShape {
	shown := PublicShape{Kind: string(s.Kind), Name: s.Name, Lines: make([][][2]float64, len(s.Lines))}
	for i, line := range s.Lines {
		shown.Lines[i] = make([][2]float64, len(line))
		for j, p := range line {
			shown.Lines[i][j] = pointOf(p)
		}
	}
	return shown
}

// pointOf rounds to a metre, which is more than any map here shows.
func pointOf(p scheduling.Position) [2]float64 {
	const fine = 1e5
	return [2]float64{math.Round(p.Lon*fine) / fine, math.Round(p.Lat*fine) / fine}
}
