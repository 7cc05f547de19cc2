import type { components } from "../../api/schema.js";
import { count, t } from "../../texts/texts.js";
import { dayText, wallClockOf } from "../../texts/times.js";
import type { Pledge } from "../pledges.js";

export type Review = components["schemas"]["Review"];
export type Account = components["schemas"]["CommitmentAccount"];
export type Tally = components["schemas"]["VisitTally"];
export type Outcome = components["schemas"]["VisitOutcome"];
export type Activity = components["schemas"]["ReviewActivity"];
export type Stretch = components["schemas"]["Stretch"];
type Season = components["schemas"]["Season"];

/** One bar of a chart, of a longer pale one where `of` is greater. */
export interface Bar {
  label: string;
  value: number;
  of: number;
  text: string;
}

/** A time that a pledge can be followed up over. */
export interface Span {
  /** How it stands in the address: a year, or a season's ID. */
  key: string;
  label: string;
  from: string;
  to: string;
}

/** The years in which a pledge is valid until now, the last first, and the seasons in it. */
export function spansOf(pledge: Pledge, seasons: readonly Season[], today: string): Span[] {
  const last = pledge.to && pledge.to < today ? pledge.to : today;
  const found: Span[] = [];
  for (let year = Number(last.slice(0, 4)); year >= Number(pledge.from.slice(0, 4)); year--) {
    found.push({ key: String(year), label: String(year), from: `${year}-01-01`, to: `${year}-12-31` });
  }
  if (found.length === 0) {
    const year = pledge.from.slice(0, 4);
    found.push({ key: year, label: year, from: `${year}-01-01`, to: `${year}-12-31` });
  }
  for (const season of seasons) {
    if (season.to < pledge.from || (pledge.to && season.from > pledge.to)) continue;
    found.push({ key: season.id, label: season.name, from: season.from, to: season.to });
  }
  return found;
}

/** The pledge to begin with: the one that is valid today and tells of visits, else the latest. */
export function firstPledge(pledges: readonly Pledge[], today: string): Pledge | undefined {
  const valid = pledges.filter(({ from, to }) => from <= today && (!to || to >= today));
  const visiting = valid.find(({ commitments }) => commitments?.some(({ indicator }) => indicator === "visits"));
  return visiting ?? valid[0] ?? [...pledges].sort((a, b) => b.from.localeCompare(a.from))[0];
}

/** How a standing looks; the word beside it says the same. */
export const tones = {
  kept: "good", on_track: "good", not_yet: "", partly: "warn", broken: "bad", unreported: "warn", no_number: "",
} as const;

/** "41 av 49 veckor", where more than one can be told to be kept or not. */
export function judgedText({ judged, met, target, standing }: Account): string {
  if (judged < 2 || standing === "unreported") return "";
  return t(`followup.judged.${target.count ? (target.per ?? "year") : "places"}`, { met, judged });
}

/** How much was done: "42 besök, 3 lägesbilder, 5 aktiviteter". */
export function doneText({ done }: Account): string {
  const visits = done.filter(({ visitId }) => visitId).length;
  const pictures = done.filter(({ pictureWeek }) => pictureWeek).length;
  const others = done.length - visits - pictures;
  const parts = [visits && count("followup.visits", visits), pictures && count("followup.pictures", pictures), others && count("followup.activities", others)];
  return parts.filter(Boolean).join(", ") || t("followup.nothing");
}

/** A week, month or year that a number is promised for. */
export function stretchText({ from, to }: Stretch): string {
  return to ? `${dayText(from)}–${dayText(to)}` : dayText(from);
}

/** The months in which visits were announced, with how many of them were held. */
export function months(outcomes: readonly Outcome[], tally: Tally, name: (month: string) => string): { key: string; name: string; announced: number; delivered: number; cancelled: number }[] {
  const announced = new Set(tally.announced);
  const delivered = new Set(tally.delivered);
  const cancelled = new Set(tally.cancelled);
  const found = new Map<string, { announced: number; delivered: number; cancelled: number }>();
  for (const { visitId, starts } of outcomes) {
    if (!announced.has(visitId)) continue;
    const key = wallClockOf(starts).slice(0, 7);
    const month = found.get(key) ?? { announced: 0, delivered: 0, cancelled: 0 };
    month.announced++;
    if (delivered.has(visitId)) month.delivered++;
    if (cancelled.has(visitId)) month.cancelled++;
    found.set(key, month);
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([key, counts]) => ({ key, name: name(key), ...counts }));
}

/** "132 av 133 (99 %)"; a dash where there is nothing to have a share of. */
export function shareText(n: number, of: number): string {
  return of === 0 ? "–" : t("followup.share", { n, of, percent: Math.round((100 * n) / of) });
}

export type VisitState = Outcome["state"];
