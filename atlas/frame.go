package atlas

import (
	"math"

	"poliskontor/scheduling"
)

// Frame is a piece of the earth as it lies on a map: north up, and a kilometre as long
// in every direction. Longitudes are drawn as close as they are in the frame's middle
// (an equirectangular projection). Over 50 km that is wrong by less than one part in a
// hundred at the edges, as wide as a mark; and it is turned round with one division,
// which the app does for each movement of a finger.
type Frame struct {
	Width, Height float64 // of the drawing
	Middle        scheduling.Position
	Scale         float64 // units of the drawing for a metre
}

// metresPerDegree of latitude, on a sphere.
const metresPerDegree = 111_195

// The frame's height, in its widths.
const (
	lowest, highest = 0.65, 1.25
)

// Fit returns the frame of a width that holds positions with room around them, and at
// least some metres across. Without positions it holds nothing: Scale is 0.
func Fit(width float64, positions []scheduling.Position, least float64) Frame {
	if len(positions) == 0 {
		return Frame{}
	}
	low, high := positions[0], positions[0]
	for _, p := range positions {
		low.Lat, high.Lat = min(low.Lat, p.Lat), max(high.Lat, p.Lat)
		low.Lon, high.Lon = min(low.Lon, p.Lon), max(high.Lon, p.Lon)
	}
	f := Frame{Width: width, Scale: 1, Middle: scheduling.Position{Lat: (low.Lat + high.Lat) / 2, Lon: (low.Lon + high.Lon) / 2}}
	const room = 1.25
	left, bottom := f.Place(low)
	right, top := f.Place(high)
	across, down := max(least, (right-left)*room), max(least*lowest, (bottom-top)*room)
	f.Height = math.Round(width * min(highest, max(lowest, down/across)))
	f.Scale = min(width/across, f.Height/down)
	return f
}

// Place returns where a position lies on the drawing, from its upper left corner.
func (f Frame) Place(p scheduling.Position) (x, y float64) {
	shrink := math.Cos(f.Middle.Lat * math.Pi / 180)
	return f.Width/2 + (p.Lon-f.Middle.Lon)*metresPerDegree*shrink*f.Scale,
		f.Height/2 - (p.Lat-f.Middle.Lat)*metresPerDegree*f.Scale
}

// Holds tells whether a position is on the drawing.
func (f Frame) Holds(p scheduling.Position) bool { return f.holds(f.Place(p)) }

// Touch tells whether the marks of two positions would lie on each other.
func (f Frame) Touch(p, q scheduling.Position) bool {
	px, py := f.Place(p)
	qx, qy := f.Place(q)
	return math.Hypot(px-qx, py-qy) < 2*reach
}

// holds tells whether a place on the drawing is within it.
func (f Frame) holds(x, y float64) bool { return x >= 0 && x <= f.Width && y >= 0 && y <= f.Height }

// Square is the side of the squares that are drawn, in metres: a round number, about a
// quarter of the width.
func (f Frame) Square() float64 {
	wanted := f.Width / f.Scale / 4
	power := math.Pow(10, math.Floor(math.Log10(wanted)))
	for _, round := range []float64{5, 2} {
		if wanted >= round*power {
			return round * power
		}
	}
	return power
}
