package scheduling

import "math"

// Position is a place on earth in degrees (WGS 84). The zero Position means none.
type Position struct{ Lat, Lon float64 }

// IsZero tells whether no position is given.
func (p Position) IsZero() bool { return p == Position{} }

// InSweden tells whether the position lies within a coarse outline of Sweden, its
// islands and coastal waters. Within some ten kilometres of a border it may err;
// it is there to catch swapped and mistyped coordinates.
func (p Position) InSweden() bool {
	inside := false
	for i, a := range outline {
		b := outline[(i+1)%len(outline)]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) &&
			p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			inside = !inside
		}
	}
	return inside
}

// outline is Sweden, clockwise from Falsterbo.
var outline = []Position{
	{55.20, 12.80}, {55.60, 12.78}, {55.85, 12.64}, {56.03, 12.65}, {56.20, 12.30}, {57.00, 11.60},
	{57.90, 11.20}, {58.60, 10.85}, {58.98, 10.90}, {59.09, 11.20}, {58.95, 11.45}, {59.30, 11.78},
	{59.65, 11.70}, {60.00, 12.30}, {60.50, 12.55}, {61.00, 12.22}, {61.35, 12.85}, {61.70, 12.12},
	{62.27, 12.25}, {63.00, 12.05}, {63.60, 12.15}, {64.05, 13.20}, {64.10, 13.95}, {64.50, 14.08},
	{65.30, 14.45}, {66.15, 14.52}, {66.35, 15.35}, {67.00, 16.35}, {67.50, 16.10}, {68.00, 17.25},
	{68.15, 18.08}, {68.55, 18.08}, {68.37, 19.90}, {69.07, 20.35}, {69.07, 20.60}, {68.52, 22.60},
	{67.95, 23.65}, {66.80, 24.02}, {65.80, 24.18}, {65.40, 24.20}, {63.60, 20.95}, {62.50, 19.20},
	{60.60, 19.00}, {60.10, 19.30}, {59.50, 19.70}, {58.60, 19.80}, {57.40, 19.60}, {56.60, 18.60},
	{56.00, 16.90}, {55.85, 15.50}, {55.30, 14.60}, {55.20, 13.20},
}

// DistanceKm returns the great-circle distance in kilometres.
func (p Position) DistanceKm(q Position) float64 {
	const earthRadius = 6371.0
	rad := math.Pi / 180
	dLat, dLon := (q.Lat-p.Lat)*rad, (q.Lon-p.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(p.Lat*rad)*math.Cos(q.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earthRadius * math.Asin(math.Sqrt(h))
}

// TravelMinutes estimates the drive between two positions in minutes, rounded up:
// country roads are about 1.3 times as long as the straight line, a heavy van
// keeps about 60 km/h on them, and setting off and parking take two minutes. It is
// 0 for the same spot and where a position is unknown.
func TravelMinutes(from, to Position) int {
	if from.IsZero() || to.IsZero() || from == to {
		return 0
	}
	return 2 + int(math.Ceil(from.DistanceKm(to)*1.3))
}
