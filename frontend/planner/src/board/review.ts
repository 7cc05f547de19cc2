import type { Deed } from "./deeds.js";
import type { Plan } from "./plan.svelte.js";
import type { Measures, Proposal, ProposedVisit, Slot, Visit } from "./types.js";

/** One thing that a proposal does to the working schedule. */
export interface Difference {
  /** What it is chosen by: "3" for the fourth visit of the proposal, or the ID of a visit that it drops. */
  key: string;
  kind: "new" | "moved" | "dropped";
  locality: string;
  /** What stands now, where anything does. */
  visit: Visit | undefined;
  /** Where it would be, unless it is dropped. */
  slot: Slot | undefined;
  reasons: ProposedVisit["reasons"];
  /** Whether citizens know what stands now, so that they are told why. */
  announced: boolean;
}

/** What a proposal changes, by place and time. */
export function differencesOf(proposal: Proposal, plan: Plan): Map<string, Difference[]> {
  const all: Difference[] = [];
  for (const [i, proposed] of (proposal.visits ?? []).entries()) {
    if (proposed.kind === "kept") continue;
    const visit = plan.visits.get(proposed.visitId ?? "");
    const site = plan.ground.sites.find(({ id }) => id === proposed.siteId);
    all.push({
      key: String(i),
      kind: proposed.kind,
      locality: proposed.localityId ?? site?.localityId ?? "",
      visit,
      slot: proposed,
      reasons: proposed.reasons ?? [],
      announced: visit !== undefined && visit.state !== "draft",
    });
  }
  for (const id of proposal.dropped ?? []) {
    const visit = plan.visits.get(id);
    if (visit) all.push({ key: id, kind: "dropped", locality: visit.localityId, visit, slot: undefined, reasons: [], announced: visit.state !== "draft" });
  }
  const when = ({ slot, visit }: Difference) => (slot ?? visit)!.starts;
  all.sort((a, b) => (when(a) < when(b) ? -1 : 1));
  const byPlace = new Map<string, Difference[]>();
  for (const locality of plan.ground.localities) {
    const here = all.filter((one) => one.locality === locality.id);
    if (here.length > 0) byPlace.set(locality.id, here);
  }
  return byPlace;
}

/** What the differences would do, as deeds. */
export function deedsOf(differences: readonly Difference[]): Deed[] {
  return differences.flatMap(({ visit, slot, locality }): Deed[] => {
    if (visit && slot) return [{ kind: "move", visit, slot }];
    if (visit) return [{ kind: "remove", visit }];
    return slot ? [{ kind: "add", locality, slot }] : [];
  });
}

/** What a visit costs the plan by all rules that speak of it; less is better. */
export function priceOf({ reasons }: Pick<Difference, "reasons">): number {
  return reasons.reduce((sum, { cost }) => sum + cost, 0);
}

/** How a choice is asked for: all at once, else visits by number and dropped ones each by itself. */
export function order(chosen: ReadonlySet<string>, all: readonly Difference[]): { everything: boolean; visits: number[]; dropped: Visit[] } {
  const picked = all.filter(({ key }) => chosen.has(key));
  return {
    everything: picked.length === all.length,
    visits: picked.filter(({ kind }) => kind !== "dropped").map(({ key }) => Number(key)),
    dropped: picked.flatMap(({ kind, visit }) => (kind === "dropped" && visit ? [visit] : [])),
  };
}

type Measure = "visits" | "pledged" | "gapMean" | "gap95" | "gapMax" | "usualWeekday" | "occasions" | "driving" | "unused" | "overtime" | "summer" | "changed";

/** What people would feel of a plan, line by line; whether less or more is better. */
export const measures: readonly { name: Measure; value: (m: Measures) => number; better: "less" | "more"; unit?: "percent" | "hours" | "days" | "minutes" }[] = [
  { name: "visits", value: (m) => m.visits, better: "more" },
  { name: "pledged", value: (m) => (m.pledged ? (m.delivered / m.pledged) * 100 : 100), better: "more", unit: "percent" },
  { name: "gapMean", value: (m) => m.gapMeanDays, better: "less", unit: "days" },
  { name: "gap95", value: (m) => m.gap95Days, better: "less", unit: "days" },
  { name: "gapMax", value: (m) => m.gapMaxDays, better: "less", unit: "days" },
  { name: "usualWeekday", value: (m) => m.usualWeekday / 10, better: "more", unit: "percent" },
  { name: "occasions", value: (m) => (m.occasionsAttended ?? []).reduce((a, b) => a + b, 0), better: "more" },
  { name: "driving", value: (m) => m.drivingPerVisit, better: "less", unit: "minutes" },
  { name: "unused", value: (m) => m.unusedMinutes / 60, better: "less", unit: "hours" },
  { name: "overtime", value: (m) => m.overtimeMinutes, better: "less", unit: "minutes" },
  { name: "summer", value: (m) => m.summerShare / 10, better: "more", unit: "percent" },
  { name: "changed", value: (m) => m.changedSinceNotice, better: "less" },
];

/** Which of two is better in a measure, told to a tenth. */
export function verdict(mine: number, theirs: number, better: "less" | "more"): "better" | "worse" | "same" {
  const difference = Math.round((theirs - mine) * 10);
  if (difference === 0) return "same";
  return difference > 0 === (better === "more") ? "better" : "worse";
}
