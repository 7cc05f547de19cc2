import { describe, expect, it } from "vitest";
import { blank, saidOf, together, writtenOf } from "./note.js";

describe("a note", () => {
  const mine = { counts: { adults: 4, youths: 0, seniors: 1 }, topics: ["Annat"], text: "Mitt.", promised: [] };

  it("says what came up, or that nothing did", () => {
    expect(saidOf({ ...mine, text: " Mitt. " }, false)).toEqual({ attendance: mine.counts, topics: ["Annat"], text: "Mitt." });
    expect(saidOf(mine, true)).toEqual({ nothing: true, attendance: mine.counts });
  });

  it("is read back as it was written", () => {
    expect(writtenOf(saidOf(mine, false))).toEqual(mine);
    expect(writtenOf({})).toEqual(blank());
  });

  it("of two devices loses nothing", () => {
    const theirs = { counts: { adults: 2, youths: 7, seniors: 0 }, topics: ["Trafik", "Annat"], text: "Deras.", promised: [] };
    expect(together(mine, theirs)).toEqual({ counts: { adults: 4, youths: 7, seniors: 1 }, topics: ["Trafik", "Annat"], text: "Deras.\n\nMitt.", promised: [] });
    expect(together(mine, { ...theirs, text: "Mitt." }).text).toBe("Mitt.");
  });
});
