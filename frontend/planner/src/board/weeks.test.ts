import { describe, expect, it } from "vitest";
import { addDays, daysBetween, mondayOf, weekAt, weekday, weekMeant, weeksBetween } from "./weeks.js";

describe("weeks", () => {
  it("are numbered by ISO 8601, the 53rd included", () => {
    const number = (day: string) => [weekAt(day).year, weekAt(day).number];
    expect(number("2026-11-24")).toEqual([2026, 48]);
    expect(number("2026-12-31")).toEqual([2026, 53]);
    expect(number("2027-01-03")).toEqual([2026, 53]);
    expect(number("2027-01-04")).toEqual([2027, 1]);
    expect(number("2024-12-30")).toEqual([2025, 1]);
    expect(number("2021-01-01")).toEqual([2020, 53]);
    expect(number("2027-03-29")).toEqual([2027, 13]); // the day after summer time begins
  });

  it("begin on Mondays", () => {
    expect(weekday("2026-11-23")).toBe(0);
    expect(weekday("2026-11-29")).toBe(6);
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
    expect(mondayOf("2026-11-23")).toBe("2026-11-23");
  });

  it("follow each other over the year's end", () => {
    const weeks = weeksBetween("2026-12-22", "2027-01-12");
    expect(weeks.map((week) => week.number)).toEqual([52, 53, 1, 2]);
    expect(weeksBetween("2026-11-30", "2027-11-28")).toHaveLength(52);
  });

  it("are found by what is typed", () => {
    const weeks = weeksBetween("2026-08-17", "2027-11-28");
    const meant = (typed: string, now = "2026-11-24") => weekMeant(typed, weeks, now)?.monday;
    expect(meant("48")).toBe("2026-11-23");
    expect(meant("v. 42")).toBe("2027-10-18"); // that of 2026 has been
    expect(meant("2026 v 42")).toBe("2026-10-12");
    expect(meant("vecka 53")).toBe("2026-12-28");
    expect(meant("2027-W07")).toBe("2027-02-15");
    expect(meant("54")).toBeUndefined();
    expect(meant("torsdag")).toBeUndefined();
  });
});

it("counts days over the hours of summer time", () => {
  expect(daysBetween("2027-03-27", "2027-03-29")).toBe(2);
  expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
});
