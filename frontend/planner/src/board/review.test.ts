import { describe, expect, it } from "vitest";
import type { Ground } from "./ground.js";
import { Plan } from "./plan.svelte.js";
import { deedsOf, differencesOf, order, priceOf, verdict } from "./review.js";
import type { Proposal, Visit } from "./types.js";

const visit = (id: string, localityId: string, state: Visit["state"] = "draft") =>
  ({ id, localityId, state, version: 1, siteId: localityId, officeId: "o", starts: "2027-09-07T13:00:00+02:00", ends: "2027-09-07T15:00:00+02:00" }) as Visit;

const ground = {
  localities: [{ id: "b", name: "Åhus" }, { id: "a", name: "Degeberga" }],
  sites: [{ id: "a", localityId: "a" }, { id: "b", localityId: "b" }],
} as unknown as Ground;

const plan = new Plan(ground, [visit("kept", "a"), visit("moved", "a", "announced"), visit("gone", "b")]);

const slot = (day: string, siteId: string) => ({ siteId, officeId: "o", starts: `2027-${day}T13:00:00+02:00`, ends: `2027-${day}T15:00:00+02:00`, reasons: [] });
const proposal = {
  visits: [
    { kind: "kept", visitId: "kept", ...slot("09-07", "a") },
    { kind: "moved", visitId: "moved", ...slot("09-21", "a") },
    { kind: "new", localityId: "a", ...slot("09-14", "a") },
    { kind: "new", occasionId: "festival", ...slot("09-15", "b") },
  ],
  dropped: ["gone", "unknown"],
} as unknown as Proposal;

describe("a proposal", () => {
  const found = differencesOf(proposal, plan);

  it("is what it changes, place by place, by time", () => {
    expect([...found.keys()]).toEqual(["b", "a"]);
    expect(found.get("a")!.map(({ key, kind, announced }) => [key, kind, announced])).toEqual([["2", "new", false], ["1", "moved", true]]);
    expect(found.get("b")!.map(({ key, kind }) => [key, kind])).toEqual([["gone", "dropped"], ["3", "new"]]);
  });

  it("is a list of deeds, to look at before it is taken", () => {
    const all = [...found.values()].flat();
    expect(deedsOf(all).map((deed) => [deed.kind, "visit" in deed ? deed.visit.id : deed.locality])).toEqual([["remove", "gone"], ["add", "b"], ["add", "a"], ["move", "moved"]]);
  });

  it("has a price for each visit: what all its reasons add", () => {
    expect(priceOf({ reasons: [{ rule: "gap", cost: 40 }, { rule: "weekday", cost: -12 }] as never })).toBe(28);
    expect(priceOf({ reasons: [] })).toBe(0);
  });

  it("is taken as a whole, or by its numbers", () => {
    const all = [...found.values()].flat();
    expect(order(new Set(all.map(({ key }) => key)), all).everything).toBe(true);
    const some = order(new Set(["1", "gone"]), all);
    expect([some.everything, some.visits, some.dropped.map(({ id }) => id)]).toEqual([false, [1], ["gone"]]);
  });
});

it("tells what is better", () => {
  expect(verdict(25, 23, "less")).toBe("better");
  expect(verdict(25, 23, "more")).toBe("worse");
  expect(verdict(25, 25.04, "more")).toBe("same");
});
