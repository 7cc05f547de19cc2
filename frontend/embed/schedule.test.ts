import { expect, it } from "vitest";
import { schedule, visit } from "./fixtures.js";
import { coming, near, swedishDay } from "./schedule.js";

it("knows the day in Sweden, wherever the reader is", () => {
  expect(swedishDay(new Date("2026-11-23T22:59:59Z"))).toBe("2026-11-23");
  expect(swedishDay(new Date("2026-11-23T23:00:00Z"))).toBe("2026-11-24");
  expect(swedishDay(new Date("2026-06-30T22:00:00Z"))).toBe("2026-07-01");
});

it("says today and tomorrow, over the nights when clocks change and years do", () => {
  const said = (starts: string, now: string) => near(visit({ starts }), schedule().words, new Date(now));
  expect(said("2026-11-24T15:00+01:00", "2026-11-24T00:00:00+01:00")).toBe("I dag");
  expect(said("2026-11-24T15:00+01:00", "2026-11-24T23:59:59+01:00")).toBe("I dag");
  expect(said("2026-11-24T15:00+01:00", "2026-11-23T23:59:59+01:00")).toBe("I morgon");
  expect(said("2026-11-24T15:00+01:00", "2026-11-22T12:00:00+01:00")).toBe("");
  expect(said("2026-03-29T09:00+02:00", "2026-03-28T23:30:00+01:00")).toBe("I morgon");
  expect(said("2026-10-26T00:30+01:00", "2026-10-25T00:30:00+02:00")).toBe("I morgon");
  expect(said("2027-01-01T09:00+01:00", "2026-12-31T09:00:00+01:00")).toBe("I morgon");
});

it("leaves out what is over", () => {
  const both = schedule({ visits: [visit({ place: "Tollarp", ends: "2026-11-24T12:00+01:00" }), visit()] });
  const places = (now: string) => coming(both, new Date(now)).map(({ place }) => place);
  expect(places("2026-11-24T11:59:59+01:00")).toEqual(["Tollarp", "Åhus"]);
  expect(places("2026-11-24T12:00:00+01:00")).toEqual(["Åhus"]);
  expect(places("2026-11-24T18:00:00+01:00")).toEqual([]);
});
