import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "../../texts/texts.js";
import type { Pledge } from "../pledges.js";
import { doneText, firstPledge, judgedText, months, shareText, spansOf, type Account, type Outcome, type Tally } from "./followup.js";

beforeAll(() => speak("sv"));

const pledge = (more: Partial<Pledge>) => ({ id: "p", from: "2025-02-07", commitments: [], ...more }) as unknown as Pledge;
const season = (id: string, from: string, to: string) => ({ id, name: id, from, to }) as never;

describe("the times of a pledge", () => {
  it("are the years until now, the last first, and the seasons that touch it", () => {
    const spans = spansOf(pledge({ to: "2028-12-31" }), [season("in", "2026-08-10", "2026-11-22"), season("before", "2024-01-01", "2025-01-01")], "2026-11-21");
    expect(spans.map(({ key }) => key)).toEqual(["2026", "2025", "in"]);
    expect(spans[0]).toMatchObject({ from: "2026-01-01", to: "2026-12-31" });
  });
  it("end with the pledge", () => {
    expect(spansOf(pledge({ to: "2025-12-31" }), [], "2026-11-21").map(({ key }) => key)).toEqual(["2025"]);
  });
  it("are its first year where it is still to come", () => {
    expect(spansOf(pledge({ from: "2027-01-01" }), [], "2026-11-21").map(({ key }) => key)).toEqual(["2027"]);
  });
});

describe("the pledge to begin with", () => {
  it("is the one that is valid and about visits", () => {
    const visits = pledge({ id: "v", from: "2026-01-01", commitments: [{ indicator: "visits" }] as never });
    expect(firstPledge([pledge({ id: "a" }), visits, pledge({ id: "old", to: "2025-12-31" })], "2026-11-21")?.id).toBe("v");
  });
  it("is the latest where none is valid", () => {
    expect(firstPledge([pledge({ id: "a", to: "2025-12-31" }), pledge({ id: "b", from: "2020-01-01", to: "2020-12-31" })], "2026-11-21")?.id).toBe("a");
    expect(firstPledge([], "2026-11-21")).toBeUndefined();
  });
});

const account = (more: Partial<Account>) => ({ judged: 0, met: 0, target: {}, standing: "kept", done: [], ...more }) as unknown as Account;

describe("words about a commitment", () => {
  it("say how many weeks or places were kept", () => {
    expect(judgedText(account({ judged: 49, met: 41, target: { count: 1, per: "week" } }))).toBe("41 av 49 veckor");
    expect(judgedText(account({ judged: 6, met: 6 }))).toBe("6 av 6 orter");
    expect(judgedText(account({ judged: 1, met: 0, target: { count: 2, per: "year" } }))).toBe("");
    expect(judgedText(account({ judged: 9, standing: "unreported", target: { count: 2, per: "month" } }))).toBe("");
  });
  it("say what was done", () => {
    expect(doneText(account({}))).toBe("Inget ännu");
    expect(doneText(account({ done: [{ visitId: "a" }, { visitId: "b" }, { activityId: "c" }] as never }))).toBe("2 besök, 1 aktivitet");
    expect(doneText(account({ done: [{ pictureWeek: "2026-W46" }, { pictureWeek: "2026-W47" }, { activityId: "c" }] as never }))).toBe("2 lägesbilder, 1 aktivitet");
  });
  it("have no share of nothing", () => {
    expect(shareText(0, 0)).toBe("–");
    expect(shareText(2, 3)).toBe("2 av 3 (67 %)");
  });
});

describe("months", () => {
  it("count what was announced in them, by the Swedish clock", () => {
    const visit = (visitId: string, starts: string) => ({ visitId, starts }) as Outcome;
    const tally = { announced: ["a", "b", "c"], delivered: ["a", "b"], cancelled: ["c"] } as Tally;
    const found = months([visit("a", "2026-08-31T22:30:00Z"), visit("b", "2026-09-30T10:00:00Z"), visit("c", "2026-08-01T10:00:00Z"), visit("event", "2026-08-01T10:00:00Z")], tally, (key) => key);
    expect(found).toEqual([
      { key: "2026-08", name: "2026-08", announced: 1, delivered: 0, cancelled: 1 },
      { key: "2026-09", name: "2026-09", announced: 2, delivered: 2, cancelled: 0 },
    ]);
  });
});
