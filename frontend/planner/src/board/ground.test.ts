import { describe, expect, it } from "vitest";
import { effectOf, touched, type Ground } from "./ground.js";
import { freeSlots } from "./slots.js";
import type { Locality, Pledge, Shift, Site, Visit } from "./types.js";

const village = {
  id: "degeberga", municipalityId: "k", kind: "basort", name: "Degeberga",
  visiting: { weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"], weeks: "every", opens: "09:00", closes: "20:00", minutes: 120, need: 1000 },
} as Locality;

const shift = (day: string, office = "a") => ({ id: `${office}${day}`, officeId: office, starts: `${day}T12:00:00+02:00`, ends: `${day}T20:00:00+02:00` }) as Shift;

const visit = (day: string, hours = "13:00-15:00", values: Partial<Visit> = {}) => {
  const [from, to] = hours.split("-");
  return { id: day, version: 1, localityId: "degeberga", siteId: "s", officeId: "a", state: "draft", starts: `${day}T${from}:00+02:00`, ends: `${day}T${to}:00+02:00`, ...values } as Visit;
};

const ground = {
  season: { from: "2027-09-01", to: "2027-12-31" },
  localities: [village],
  sites: [{ id: "old", localityId: "degeberga", retired: true }, { id: "s", localityId: "degeberga", preference: 1 }] as Site[],
  offices: [],
  shifts: ["2027-09-07", "2027-09-14", "2027-09-15", "2027-09-21"].map((day) => shift(day)),
  absences: [{ officeId: "a", from: "2027-09-15", to: "2027-09-15" }],
  occasions: [],
  pledges: [{
    id: "p", municipalityId: "k", from: "2027-01-01", signed: "2026-12-01",
    commitments: [{ indicator: "visits", binds: "year_round", target: { aimDays: 14, maxGapDays: 28 }, scope: { kinds: ["basort"] } }],
  }] as Pledge[],
  noticeDays: 14,
} as unknown as Ground;

const now = "2027-08-20T08:00";
const slot = (day: string, from = "13:00", to = "15:00") => ({ siteId: "s", officeId: "a", starts: `${day}T${from}`, ends: `${day}T${to}` });
const rules = (...of: Parameters<typeof touched>) => touched(...of).map(({ rule }) => rule);

describe("a change", () => {
  it("says which gaps it ends and which come instead", () => {
    const before = [visit("2027-09-07"), visit("2027-09-21"), visit("2027-10-05")];
    const after = [visit("2027-09-07"), visit("2027-10-05"), visit("2027-10-12")];
    const effect = effectOf(village, before, after, ground);
    expect(effect.gone.map(({ days }) => days)).toEqual([14, 14, 87]);
    expect(effect.come.map(({ days, nearness }) => [days, nearness])).toEqual([[28, "late"], [7, "kept"], [80, "broken"]]);
    expect(effect.broken).toBe(0);
    expect(effectOf(village, before, [before[0]!, visit("2027-11-05")], ground).broken).toBe(1);
  });

  it("does not count what is cancelled, or an event", () => {
    const before = [visit("2027-09-07"), visit("2027-09-21")];
    expect(effectOf(village, before, [before[0]!, visit("2027-09-21", undefined, { state: "cancelled" })], ground).come).toEqual([{ from: "2027-09-07", to: "2027-12-31", days: 115, nearness: "broken", open: true }]);
    expect(effectOf(village, before, [...before, visit("2027-09-14", undefined, { occasionId: "o" })], ground)).toEqual({ gone: [], come: [], broken: 0 });
  });
});

describe("a slot", () => {
  it("touches no rule within a shift", () => expect(rules(slot("2027-09-07"), village, [], ground, now)).toEqual([]));

  it("needs a crew, an office that is there, and nobody else at the same time", () => {
    expect(rules(slot("2027-09-07", "11:00", "13:00"), village, [], ground, now)).toEqual(["shift"]);
    expect(rules(slot("2027-09-15"), village, [], ground, now)).toEqual(["away"]);
    const other = visit("2027-09-07", "14:00-16:00");
    expect(touched(slot("2027-09-07"), village, [other], ground, now)).toEqual([{ rule: "office", blocks: true, what: "Degeberga" }]);
    expect(rules(slot("2027-09-07"), village, [other], ground, now, { id: other.id })).toEqual([]);
    expect(rules(slot("2027-09-07", "16:00", "18:00"), village, [other], ground, now)).toEqual([]);
  });

  it("is told of the place's own rules, of holidays and of notice", () => {
    const odd = { ...village, visiting: { ...village.visiting!, weeks: "odd", weekdays: ["monday"], minutes: 150, closes: "14:00" } } as Locality;
    expect(rules(slot("2027-09-07"), odd, [], ground, now)).toEqual(["weekday", "weeks", "hours", "minutes"]);
    expect(touched(slot("2027-11-06"), village, [], ground, now)).toContainEqual({ rule: "holiday", blocks: false, what: "Alla helgons dag" });
    expect(rules(slot("2027-09-07"), village, [], ground, "2027-09-01T08:00")).toEqual(["notice"]);
    expect(rules(slot("2027-09-07"), village, [], ground, "2027-09-08T08:00")).toEqual(["past"]);
  });
});

describe("free slots", () => {
  const wish = { from: "2027-09-01", to: "2027-09-30", near: "2027-09-14", now };

  it("lie within shifts of offices that are there, the nearest first", () => {
    const found = freeSlots(village, [], ground, wish);
    expect(found.map(({ starts }) => starts)).toEqual(["2027-09-14T12:15", "2027-09-07T12:15", "2027-09-21T12:15"]);
    expect(found[0]).toMatchObject({ siteId: "s", officeId: "a", ends: "2027-09-14T14:15" });
  });

  it("leave time to drive between visits", () => {
    const found = freeSlots(village, [visit("2027-09-14", "12:30-15:00")], ground, { ...wish, from: "2027-09-14", to: "2027-09-14" });
    expect(found[0]!.starts).toBe("2027-09-14T15:45");
    const full = [visit("2027-09-14", "12:30-15:00"), visit("2027-09-14", "16:00-19:00")];
    expect(freeSlots(village, full, ground, { ...wish, from: "2027-09-14", to: "2027-09-14" })).toEqual([]);
  });

  it("are none where the place has no site", () => expect(freeSlots({ ...village, id: "elsewhere" }, [], ground, wish)).toEqual([]));
});
