import { count, t } from "../texts/texts.js";
import { clockText, hoursText, weekdayText } from "../texts/times.js";
import type { Why } from "./deeds.js";
import type { Touched } from "./ground.js";
import type { Plan } from "./plan.svelte.js";
import type { Gap } from "./promises.js";
import type { Locality, Slot, Visit } from "./types.js";
import { clockOf, dayOf } from "./types.js";
import { weekAt } from "./weeks.js";

/** "tis 24 nov. 2026, 15.00–18.00". */
export function whenText(slot: Pick<Slot, "starts" | "ends">): string {
  return `${weekdayText(dayOf(slot.starts))}, ${hoursText(slot.starts, slot.ends)}`;
}

/** What a visit is in a line, for those who do not see its mark. */
export function visitText(visit: Visit, plan: Plan): string {
  const parts = [whenText(visit), plan.nameOf("offices", visit.officeId), stateText(visit)];
  if (visit.occasionId) parts.push(plan.nameOf("occasions", visit.occasionId));
  if (visit.pinned) parts.push(t("board.pinned"));
  return parts.filter(Boolean).join(", ");
}

export function stateText({ state }: Pick<Visit, "state">): string {
  return t(`board.state.${state}`);
}

/** "ti 15", for a mark that has room for it. */
export function shortText(visit: Visit): string {
  return clockText(clockOf(visit.starts)).replace(/[.:]00$/, "");
}

/** "Besök i Åhus vecka 48". */
export function placeWeek(locality: Locality, day: string): string {
  return t("board.placeWeek", { place: locality.name, week: weekAt(day).number });
}

export function gapText(gap: Gap): string {
  const days = count("board.days", gap.days);
  return `${gap.open ? t("board.toTheEnd", { days }) : days}, ${t(`board.nearness.${gap.nearness}`)}`;
}

export function ruleText({ rule, what = "" }: Touched): string {
  return t(`board.rule.${rule}`, { what });
}

/** Why something is left out; the server's own words where it said them. */
export function whyText({ rule, what = "" }: Why): string {
  return rule === "server" ? what : t(`board.rule.${rule}`, { what });
}

/** What a place is promised, in a few words; "" where nothing is. */
export function promiseText(locality: Locality, plan: Plan): string {
  const promise = plan.promises(locality)[0];
  if (!promise) return "";
  return promise.greatest ? t("board.promise", { aim: promise.aim, greatest: promise.greatest }) : t("board.aim", { aim: promise.aim });
}
