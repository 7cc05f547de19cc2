import { expect, test } from "vitest";
import { distance, plain } from "./subscribe.js";

test("names are found as people type them", () => {
  expect(plain(" Åhus ")).toBe("ahus");
  expect(plain("ÖSTRA Sönnarslöv")).toBe("ostra sonnarslov");
});

test("what is near is near", () => {
  const ahus = { lat: 55.9235, lon: 14.2955 };
  const tollarp = { lat: 55.9341, lon: 13.9751 };
  expect(distance(ahus, ahus)).toBe(0);
  expect(distance(ahus, tollarp)).toBeGreaterThan(19.5);
  expect(distance(ahus, tollarp)).toBeLessThan(20.5);
  expect(distance({ lat: 55, lon: 14 }, { lat: 56, lon: 14 })).toBeCloseTo(111.2, 0);
});
