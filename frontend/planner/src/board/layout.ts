import { locale } from "../texts/texts.js";
import { holidayOn } from "./holidays.js";
import type { Ground } from "./ground.js";
import { inSummer } from "./promises.js";
import type { Day } from "./types.js";
import { addDays, daysBetween, mondayOf, weeksBetween } from "./weeks.js";

export type Zoom = "year" | "quarter" | "month";

export const zooms: readonly Zoom[] = ["year", "quarter", "month"];

/** The days that a column of the board holds. */
export const columnDays: Record<Zoom, number> = { year: 7, quarter: 7, month: 1 };

/** The least width of a day in pixels; the year grows to fill the window. */
export const dayWidth: Record<Zoom, number> = { year: 1.9, quarter: 12, month: 40 };

/** A span of days from the board's first, with what it is called. */
export interface Span {
  at: number;
  days: number;
  kind: "summer" | "holiday" | "away";
  label: string;
}

/** The Monday that the board begins on, and how many days it is wide. */
export function extent({ season }: Ground): { first: Day; days: number; weeks: ReturnType<typeof weeksBetween> } {
  const weeks = weeksBetween(season.from, season.to);
  return { first: mondayOf(season.from), days: weeks.length * 7, weeks };
}

/** The months of the board, each with where it begins and how many days of it are shown. */
export function months(first: Day, days: number): { at: number; days: number; label: string; short: string }[] {
  const found: { at: number; days: number; label: string; short: string }[] = [];
  const form = (month: "long" | "short") => new Intl.DateTimeFormat(locale(), { month, year: month === "long" ? "numeric" : undefined, timeZone: "UTC" });
  for (let at = 0; at < days; ) {
    const day = addDays(first, at);
    const date = new Date(`${day}T00:00:00Z`);
    const next = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
    const length = Math.min(daysBetween(day, next), days - at);
    found.push({ at, days: length, label: form("long").format(date), short: form("short").format(date) });
    at += length;
  }
  return found;
}

/** What lies behind the rows: summer, days that are free, and weeks when an office is away. */
export function spans(ground: Ground, first: Day, days: number, summerLabel: string, awayLabel: (office: string) => string): Span[] {
  const found: Span[] = [];
  let summer: Span | undefined;
  for (let at = 0; at < days; at++) {
    const day = addDays(first, at);
    if (!inSummer(day, ground.season.summer)) summer = undefined;
    else if (summer) summer.days++;
    else found.push((summer = { at, days: 1, kind: "summer", label: summerLabel }));
    const holiday = holidayOn(day);
    if (holiday?.class === "blocked") found.push({ at, days: 1, kind: "holiday", label: holiday.name });
  }
  for (const { officeId, from, to } of ground.absences) {
    const at = Math.max(0, daysBetween(first, from));
    const end = Math.min(days, daysBetween(first, to) + 1);
    if (end <= at) continue;
    const office = ground.offices.find(({ id }) => id === officeId)?.name ?? "";
    found.push({ at, days: end - at, kind: "away", label: awayLabel(office) });
  }
  return found;
}
