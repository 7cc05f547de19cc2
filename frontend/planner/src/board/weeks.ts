import type { Day } from "./types.js";

/** Days since 1970-01-01; a Thursday. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

export function dayAt(number: number): Day {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayAt(dayNumber(day) + days);
}

/** The days from one to another, the first excluded: 7 from a Monday to the next. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 for a Monday, 6 for a Sunday. */
export function weekday(day: Day): number {
  return (dayNumber(day) + 3) % 7;
}

export function mondayOf(day: Day): Day {
  return addDays(day, -weekday(day));
}

export interface Week {
  /** The year that the week belongs to: that of its Thursday. */
  year: number;
  number: number;
  monday: Day;
}

/** The ISO week of a day. 2026 has 53 of them. */
export function weekAt(day: Day): Week {
  const monday = mondayOf(day);
  const year = Number(addDays(monday, 3).slice(0, 4));
  return { year, number: daysBetween(firstMonday(year), monday) / 7 + 1, monday };
}

/** The Monday of a year's first week: that with the 4th of January. */
function firstMonday(year: number): Day {
  return mondayOf(`${year}-01-04`);
}

/** All weeks that have a day from one to another. */
export function weeksBetween(from: Day, to: Day): Week[] {
  const weeks: Week[] = [];
  for (let monday = mondayOf(from); monday <= to; monday = addDays(monday, 7)) weeks.push(weekAt(monday));
  return weeks;
}

/**
 * The first week that is meant by what somebody types, "42", "v. 42" or "2027-W07":
 * among those of the board, from today's on where there are two of a number.
 */
export function weekMeant(typed: string, weeks: readonly Week[], now: Day): Week | undefined {
  const found = /^\s*(?:(\d{4})\D*)?(?:v\.?|vecka|week|w)?\s*(\d{1,2})\s*$/i.exec(typed);
  if (!found) return undefined;
  const [, year, number] = found;
  const meant = weeks.filter((week) => week.number === Number(number) && (!year || week.year === Number(year)));
  return meant.find(({ monday }) => addDays(monday, 6) >= now) ?? meant[0];
}

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
