/**
 * What the server says of an embedded timetable, in the reader's words. This is version
 * 1: fields may be added to it, but none is taken away or comes to mean something else,
 * since scripts that read it are on other people's pages.
 */
export interface Schedule {
  lang: string;
  form: "lista" | "nasta";
  title: string;
  /** Where the visits are made up. */
  demonstration?: string;
  /** What was asked for and is not known. */
  problem?: string;
  /** By start. */
  visits: Visit[];
  /** Where no visit is left; empty where the problem says all. */
  none: string;
  /** Where news cannot be had. */
  stale: string;
  emergency: string;
  page: Link;
  subscribe: Link;
  words: Words;
}

export interface Visit {
  url: string;
  place: string;
  spot: string;
  /** "tisdag 24 november". */
  date: string;
  /** "15.00–18.00". */
  hours: string;
  starts: string;
  /** Until when it concerns a reader. */
  ends: string;
  /** It does not take place at that time. */
  off: boolean;
  /** It is the visit asked for, where only the next one is. */
  next?: boolean;
  status?: Status;
}

export interface Status {
  kind: string;
  label: string;
  detail?: string;
  /** In Swedish, whatever the language is. */
  reason?: string;
  changed?: string;
}

export interface Link {
  url: string;
  text: string;
}

/** The words that depend on the moment, or stand between others. */
export interface Words {
  today: string;
  tomorrow: string;
  clock: string;
  next: string;
  now: string;
  reason: string;
}

/** The date in Sweden, as 2026-11-24. */
export function swedishDay(moment: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(moment);
}

/** "I dag", "I morgon" or nothing. */
export function near(visit: Visit, words: Words, now: Date): string {
  const days = Date.parse(swedishDay(new Date(visit.starts))) - Date.parse(swedishDay(now));
  return days === 0 ? words.today : days === 86_400_000 ? words.tomorrow : "";
}

/** The visits that are not over. A reader who cannot get news is at least not sent to what has been. */
export function coming(schedule: Schedule, now: Date): Visit[] {
  return schedule.visits.filter((visit) => new Date(visit.ends) > now);
}
