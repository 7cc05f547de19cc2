import type { Position } from "./sweref.js";
import { rounded } from "./sweref.js";

/** A place on a flat map: metres to the east and to the south of the map's origin. */
export interface Point {
  x: number;
  y: number;
}

/** Metres for a degree of latitude, on a sphere. */
const perDegree = 111_195;

/** A flat map around an origin: a kilometre is as long in every direction. The server draws alike. */
export class Plane {
  #origin: Position;
  #east: number;

  constructor(origin: Position) {
    this.#origin = origin;
    this.#east = perDegree * Math.cos((origin.lat * Math.PI) / 180);
  }

  point({ lat, lon }: Position): Point {
    return { x: (lon - this.#origin.lon) * this.#east, y: (this.#origin.lat - lat) * perDegree };
  }

  position({ x, y }: Point): Position {
    return rounded({ lat: this.#origin.lat - y / perDegree, lon: this.#origin.lon + x / this.#east });
  }
}

/** What of a map is seen: its middle, and how many metres it is across. */
export interface View extends Point {
  across: number;
}

/** The nearest and the farthest look, in metres across. */
const nearest = 150;
const farthest = 2_000_000;

/** The view that holds some points with room around them; `tall` is its height in its widths. */
export function around(points: readonly Point[], tall: number, least = 1000): View {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const across = Math.max(least, (right - left) * 1.25, ((bottom - top) * 1.25) / tall);
  return { x: (left + right) / 2, y: (top + bottom) / 2, across };
}

export function zoomed(view: View, factor: number, about: Point = view): View {
  const across = Math.min(farthest, Math.max(nearest, view.across / factor));
  const change = across / view.across;
  return { x: about.x + (view.x - about.x) * change, y: about.y + (view.y - about.y) * change, across };
}

/** The view, moved as little as it takes to show a point well within it. */
export function following(view: View, point: Point, tall: number): View {
  const [wide, high] = [view.across * 0.42, view.across * tall * 0.42];
  return {
    ...view,
    x: Math.min(Math.max(view.x, point.x - wide), point.x + wide),
    y: Math.min(Math.max(view.y, point.y - high), point.y + high),
  };
}

/** The side of the squares that are drawn, in metres: a round number, about a quarter of what is seen. */
export function square(across: number): number {
  const power = 10 ** Math.floor(Math.log10(across / 4));
  return ([5, 2].find((round) => across / 4 >= round * power) ?? 1) * power;
}

const directions = ["east", "southeast", "south", "southwest", "west", "northwest", "north", "northeast"] as const;

export type Direction = (typeof directions)[number];

export interface Named {
  name: string;
  at: Point;
}

/** Where a point is, as seen from the nearest thing that has a name. */
export function seenFrom(point: Point, things: readonly Named[]): { name: string; metres: number; direction: Direction } | undefined {
  let found: Named | undefined;
  const far = (thing: Named) => Math.hypot(point.x - thing.at.x, point.y - thing.at.y);
  for (const thing of things) if (!found || far(thing) < far(found)) found = thing;
  if (!found) return undefined;
  const eighth = Math.round((Math.atan2(point.y - found.at.y, point.x - found.at.x) * 4) / Math.PI);
  return { name: found.name, metres: far(found), direction: directions[(eighth + 8) % 8]! };
}
