import { expect, test } from "vitest";
import { latestWeek, trendOf, weekFrom, weekName, type Row } from "./situation.js";

test("weeks are named as ISO 8601 does", () => {
  expect(["2026-11-16", "2026-11-22", "2026-12-28", "2027-01-03", "2027-01-04", "2025-12-29"].map(weekName)).toEqual([
    "2026-W47", "2026-W47", "2026-W53", "2026-W53", "2027-W01", "2026-W01",
  ]);
  expect(weekFrom({ to: "2026-12-31" }, 7)).toBe("2027-W01");
  expect(weekFrom({ to: "2027-01-07" }, -7)).toBe("2026-W53");
});

test("a week is the latest from Friday at seven on", () => {
  expect(latestWeek("2026-11-20T06:59")).toBe("2026-W46");
  expect(latestWeek("2026-11-20T07:00")).toBe("2026-W47");
  expect(latestWeek("2026-11-22T23:59")).toBe("2026-W47");
  expect(latestWeek("2026-11-23T00:00")).toBe("2026-W47");
  expect(latestWeek("2027-01-01T08:00")).toBe("2026-W53");
});

test("a topic is raised more often than it used to be, less, or for the first time", () => {
  const row = (notes: number, sum8: number, weeks8 = 8): Row => ({ notes, wishes: 0, sum4: 0, weeks4: 4, sum8, weeks8 });
  expect([row(3, 8), row(2, 12), row(1, 16), row(1, 8), row(1, 0), row(1, 0, 0)].map(trendOf)).toEqual(["more", "same", "less", "same", "new", "same"]);
});
