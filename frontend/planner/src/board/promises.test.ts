import { describe, expect, it } from "vitest";
import { bindingDays, gapsOf, inForce, promisesOf, summary } from "./promises.js";
import type { Locality, Pledge } from "./types.js";

const village = { id: "degeberga", municipalityId: "kristianstad", kind: "basort" } as Locality;
const summer = { from: "06-01", to: "08-31", occasionShare: 350, localityRate: 500 };

const visits = { article: 1, title: "Besök", owner: "police", indicator: "visits", binds: "outside_summer" } as const;

function pledge(values: object): Pledge {
  return {
    id: "a", municipalityId: "kristianstad", from: "2026-01-01", signed: "2025-12-01", kind: "pledge",
    commitments: [{ ...visits, target: { aimDays: 14, maxGapDays: 28 }, scope: { kinds: ["basort"] } }],
    ...values,
  } as Pledge;
}

const promises = (...pledges: Pledge[]) => promisesOf(village, pledges, "2026-01-01", "2027-12-31");

describe("what is promised to a place", () => {
  it("is what signed pledges of its kommun say", () => {
    expect(promises(pledge({}))).toMatchObject([{ aim: 14, greatest: 28, yearRound: false }]);
    expect(promises(pledge({ signed: undefined }))).toEqual([]);
    expect(promises(pledge({ municipalityId: "hörby" }))).toEqual([]);
    expect(promises(pledge({ to: "2025-12-31" }))).toEqual([]);
    expect(promises(pledge({ commitments: [{ ...visits, target: { aimDays: 14 }, scope: { kinds: ["tatort"] } }] }))).toEqual([]);
    expect(promises(pledge({ commitments: [{ ...visits, target: { aimDays: 14 }, scope: { localities: ["degeberga"] } }] }))).toHaveLength(1);
  });

  it("has two thirds of the greatest gap as its aim where none is named", () => {
    expect(promises(pledge({ commitments: [{ ...visits, target: { maxGapDays: 35 }, scope: { kinds: ["basort"] } }] }))[0]).toMatchObject({ aim: 23, greatest: 35 });
  });

  it("ends the day before what replaces it", () => {
    const found = inForce([pledge({}), pledge({ id: "b", replacesId: "a", from: "2027-01-01" })]);
    expect(found.map(({ id, to }) => [id, to])).toEqual([["a", "2026-12-31"], ["b", undefined]]);
  });
});

describe("the time between visits", () => {
  it("goes on from the last visit to the end of what is planned", () => {
    const found = gapsOf(["2026-01-05", "2026-01-19"], promises(pledge({})), summer, "2026-03-01");
    expect(found.map(({ to, days, nearness, open = false }) => [to, days, nearness, open])).toEqual([["2026-01-19", 14, "kept", false], ["2026-03-01", 41, "broken", true]]);
    expect(gapsOf(["2026-01-05", "2026-03-01"], promises(pledge({})), summer, "2026-03-01")).toHaveLength(1);
    expect(gapsOf([], promises(pledge({})), summer, "2026-03-01")).toEqual([]);
  });

  it("is near to breaking beyond the aim, and broken beyond the greatest", () => {
    const gaps = gapsOf(["2026-09-01", "2026-09-15", "2026-10-06", "2026-11-10"], promises(pledge({})), summer);
    expect(gaps.map(({ days, nearness }) => [days, nearness])).toEqual([[14, "kept"], [21, "late"], [35, "broken"]]);
    expect(summary(gaps)).toEqual({ broken: 1, late: 1, longest: 35 });
  });

  it("stands still in summer, where the promise does not bind then", () => {
    const [promise] = promises(pledge({}));
    expect(bindingDays(promise!, "2026-05-20", "2026-09-10", summer)).toBe(21);
    expect(bindingDays({ ...promise!, yearRound: true }, "2026-05-20", "2026-09-10", summer)).toBe(113);
    expect(gapsOf(["2026-06-10", "2026-07-30"], promises(pledge({})), summer)).toEqual([]);
  });

  it("counts only days on which the pledge is valid", () => {
    expect(gapsOf(["2025-12-10", "2026-01-10"], promises(pledge({})), summer)[0]).toMatchObject({ days: 10, nearness: "kept" });
  });

  it("is nothing where nothing is promised", () => {
    expect(gapsOf(["2026-09-01", "2026-12-24"], [], summer)).toEqual([]);
  });
});
