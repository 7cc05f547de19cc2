import { describe, expect, it } from "vitest";
import { addressOf, dayAfter, deedsFor, delayedTo, done, instantOf, latenessesOf, mondayOf, nextOf, phaseOf, stopsOf, until, wayTo, type Visit } from "./stops.js";
import { reasons } from "./reasons.js";

const at = (clock: string) => new Date(`2026-11-24T${clock}:00+01:00`);

const visit = (over: Partial<Visit> = {}): Visit => ({
  id: "a", version: 1, created: "", updated: "", districtId: "d", localityId: "l", siteId: "s", officeId: "o", state: "announced",
  starts: "2026-11-24T10:00:00+01:00", ends: "2026-11-24T12:00:00+01:00", ...over,
});

describe("a visit", () => {
  it("comes, goes on and is over", () => {
    expect(phaseOf(visit(), at("09:59"))).toBe("coming");
    expect(phaseOf(visit(), at("10:00"))).toBe("going");
    expect(phaseOf(visit(), at("12:00"))).toBe("over");
  });

  it("can be late or cancelled before it ends, broken off while it goes on, and held after it", () => {
    expect(deedsFor(visit(), at("09:00"))).toEqual(["delay", "cancel"]);
    expect(deedsFor(visit({ state: "delayed" }), at("11:00"))).toEqual(["break-off", "delay", "cancel"]);
    expect(deedsFor(visit({ state: "moved" }), at("13:00"))).toEqual(["hold"]);
    for (const state of ["draft", "cancelled", "broken_off", "held"] as const) expect(deedsFor(visit({ state }), at("09:00"))).toEqual([]);
  });

  it("is late from its own time, or from now once it should have begun", () => {
    expect(instantOf(delayedTo(visit(), 30, at("09:50")))).toBe("2026-11-24T09:30:00Z");
    expect(instantOf(delayedTo(visit(), 30, at("10:12")))).toBe("2026-11-24T09:45:00Z");
  });

  it("cannot be so late that nothing is left", () => {
    expect(latenessesOf(visit(), at("09:00"))).toEqual([15, 30, 45, 60]);
    expect(latenessesOf(visit({ ends: "2026-11-24T10:45:00+01:00" }), at("09:00"))).toEqual([15, 30]);
    expect(latenessesOf(visit(), at("11:50"))).toEqual([]);
  });
});

describe("the stops", () => {
  const early = visit({ id: "early", starts: "2026-11-24T08:00:00+01:00", ends: "2026-11-24T09:00:00+01:00", officeId: "other" });
  const off = visit({ id: "off", state: "cancelled" });
  const late = visit({ id: "late", starts: "2026-11-24T14:00:00+01:00", ends: "2026-11-24T15:00:00+01:00" });
  const draft = visit({ id: "draft", state: "draft" });

  it("are those that somebody was told of, by time, of one office or all", () => {
    expect(stopsOf([late, draft, off, early], "").map(({ id }) => id)).toEqual(["early", "off", "late"]);
    expect(stopsOf([late, draft, off, early], "o").map(({ id }) => id)).toEqual(["off", "late"]);
  });

  it("have a next one, which takes place and is not over", () => {
    const all = stopsOf([late, off, early], "");
    expect(nextOf(all, at("08:30"))?.id).toBe("early");
    expect(nextOf(all, at("09:30"))?.id).toBe("late");
    expect(nextOf(all, at("16:00"))).toBeUndefined();
    expect(done(off)).toBe(true);
  });
});

describe("time", () => {
  it("until an instant is told up to a day ahead", () => {
    expect(until("2026-11-24T10:00:00+01:00", at("09:35"))).toEqual({ hours: 0, minutes: 25 });
    expect(until("2026-11-24T10:00:00+01:00", at("07:50"))).toEqual({ hours: 2, minutes: 10 });
    expect(until("2026-11-24T10:00:00+01:00", at("10:00"))).toBeUndefined();
    expect(until("2026-11-26T10:00:00+01:00", at("09:00"))).toBeUndefined();
  });

  it("goes by weeks that begin on Mondays, also over a year's end", () => {
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
    expect(mondayOf("2027-01-01")).toBe("2026-12-28");
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayAfter("2027-03-28", 1)).toBe("2027-03-29");
  });
});

describe("the way there", () => {
  it("is shown by the device's own map", () => {
    const spot = { lat: 55.92, lon: 14.3 };
    expect(wayTo(spot, "Mozilla/5.0 (Linux; Android 14) Mobile")).toBe("geo:55.92,14.3?q=55.92,14.3");
    expect(wayTo(spot, "Mozilla/5.0 (iPhone; CPU iPhone OS 18)")).toContain("daddr=55.92,14.3");
    expect(wayTo(spot, "Mozilla/5.0 (X11; Linux)")).toContain("mlat=55.92&mlon=14.3");
  });

  it("leaves out what nobody knows of the address", () => {
    expect(addressOf({ street: "Storgatan 1", postalCode: "296 31", town: "Åhus" })).toBe("Storgatan 1, 296 31 Åhus");
    expect(addressOf({ town: "Åhus" })).toBe("Åhus");
    expect(addressOf({})).toBe("");
  });
});

describe("the ready reasons", () => {
  it("fit in a line, end as sentences do and speak of nobody by name", () => {
    for (const list of Object.values(reasons)) {
      for (const { sv, en } of list) {
        expect(sv.length).toBeLessThan(100);
        expect(sv).toMatch(/^[A-ZÅÄÖ].*\.$/);
        expect(en).toMatch(/^[A-Z].*\.$/);
      }
    }
  });
});
