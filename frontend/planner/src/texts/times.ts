import { locale } from "./texts.js";

const timeZone = "Europe/Stockholm";

/** Making a form is slow, and a season's board writes thousands of dates. */
const forms = new Map<string, Intl.DateTimeFormat>();

function format(at: string | Date, options: Intl.DateTimeFormatOptions): string {
  const key = locale() + JSON.stringify(options);
  let form = forms.get(key);
  if (!form) forms.set(key, (form = new Intl.DateTimeFormat(locale(), { timeZone, ...options })));
  return form.format(new Date(at));
}

/** "24 nov. 2026" of a day such as 2026-11-24. */
export function dayText(day: string): string {
  return format(`${day}T12:00:00Z`, { day: "numeric", month: "short", year: "numeric" });
}

/** "4–5 juni 2027" of the first and the last day. */
export function daysText(from: string, to: string): string {
  const form = new Intl.DateTimeFormat(locale(), { timeZone, day: "numeric", month: "short", year: "numeric" });
  return form.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`));
}

/** Days that were written; a season's board names the same few hundred over and over. */
const written = new Map<string, string>();

/** "tis 24 nov. 2026" of a day such as 2026-11-24. */
export function weekdayText(day: string): string {
  const key = locale() + day;
  let text = written.get(key);
  if (text === undefined) written.set(key, (text = format(`${day}T12:00:00Z`, { weekday: "short", day: "numeric", month: "short", year: "numeric" })));
  return text;
}

/** "24 nov. 2026 15:00", in Sweden, of an instant. */
export function momentText(at: string | Date): string {
  return format(at, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** "2026-11-24T15:00", in Sweden, of an instant with Sweden's own offset. */
export function wallClock(at: string): string {
  return at.slice(0, 16);
}

/** "lördag 21 november" of a day such as 2026-11-21. */
export function longDayText(day: string): string {
  return format(`${day}T12:00:00Z`, { weekday: "long", day: "numeric", month: "long" });
}

/** "15.00", in Sweden, of an instant. */
export function clockOfMoment(at: string | Date): string {
  return clockText(wallClockOf(at).slice(11));
}

/** "2026-11-24T15:00", in Sweden, of an instant. */
export function wallClockOf(at: string | Date): string {
  const form = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return form.format(new Date(at)).replace(" ", "T");
}

/** "15.00–18.00" of two instants with Sweden's own offset. */
export function hoursText(starts: string, ends: string): string {
  return `${clockText(starts.slice(11, 16))}–${clockText(ends.slice(11, 16))}`;
}

/** "15.00" of 15:00. */
export function clockText(clock: string): string {
  return locale() === "sv-SE" ? clock.replace(":", ".") : clock;
}

/** "för 5 minuter sedan", "om 3 dagar": roughly how far an instant is from now. */
export function distanceText(at: string | Date, now: Date = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(0, "minute");
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** The ISO week of a day: 48 of 2026-11-24. */
export function weekOf(day: string): number {
  const date = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1;
}

/** Today in Sweden, such as 2026-11-24. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}

/**
 * Reads a time of day as people write it, "9", "9.30", "0930" or "9:30", into "09:30".
 * Returns what was written where it is no time of day.
 */
export function readClock(written: string): string {
  const found = /^\s*(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:]?\s*([0-5]\d))?\s*$/i.exec(written);
  if (!found || Number(found[1]) > 30) return written;
  return `${found[1]!.padStart(2, "0")}:${found[2] ?? "00"}`;
}
