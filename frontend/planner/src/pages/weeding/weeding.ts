import type { components } from "../../api/schema.js";
import { count, t } from "../../texts/texts.js";
import { dayText } from "../../texts/times.js";

export type Rule = components["schemas"]["RetentionRule"];
export type Hold = components["schemas"]["WeedingHold"];
export type List = components["schemas"]["WeedingList"];
export type Listed = components["schemas"]["WeedingRecord"];
export type ProtocolHead = components["schemas"]["WeedingProtocolHead"];
export type Protocol = components["schemas"]["WeedingProtocol"];
export type Locality = components["schemas"]["Locality"];

export type Kind = Rule["kind"];
export const kinds: readonly Kind[] = ["notes", "wishes", "actions", "situations", "activities", "summaries"];

export const countings: readonly Rule["from"][] = ["day", "year_end"];

/** What a rule says, in a sentence. */
export function keptText(rule: Pick<Rule, "months" | "from">): string {
  const length = rule.months % 12 === 0 ? count("weeding.years", rule.months / 12) : count("weeding.months", rule.months);
  return t(rule.from === "day" ? "weeding.keptFromDay" : "weeding.keptFromYearEnd", { length });
}

/** The decision that something cites. */
export function decisionText(rule: Pick<Rule, "decision" | "decided">): string {
  return t("weeding.decisionOf", { decision: rule.decision, day: dayText(rule.decided) });
}

/** What a hold keeps, in a line. */
export function holdText(hold: Pick<Hold, "kind" | "localityId" | "from" | "to" | "recordId">, places: readonly Pick<Locality, "id" | "name">[]): string {
  const text = [
    hold.kind ? t(`weeding.kind.${hold.kind}`) : !hold.recordId && t("weeding.everyKind"),
    hold.localityId && places.find(({ id }) => id === hold.localityId)?.name,
    hold.from && t("weeding.fromDay", { day: dayText(hold.from) }),
    hold.to && t("weeding.toDay", { day: dayText(hold.to) }),
    hold.recordId && t("weeding.record", { id: hold.recordId }),
  ].filter(Boolean).join(", ");
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
