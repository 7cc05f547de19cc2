import { describe, expect, it } from "vitest";
import { copied, each, effectsOf, shifted, standingOn, tells, type World } from "./deeds.js";
import type { Ground } from "./ground.js";
import type { Visit } from "./types.js";

const place = (id: string) => ({ id, name: id, kind: "basort", municipalityId: "m" });
const shift = (day: string, officeId = "o") => ({ id: day + officeId, officeId, starts: `${day}T11:00:00+01:00`, ends: `${day}T20:00:00+01:00` });
const visit = (id: string, day: string, { at = "13", place = "a", ...more }: Partial<Visit> & { at?: string; place?: string } = {}) =>
  ({ id, version: 1, state: "draft", localityId: place, siteId: "s", officeId: "o", starts: `${day}T${at}:00:00+01:00`, ends: `${day}T${Number(at) + 2}:00:00+01:00`, ...more }) as Visit;

const tuesdays = ["2027-01-12", "2027-01-19", "2027-01-26", "2027-02-02"];

function world(visits: readonly Visit[], more: Partial<Ground> = {}): World {
  const ground = {
    season: { from: "2027-01-01", to: "2027-02-28" },
    localities: [place("a"), place("b")],
    shifts: tuesdays.map((day) => shift(day)),
    absences: [],
    pledges: [],
    noticeDays: 0,
    ...more,
  } as unknown as Ground;
  return { ground, visits, now: "2027-01-01T12:00" };
}

const where = ({ deeds }: ReturnType<typeof shifted>) => deeds.map((deed) => ("slot" in deed ? deed.slot.starts : deed.kind));
const why = ({ left }: ReturnType<typeof shifted>) => left.map(({ visit, why }) => `${visit.id} ${why.rule}`).sort();

describe("moving many", () => {
  it("moves a row of visits onto its own places, those in the way first", () => {
    const visits = tuesdays.slice(0, 3).map((day, i) => visit(String(i), day));
    const batch = shifted(visits, 7, world(visits));
    expect(batch.left).toEqual([]);
    expect(where(batch)).toEqual(["2027-02-02T13:00", "2027-01-26T13:00", "2027-01-19T13:00"]);
    expect(where(shifted(visits.slice(1), -7, world(visits.slice(1))))).toEqual(["2027-01-12T13:00", "2027-01-19T13:00"]);
  });

  it("leaves out what would collide with a visit that itself stays, and says why", () => {
    const visits = [visit("first", "2027-01-26"), visit("last", "2027-02-02")];
    const batch = shifted(visits, 7, world(visits));
    expect(batch.deeds).toEqual([]);
    expect(why(batch)).toEqual(["first office", "last shift"]);
  });

  it("leaves out what is over, has begun or would leave the season", () => {
    const visits = [
      visit("held", "2027-01-12", { state: "held" }),
      visit("begun", "2026-12-30", { state: "announced" }),
      visit("out", "2027-02-25"),
    ];
    expect(why(shifted(visits, 7, world(visits)))).toEqual(["begun begun", "held final", "out outside"]);
  });

  it("tells of rules that refuse nothing", () => {
    const visits = [visit("v", "2027-01-12")];
    const localities = [{ ...place("a"), visiting: { weekdays: ["monday"], opens: "08:00", closes: "20:00", minutes: 60 } }];
    expect(shifted(visits, 7, world(visits, { localities } as unknown as Partial<Ground>)).warned.map(({ why }) => why.rule)).toEqual(["weekday"]);
  });
});

