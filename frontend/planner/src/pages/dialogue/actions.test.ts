import { describe, expect, it } from "vitest";
import { asked, overdue, rank } from "./actions.js";

const today = "2026-10-01";

describe("an action", () => {
  it("is late from the day after it was due on, while it is open", () => {
    expect(overdue({ status: "open", due: "2026-09-30" }, today)).toBe(true);
    expect(overdue({ due: "2026-09-30" }, today)).toBe(true);
    expect(overdue({ status: "open", due: today }, today)).toBe(false);
    expect(overdue({ status: "done", due: "2026-09-30" }, today)).toBe(false);
  });

  it("stands by how much it presses", () => {
    const list = [
      { status: "done" as const, due: "2026-01-01" },
      { status: "open" as const, due: "2026-11-01" },
      { status: "open" as const, due: "2026-09-01" },
      { status: "open" as const, due: today },
    ];
    const sorted = [...list].sort((a, b) => (rank(a, today) < rank(b, today) ? -1 : 1));
    expect(sorted.map(({ due }) => due)).toEqual(["2026-09-01", today, "2026-11-01", "2026-01-01"]);
  });
});

describe("a filter", () => {
  const none = { owner: "", status: "", locality: "", topic: "", from: "", to: "" };

  it("asks for what it says and nothing else", () => {
    expect(asked(none)).toEqual({});
    expect(asked({ ...none, owner: "kommun", status: "done" })).toEqual({ owner: "kommun", status: "done" });
    expect(asked({ ...none, status: "overdue" })).toEqual({ overdue: "true" });
  });
});
