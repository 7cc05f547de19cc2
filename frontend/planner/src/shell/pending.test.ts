import { describe, expect, it } from "vitest";
import { secondsLeft, settled, type PendingRelease } from "./pending.js";

const release = (id: string, state: PendingRelease["state"]): PendingRelease => ({
  id, state, districtId: "d", comment: "", visits: 1, asked: "", leaves: "", secondsLeft: 0, by: "anna@example.se",
});

describe("a release that waits", () => {
  it("counts down by this machine's own clock, and never below nothing", () => {
    expect(secondsLeft(1_000, 15, 1_000)).toBe(15);
    expect(secondsLeft(1_000, 15, 3_500)).toBe(13);
    expect(secondsLeft(1_000, 15, 60_000)).toBe(0);
  });

  it("is settled once it waited and does not any more", () => {
    const before = [release("a", "waiting"), release("b", "waiting"), release("c", "released")];
    const now = [release("a", "released"), release("b", "waiting"), release("c", "released"), release("d", "refused")];
    expect(settled(before, now).map(({ id }) => id)).toEqual(["a"]);
  });
});
