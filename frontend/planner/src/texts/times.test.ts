import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "./texts.js";
import { clockText, daysText, distanceText, hoursText, momentText, readClock, today, weekdayText, weekOf } from "./times.js";

beforeAll(() => speak("sv"));

describe("weeks", () => {
  it.each([
    ["2026-11-24", 48],
    ["2026-12-31", 53],
    ["2027-01-01", 53],
    ["2027-01-03", 53],
    ["2027-01-04", 1],
    ["2024-12-30", 1],
    ["2026-03-29T03:00:00+02:00", 13],
  ])("%s is in week %i", (day, week) => expect(weekOf(day)).toBe(week));
});

describe("a time of day", () => {
  it.each([
    ["9", "09:00"],
    ["9.30", "09:30"],
    ["kl. 15.05", "15:05"],
    ["0930", "09:30"],
    ["25:30", "25:30"],
    ["9:75", "9:75"],
    ["31", "31"],
    ["snart", "snart"],
    ["", ""],
  ])("written %j is read as %j", (written, read) => expect(readClock(written)).toBe(read));
});

describe("times in words", () => {
  it("are Swedish, whatever the machine's zone is", () => {
    expect(weekdayText("2026-11-24")).toBe("tis 24 nov. 2026");
    expect(momentText("2026-11-24T23:30:00Z")).toBe("25 nov. 2026 00:30");
    expect(hoursText("2026-11-24T15:00:00+01:00", "2026-11-24T18:00:00+01:00")).toBe("15.00–18.00");
    expect(daysText("2027-06-04", "2027-06-05")).toBe("4–5 juni 2027");
    expect(clockText("25:30")).toBe("25.30");
    expect(today(new Date("2026-11-24T23:30:00Z"))).toBe("2026-11-25");
  });

  it("tell how far away they are", () => {
    const now = new Date("2026-11-24T12:00:00Z");
    expect(distanceText("2026-11-24T11:55:00Z", now)).toBe("för 5 minuter sedan");
    expect(distanceText("2026-11-27T12:00:00Z", now)).toBe("om 3 dagar");
    expect(distanceText("2026-11-24T12:00:10Z", now)).toBe("denna minut");
  });
});
