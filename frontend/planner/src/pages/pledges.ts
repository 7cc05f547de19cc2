import type { components } from "../api/schema.js";
import { count, t } from "../texts/texts.js";

export type Pledge = components["schemas"]["Pledge"];
export type Commitment = components["schemas"]["CommitmentIn"];
type Target = components["schemas"]["Target"];

/** What is promised, in figures: "minst 2 per månad, högst 28 dagar emellan". */
export function targetText(target: Target | undefined): string {
  const found: string[] = [];
  if (target?.count) found.push(t("target.count", { n: target.count, per: target.per ? t(`target.per.${target.per}`) : "" }).trim());
  if (target?.maxGapDays) found.push(count("target.gap", target.maxGapDays));
  if (target?.aimDays) found.push(count("target.aim", target.aimDays));
  return found.join(", ");
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
