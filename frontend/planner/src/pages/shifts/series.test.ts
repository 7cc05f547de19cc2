import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "../../texts/texts.js";
import { begin, complete, counts, seriesText, standing, toggled, type Plan, type Series } from "./series.js";

beforeAll(() => speak("sv"));

it("is complete once it says where and when", () => {
  expect(complete(begin)).toBe(false);
  const said = { ...begin, officeId: "o", starts: "09:00", ends: "17:00", from: "2027-01-04", to: "2027-06-18" };
  expect(complete(said)).toBe(false);
  expect(complete({ ...said, weekdays: ["monday"] })).toBe(true);
});

it("a day is left out and taken back in", () => {
  const without = toggled(toggled(begin, "2027-02-01"), "2027-01-04");
  expect(without.except).toEqual(["2027-01-04", "2027-02-01"]);
  expect(toggled(without, "2027-01-04").except).toEqual(["2027-02-01"]);
});

describe("a plan", () => {
  const day = (day: string, becomes: Plan["days"] extends (infer D)[] | null ? (D extends { becomes: infer B } ? B : never) : never) => ({ day, becomes, starts: "", ends: "" });
  const plan = { days: [day("2027-01-04", "new"), day("2027-01-11", "overlap"), day("2027-01-18", "new"), day("2027-01-25", "duplicate"), day("2027-02-01", "off")] } as Plan;

  it("knows what stands in the way", () => expect(standing(plan).map(({ day }) => day)).toEqual(["2027-01-11", "2027-01-25"]));
  it("counts", () => expect(counts(plan).get("new")).toBe(2));
});

it.each([
  [{ weeks: "odd", interval: 1 }, "mån, ons 09.00–17.00, udda veckor, 4 jan. 2027–18 juni 2027"],
  [{ weeks: "every", interval: 3 }, "mån, ons 09.00–17.00, var 3:e vecka, 4 jan. 2027–18 juni 2027"],
] as const)("in words: %j", (more, text) => {
  const series = { weekdays: ["monday", "wednesday"], starts: "09:00", ends: "17:00", from: "2027-01-04", to: "2027-06-18", ...more } as unknown as Series;
  expect(seriesText(series).replaceAll("\u00a0", " ")).toBe(text);
});
