import { describe, expect, it } from "vitest";
import { choosable, chosen, deeds, lines, taken, type Row } from "./import.js";

const row = (more: Partial<Row>): Row => ({
  line: 4, intake: "new", name: "Marknad", from: "2027-07-10", to: "2027-07-10", opens: "10:00", closes: "16:00", siteId: "torget", ...more,
});
const there = { id: "o1", version: 3, name: "Marknaden", from: "2027-07-10", to: "2027-07-10", opens: "09:00", closes: "16:00", siteId: "torget" };

describe("what is done with a line before anybody has chosen", () => {
  it.each([
    [row({}), "add", true],
    [row({ intake: "changed", there }), "update", true],
    [row({ intake: "doubtful", there }), "skip", true],
    [row({ intake: "duplicate" }), "skip", false],
    [row({ intake: "past" }), "skip", false],
    [row({ intake: "problem", code: "entry_no_start" }), "skip", false],
    [row({ intake: "problem", code: "place_unknown", siteId: undefined }), "skip", true],
  ])("%j", (row, deed, can) => {
    const [line] = lines([row]);
    expect(line!.deed).toBe(deed);
    expect(choosable(line!)).toBe(can);
    expect(deeds(row)).toContain(deed);
  });
});

it("a line is taken up once its place is named", () => {
  const [line] = lines([row({ intake: "problem", code: "place_unknown", siteId: undefined })]);
  const placed = chosen(line!, { siteId: "torget" });
  expect(placed.deed).toBe("add");
  expect(chosen(placed, { deed: "skip" }).deed).toBe("skip");
  expect(chosen(chosen(placed, { deed: "skip" }), { siteId: "parken" }).deed).toBe("skip");
});

it("only what is chosen is sent, and what is there already by its version", () => {
  const all = lines([row({ uid: "a", heard: "f1" }), row({ intake: "changed", there, visitors: 40, priority: 1 }), row({ intake: "doubtful", there }), row({ intake: "past" })]);
  const sent = taken(all);
  expect(sent.lines).toEqual([all[0], all[1]]);
  expect(sent.rows[0]).toEqual({ uid: "a", heard: "f1", siteId: "torget", name: "Marknad", from: "2027-07-10", to: "2027-07-10", opens: "10:00", closes: "16:00", priority: 3, visitors: 0 });
  expect(sent.rows[1]).toMatchObject({ occasionId: "o1", version: 3, priority: 1, visitors: 40 });
});
