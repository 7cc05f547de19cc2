import type { components } from "../api/schema.js";
import { count, t } from "../texts/texts.js";
import { dayText } from "../texts/times.js";

export type Pledge = components["schemas"]["Pledge"];
export type Commitment = components["schemas"]["CommitmentIn"];
type Target = components["schemas"]["Target"];

/** What is promised, in figures: "minst 2 per månad, högst 28 dagar emellan". */
export function targetText(target: Target | undefined): string {
  const found: string[] = [];
  if (target?.count) found.push(t("target.count", { n: target.count, per: periodText(target) }).trim());
  if (target?.maxGapDays) found.push(count("target.gap", target.maxGapDays));
  if (target?.aimDays) found.push(count("target.aim", target.aimDays));
  return found.join(", ");
}

function periodText({ per, every = 1 }: Target): string {
  if (!per) return "";
  return every > 1 && per !== "validity" ? t(`target.every.${per}`, { n: every }) : t(`target.per.${per}`);
}

/** All that an article says, a line for each thing. */
export function articleWords(one: Commitment, nameOf: (locality: string) => string): string[] {
  const target = targetText(one.target);
  return [
    one.title,
    one.text ?? "",
    `${t("pledge.counted")}: ${t(`indicator.${one.indicator}`)}${target ? `, ${target}` : ""}`,
    `${t("pledge.owner")}: ${t(`owner.${one.owner}`)}`,
    one.responsible ? `${t("pledge.responsible")}: ${one.responsible}` : "",
    one.forum ? `${t("pledge.forum")}: ${one.forum}` : "",
    one.due ? `${t("pledge.due")}: ${dayText(one.due)}` : "",
    `${t("pledge.binds")}: ${t(`binds.${one.binds}`)}`,
    `${t("pledge.scope")}: ${scopeText(one.scope, nameOf)}`,
  ].filter(Boolean);
}

/** How and when a pledge is followed up, a line for each thing. */
export function followUpWords({ followUp, followUpMonth, followUpForum, followUpBy }: Pledge): string[] {
  return [
    followUp ?? "",
    followUpMonth ? t("pledge.followUp.each", { month: t(`month.${followUpMonth}` as "month.1") }) : "",
    followUpForum ? `${t("pledge.forum")}: ${followUpForum}` : "",
    followUpBy ? `${t("pledge.responsible")}: ${followUpBy}` : "",
  ].filter(Boolean);
}

/** To which places an article is made: kinds of them, some by name, or the whole kommun. */
export function scopeText(scope: Commitment["scope"], nameOf: (locality: string) => string): string {
  const kinds = (scope?.kinds ?? []).map((kind) => t(`scope.kind.${kind}`));
  const places = (scope?.localities ?? []).map(nameOf).filter(Boolean);
  return [...kinds, ...places].join(", ") || t("scope.whole");
}

/** Where a pledge stands: replaced by a later one, signed, or a draft. */
export function stateOf(pledge: Pledge, all: readonly Pledge[], today: string): "draft" | "replaced" | "coming" | "valid" | "over" {
  if (!pledge.signed) return "draft";
  if (all.some((other) => other.replacesId === pledge.id && other.signed)) return "replaced";
  if (pledge.from > today) return "coming";
  return pledge.to && pledge.to < today ? "over" : "valid";
}
