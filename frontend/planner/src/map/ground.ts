import { client, data } from "../api/client.js";
import type { components } from "../api/schema.js";
import { things, type Stored } from "../registers/register.js";
import { registerOf } from "../registers/registers.js";
import type { Position } from "./sweref.js";
import { around, Plane, type Named, type View } from "./plane.js";

type Shape = components["schemas"]["PublicShape"];

/** A thing of a register with its place on the map. */
export interface Mark extends Named {
  id: string;
  kind: "locality" | "site";
}

/** All that a map of a district shows before anything is marked on it. */
export interface Ground {
  plane: Plane;
  marks: readonly Mark[];
  /** A path for each kind of shape, from the bottom to the top, in metres. */
  paths: readonly { kind: string; path: string }[];
  /** Whether all that is not drawn as land is water. */
  sea: boolean;
  source: string;
  accuracy: number;
  /** What shows everything. */
  all: View;
}

/** The map's height, in its widths. */
export const tall = 0.75;

const kinds = ["land", "water", "border", "road"] as const;
const sweden: Position = { lat: 62, lon: 16 };

export async function readGround(district: string): Promise<Ground> {
  const [map, localities, sites] = await Promise.all([
    data(client.GET("/api/v1/public/map")),
    things(registerOf("localities")!, district),
    things(registerOf("sites")!, district),
  ]);
  return groundOf(map, localities, sites);
}

export function groundOf(map: components["schemas"]["PublicMap"], localities: readonly Stored[], sites: readonly Stored[]): Ground {
  const placed = [
    // Where there is not room for all names, those of the larger places are shown.
    ...[...localities].sort((a, b) => Number(b.population ?? 0) - Number(a.population ?? 0)).map((thing) => ({ thing, kind: "locality" as const, name: String(thing.name) })),
    ...sites
      .filter(({ retired }) => !retired)
      .map((thing) => ({ thing, kind: "site" as const, name: `${String(localities.find(({ id }) => id === thing.localityId)?.name ?? "")} ${String(thing.name)}`.trim() })),
  ].flatMap(({ thing, kind, name }) => (thing.position ? [{ id: thing.id, kind, name, position: thing.position as Position }] : []));
  const plane = new Plane(middle(placed.map(({ position }) => position)));
  const marks = placed.map(({ position, ...mark }) => ({ ...mark, at: plane.point(position) }));
  return {
    plane,
    marks,
    paths: kinds.flatMap((kind) => {
      const path = map.shapes.filter((shape) => shape.kind === kind).map((shape) => pathOf(plane, shape)).join("");
      return path === "" ? [] : [{ kind, path }];
    }),
    sea: map.shapes.some(({ kind }) => kind === "land"),
    source: map.attribution,
    accuracy: map.accuracyMetres,
    all: marks.length > 0 ? around(marks.map(({ at }) => at), tall) : { x: 0, y: 0, across: 1_600_000 },
  };
}

function middle(positions: readonly Position[]): Position {
  if (positions.length === 0) return sweden;
  const [lats, lons] = [positions.map(({ lat }) => lat), positions.map(({ lon }) => lon)];
  return { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lon: (Math.min(...lons) + Math.max(...lons)) / 2 };
}

function pathOf(plane: Plane, { kind, lines }: Shape): string {
  const end = kind === "land" || kind === "water" ? "Z" : "";
  return (lines ?? [])
    .map((line) => {
      const points = (line ?? []).map((at) => plane.point({ lon: at[0]!, lat: at[1]! }));
      return `M${points.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`).join("L")}${end}`;
    })
    .join("");
}