describe("copying", () => {
  it("makes drafts where the office is crewed and free", () => {
    const visits = [visit("v", "2027-01-12", { state: "announced", pinned: true })];
    const { deeds, left } = copied(visits, 14, world(visits));
    expect(left).toEqual([]);
    expect(deeds).toEqual([{ kind: "add", locality: "a", slot: { siteId: "s", officeId: "o", starts: "2027-01-26T13:00", ends: "2027-01-26T15:00" }, copyOf: visits[0] }]);
  });

  it("says what is left out and why", () => {
    const here = [
      visit("taken", "2027-01-12"),
      visit("visited", "2027-01-12", { at: "16", place: "b" }),
      visit("uncrewed", "2027-01-13"),
      visit("cancelled", "2027-01-12", { state: "cancelled" }),
      visit("event", "2027-01-12", { occasionId: "e" }),
    ];
    const there = [visit("other", "2027-01-19", { at: "12", place: "x" }), visit("again", "2027-01-19", { at: "18", place: "b" })];
    expect(why(copied(here, 7, world([...here, ...there])))).toEqual(["cancelled final", "event final", "taken office", "uncrewed shift", "visited visited"]);
  });

  it("leaves red days alone", () => {
    const visits = [visit("v", "2027-01-05")];
    const red = world(visits, { shifts: [shift("2027-01-05"), shift("2027-01-06")] as unknown as Ground["shifts"] });
    expect(why(copied(visits, 1, red))).toEqual(["v holiday"]);
  });

  it("copies nothing onto what is blocked", () => {
    const visits = [visit("v", "2027-01-12")];
    const absences = [{ officeId: "o", from: "2027-01-18", to: "2027-01-20" }] as unknown as Ground["absences"];
    expect(why(copied(visits, 7, world(visits, { absences })))).toEqual(["v away"]);
  });
});

describe("one deed for each", () => {
  const all = [visit("draft", "2027-01-12"), visit("told", "2027-01-19", { state: "announced" }), visit("held", "2027-01-05", { state: "held" }), visit("pinned", "2027-01-26", { pinned: true })];
  const now = "2027-01-10T12:00";
  const done = (kind: "cancel" | "remove" | "pin" | "unpin") => each(kind, all, now).deeds.map((deed) => ("visit" in deed ? deed.visit.id : ""));

  it("is done only where it can be", () => {
    expect(done("cancel")).toEqual(["told"]);
    expect(done("remove")).toEqual(["draft", "pinned"]);
    expect(done("pin")).toEqual(["draft", "told"]);
    expect(done("unpin")).toEqual(["pinned"]);
    expect(why(each("cancel", all, now))).toEqual(["draft draft", "held final", "pinned draft"]);
    expect(why(each("remove", all, now))).toEqual(["held final", "told told"]);
  });

  it("tells citizens only of what they know", () => {
    expect(tells(each("remove", all, now).deeds)).toBe(false);
    expect(tells(each("cancel", all, now).deeds)).toBe(true);
    expect(tells(each("pin", all, now).deeds)).toBe(false);
  });
});

it("reckons what many changes do to each place, the worst first", () => {
  const pledges = [{ id: "p", signed: "2026-01-01", from: "2026-01-01", municipalityId: "m", commitments: [{ indicator: "visits", binds: "year_round", target: { aimDays: 7, maxGapDays: 14 }, scope: { kinds: ["basort"] } }] }];
  const visits = [...tuesdays.slice(0, 3).map((day, i) => visit(`a${i}`, day)), ...tuesdays.slice(0, 2).map((day, i) => visit(`b${i}`, day, { at: "16", place: "b" }))];
  const { ground } = world(visits, { pledges } as unknown as Partial<Ground>);
  const at = (id: string) => visits.filter(({ localityId }) => localityId === id);
  const gone = [{ kind: "remove" as const, visit: visits[1]! }, { kind: "move" as const, visit: visits[4]!, slot: { ...visits[4]!, starts: "2027-02-02T13:00", ends: "2027-02-02T15:00" } }];
  const found = effectsOf(gone, at, ground);
  expect(found.map(({ locality, effect }) => [locality.id, effect.come.map(({ days }) => days)])).toEqual(expect.arrayContaining([["a", expect.arrayContaining([14])], ["b", expect.arrayContaining([21])]]));
  expect(found[0]!.effect.broken).toBeGreaterThanOrEqual(found[1]!.effect.broken);
});

it("finds the visits that stand where an office is to be away", () => {
  const visits = [visit("in", "2027-01-19"), visit("before", "2027-01-12"), visit("other", "2027-01-19", { officeId: "p" }), visit("gone", "2027-01-19", { state: "cancelled" })];
  expect(standingOn(new Set(["o"]), "2027-01-18", "2027-01-20", visits).map(({ id }) => id)).toEqual(["in"]);
});
