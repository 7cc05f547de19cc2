import type { components } from "../../../api/schema.js";
import { locale, t } from "../../../texts/texts.js";

export type Situation = components["schemas"]["Situation"];
export type Part = components["schemas"]["SituationPart"];
export type Row = components["schemas"]["SituationRow"];
export type Coming = components["schemas"]["SituationComing"];
export type Link = components["schemas"]["SituationLink"];
export type Locality = components["schemas"]["Locality"];

const day = 86_400_000;

/** The ISO week of a day, such as 2026-W47. Weeks are named by their Thursday. */
export function weekName(of: string): string {
  const at = Date.parse(`${of}T00:00:00Z`);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const thursday = new Date(at + (3 - weekday) * day);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / (7 * day)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

/** The week so many days from the lägesbild's last day. */
export function weekFrom(situation: Pick<Situation, "to">, days: number): string {
  return weekName(new Date(Date.parse(`${situation.to}T00:00:00Z`) + days * day).toISOString().slice(0, 10));
}

/** The week whose lägesbild is ready, or was last: from Friday at seven on it is this week's. */
export function latestWeek(wallClock: string): string {
  const today = wallClock.slice(0, 10);
  const at = Date.parse(`${today}T00:00:00Z`);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const ready = weekday > 4 || (weekday === 4 && wallClock.slice(11) >= "07:00");
  return weekName(ready ? today : new Date(at - 7 * day).toISOString().slice(0, 10));
}

/** "47" of 2026-W47. */
export const weekNumber = (week: string): string => String(Number(week.slice(6)));

/** How often, or a dash where nothing was counted. */
export const countedText = (n: number | undefined): string => (n === undefined ? "–" : String(n));

/** A mean with one decimal, or a dash. */
export function meanText(sum: number, weeks: number): string {
  if (weeks === 0) return "–";
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(sum / weeks);
}

/** Whether something was raised more or less often than it used to be; by more than chance explains of small numbers. */
export function trendOf(row: Row): "more" | "less" | "new" | "same" {
  const now = row.notes + row.wishes;
  if (row.weeks8 === 0) return "same";
  if (row.sum8 === 0) return "new";
  const mean = row.sum8 / row.weeks8;
  if (now >= mean + 1 && now >= mean * 1.5) return "more";
  return now + 1 <= mean && now <= mean / 1.5 ? "less" : "same";
}

/** What is coming, by its sort. */
export function comingText(one: Pick<Coming, "kind" | "activity">): string {
  if (one.kind === "activity") return t(`choice.activity.${one.activity ?? "other"}`);
  return t(`situation.coming.${one.kind}`);
}

export function placeName(places: readonly Pick<Locality, "id" | "name">[], id: string | undefined): string {
  return id ? (places.find((place) => place.id === id)?.name ?? "") : t("situation.elsewhere");
}
