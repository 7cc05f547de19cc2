import type { components } from "../../api/schema.js";
import { locale, number, t } from "../../texts/texts.js";

export type FeedHealth = components["schemas"]["FeedHealth"];
export type Figures = components["schemas"]["FeedFigures"];

/** A line of a table: whose figures they are. */
export interface Line {
  id: string;
  name: string;
  figures: Figures;
}

/** "9 %" of two numbers, of which the second is not 0. What is not none is at least 1 %, and what is not all at most 99 %. */
export function shareText(n: number, of: number): string {
  const share = n === 0 || n === of ? n / of : Math.min(0.99, Math.max(0.01, n / of));
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** "3 av 34 (9 %)", and nothing where there is nothing to have a share of. */
export function partText(n: number, of: number): string {
  return of === 0 ? "" : t("feeds.share", { n: number(n), of: number(of), share: shareText(n, of) });
}

/** What is behind, in a sentence. */
export function behindText({ behind, copies }: Figures): string {
  if (behind === 0) return t("feeds.current");
  return t(`feeds.behind.${behind === 1 ? "one" : "other"}`, { n: number(behind), of: number(copies), share: shareText(behind, copies) });
}

export function familyLines({ families }: FeedHealth): Line[] {
  return (families ?? []).map((figures) => ({ id: figures.family, name: t(`feeds.family.${figures.family}`), figures }));
}

export function kindLines({ kinds }: FeedHealth): Line[] {
  return (kinds ?? []).map((figures) => ({ id: figures.kind, name: t(`feeds.kind.${figures.kind}`), figures }));
}
