import { beforeAll, describe, expect, it } from "vitest";
import { readPosition } from "../registers/position.js";
import { speak } from "../texts/texts.js";
import { groundOf } from "./ground.js";
import { around, following, Plane, seenFrom, square, zoomed } from "./plane.js";
import { fromSweref } from "./sweref.js";

beforeAll(() => speak("sv"));

describe("SWEREF 99 TM", () => {
  // Control points of Lantmäteriet.
  it.each([
    [6097106.672, 356083.438, { lat: 55, lon: 12.75 }],
    [6095048.642, 452024.069, { lat: 55, lon: 14.25 }],
    [6319636.937, 363331.554, { lat: 57, lon: 12.75 }],
  ])("%d, %d is turned into degrees", (north, east, position) => expect(fromSweref(north, east)).toEqual(position));

  it.each(["6097107, 356083", "6097107 356083", "356083; 6097107", "N 6097107 E 356083", "N6097106,672 E356083,438", "6097106.672,356083.438"])("is read from %j", (typed) => {
    const read = readPosition(typed) as { lat: number; lon: number };
    expect(read.lat).toBeCloseTo(55, 4);
    expect(read.lon).toBeCloseTo(12.75, 4);
  });

  it.each(["6097107", "356083, 356083", "6097107, 6097107", "99999999, 356083"])("is not read from %j", (typed) => expect(readPosition(typed)).toBe(typed));
});

describe("a flat map", () => {
  const plane = new Plane({ lat: 55.9, lon: 14.2 });

  it("turns a position there and back", () => {
    for (const position of [{ lat: 55.9236, lon: 14.2952 }, { lat: 56.18238, lon: 13.82371 }]) {
      expect(plane.position(plane.point(position))).toEqual(position);
    }
  });

  it("has kilometres as long in every direction", () => {
    const north = plane.point({ lat: 55.9 + 10 / 111.195, lon: 14.2 });
    expect(north.y).toBeCloseTo(-10_000, 0);
    expect(plane.point({ lat: 55.9, lon: 14.3 }).x / 1000).toBeCloseTo(6.234, 2);
  });

  it("shows all points, and never less than the least", () => {
    const view = around([{ x: -1000, y: 0 }, { x: 1000, y: 9000 }], 0.75);
    expect(view.y).toBe(4500);
    expect(view.across * 0.75).toBeGreaterThan(9000);
    expect(around([{ x: 5, y: 5 }], 0.75, 3000)).toEqual({ x: 5, y: 5, across: 3000 });
  });

  it("is zoomed about a point that stays where it is", () => {
    const view = { x: 0, y: 0, across: 4000 };
    const near = zoomed(view, 2, { x: 1000, y: 500 });
    expect(near.across).toBe(2000);
    expect((1000 - near.x) / near.across).toBeCloseTo(1000 / 4000);
    expect(zoomed(view, 1e9).across).toBeGreaterThan(0);
    expect(zoomed(view, 1e-9).across).toBeLessThan(1e7);
  });

  it("follows a point that leaves it, and stays while it does not", () => {
    const view = { x: 0, y: 0, across: 1000 };
    expect(following(view, { x: 100, y: -100 }, 0.75)).toEqual(view);
    expect(following(view, { x: 600, y: 0 }, 0.75).x).toBeCloseTo(180);
  });

  it("has squares of round sizes", () => {
    expect([900, 3000, 44_000, 90_000].map(square)).toEqual([200, 500, 10_000, 20_000]);
  });

  it("says where a point is from the nearest name", () => {
    const things = [
      { name: "Torget", at: { x: 0, y: 0 } },
      { name: "Stranden", at: { x: 5000, y: 0 } },
    ];
    expect(seenFrom({ x: -100, y: 100 }, things)).toMatchObject({ name: "Torget", direction: "southwest" });
    expect(seenFrom({ x: 0, y: -10 }, things)).toMatchObject({ direction: "north", metres: 10 });
    expect(seenFrom({ x: 5100, y: 2 }, things)).toMatchObject({ name: "Stranden", direction: "east" });
    expect(seenFrom({ x: -10, y: -1 }, things)).toMatchObject({ direction: "west" });
    expect(seenFrom({ x: 0, y: 0 }, [])).toBeUndefined();
  });
});

describe("the ground", () => {
  const locality = { id: "l", version: 1, name: "Åhus", position: { lat: 55.92, lon: 14.29 } };
  const site = (more: object) => ({ id: "s", version: 1, name: "Torget", localityId: "l", position: { lat: 55.93, lon: 14.3 }, ...more });
  const none = { attribution: "", licence: "", accuracyMetres: 0, shapes: [] };

  it("names sites with their places, and leaves out what is not used or has no position", () => {
    const { marks } = groundOf(none, [locality, { ...locality, id: "x", position: undefined }], [site({}), site({ id: "r", retired: true })]);
    expect(marks.map(({ name }) => name)).toEqual(["Åhus", "Åhus Torget"]);
  });

  it("is all of Sweden where nothing is known", () => {
    expect(groundOf(none, [], []).all.across).toBeGreaterThan(1_000_000);
  });

  it("draws a path for each kind, closed for areas", () => {
    const shape = (kind: "water" | "road") => ({ kind, lines: [[[14.2, 55.9], [14.3, 55.9]]] as [number, number][][] });
    const { paths, sea } = groundOf({ ...none, shapes: [shape("road"), shape("water"), shape("water")] }, [locality], []);
    expect(paths.map(({ kind }) => kind)).toEqual(["water", "road"]);
    expect(paths[0]!.path).toMatch(/^M[-\d ]+L[-\d ]+ZM[-\d ]+L[-\d ]+Z$/);
    expect(paths[1]!.path).not.toContain("Z");
    expect(sea).toBe(false);
  });
});
