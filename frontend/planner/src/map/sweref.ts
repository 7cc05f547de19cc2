/** Latitude and longitude in degrees (WGS 84). */
export interface Position {
  lat: number;
  lon: number;
}

/** SWEREF 99 TM: the ellipsoid GRS 80, the middle meridian 15° east. */
const flattening = 1 / 298.257222101;
const meridian = (15 * Math.PI) / 180;
const shrink = 0.9996;
const falseEast = 500_000;

const n = flattening / (2 - flattening);
const radius = (6_378_137 / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const e2 = flattening * (2 - flattening);

/** The series of the inverse Gauss-Krüger projection. */
const deltas = [
  n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440,
  (17 * n ** 3) / 480 - (37 * n ** 4) / 840,
  (4397 * n ** 4) / 161_280,
];
const toGeodetic = [
  e2 + e2 ** 2 + e2 ** 3 + e2 ** 4,
  -(7 * e2 ** 2 + 17 * e2 ** 3 + 30 * e2 ** 4) / 6,
  (224 * e2 ** 3 + 889 * e2 ** 4) / 120,
  (-4279 * e2 ** 4) / 1260,
];

/** Where a place with coordinates in SWEREF 99 TM lies, in degrees (WGS 84). */
export function fromSweref(north: number, east: number): Position {
  const [x, y] = [north / (shrink * radius), (east - falseEast) / (shrink * radius)];
  const along = deltas.reduce((sum, d, i) => sum - d * Math.sin(2 * (i + 1) * x) * Math.cosh(2 * (i + 1) * y), x);
  const across = deltas.reduce((sum, d, i) => sum - d * Math.cos(2 * (i + 1) * x) * Math.sinh(2 * (i + 1) * y), y);
  const latitude = Math.asin(Math.sin(along) / Math.cosh(across));
  const longitude = meridian + Math.atan(Math.sinh(across) / Math.cos(along));
  const sine = Math.sin(latitude);
  const more = sine * Math.cos(latitude) * toGeodetic.reduce((sum, factor, i) => sum + factor * sine ** (2 * i), 0);
  return rounded({ lat: ((latitude + more) * 180) / Math.PI, lon: (longitude * 180) / Math.PI });
}

/** To a metre, as positions are kept. */
export function rounded({ lat, lon }: Position): Position {
  return { lat: Math.round(lat * 1e5) / 1e5, lon: Math.round(lon * 1e5) / 1e5 };
}
