import { holidayOn } from "./holidays.js";
import type { Absence, Day, Locality, Municipality, Occasion, Office, Pledge, Season, Shift, Site, Slot, Visit } from "./types.js";
import { clockOf, counts, dayOf, minutesOf } from "./types.js";
import { gapsOf, promisesOf, type Gap, type VisitPromise } from "./promises.js";
import { daysBetween, weekAt, weekday, weekdays } from "./weeks.js";

/** All that a season's schedule stands on; only absences change while the board is open. */
export interface Ground {
  season: Season;
  municipalities: readonly Municipality[];
  localities: readonly Locality[];
  sites: readonly Site[];
  offices: readonly Office[];
  shifts: readonly Shift[];
  absences: readonly Absence[];
  occasions: readonly Occasion[];
  pledges: readonly Pledge[];
  noticeDays: number;
}

/** A rule that a slot touches: its name among the planning words, or one of our own. */
export interface Touched {
  rule: "shift" | "away" | "office" | "weekday" | "weeks" | "hours" | "holiday" | "nearHoliday" | "notice" | "past" | "minutes";
  /** Whether the server refuses it. */
  blocks: boolean;
  /** What it is about, such as a holiday's name. */
  what?: string;
}

export function promisesTo(locality: Locality, ground: Ground): VisitPromise[] {
  return promisesOf(locality, ground.pledges, ground.season.from, ground.season.to);
}

/** The days on which a place is visited, in order, each once. */
export function daysOf(visits: readonly Visit[]): Day[] {
  return [...new Set(visits.filter(counts).map(({ starts }) => dayOf(starts)))].sort();
}

/** The gaps between a place's visits, and from the last to the season's end. */
export function gapsAt(locality: Locality, visits: readonly Visit[], ground: Ground): Gap[] {
  return gapsOf(daysOf(visits), promisesTo(locality, ground), ground.season.summer, ground.season.to);
}

/** What a change does to the gaps of its place: those that it ends, and those that come instead. */
export interface Effect {
  gone: Gap[];
  come: Gap[];
  /** How many promises it breaks more than before; below 0 mends some. */
  broken: number;
}

/** What comes of a place's visits being others. */
export function effectOf(locality: Locality, before: readonly Visit[], after: readonly Visit[], ground: Ground): Effect {
  const [old, next] = [gapsAt(locality, before, ground), gapsAt(locality, after, ground)];
  const key = ({ from, to, open }: Gap) => `${from} ${to} ${open}`;
  const [had, has] = [new Set(old.map(key)), new Set(next.map(key))];
  const breaches = (gaps: readonly Gap[]) => gaps.filter(({ nearness }) => nearness === "broken").length;
  return {
    gone: old.filter((gap) => !has.has(key(gap))),
    come: next.filter((gap) => !had.has(key(gap))),
    broken: breaches(next) - breaches(old),
  };
}

/** The shift of an office that a time lies in. */
export function shiftOf(slot: Slot, shifts: readonly Shift[]): Shift | undefined {
  return shifts.find(
    ({ officeId, starts, ends }) => officeId === slot.officeId && starts.slice(0, 16) <= slot.starts && slot.ends <= ends.slice(0, 16),
  );
}

export function isAway(office: string, day: Day, absences: readonly Absence[]): boolean {
  return absences.some(({ officeId, from, to }) => officeId === office && from <= day && day <= to);
}

/** Another visit of the same office at the same time. */
export function clash(slot: Slot, visits: readonly Visit[], self?: string): Visit | undefined {
  return visits.find(
    ({ id, officeId, state, starts, ends }) =>
      id !== self && officeId === slot.officeId && state !== "cancelled" && starts.slice(0, 16) < slot.ends && slot.starts < ends.slice(0, 16),
  );
}

/** The rules that a slot at a place touches, those that block first. */
export function touched(
  slot: Slot,
  locality: Locality,
  visits: readonly Visit[],
  ground: Ground,
  now: string,
  self?: Pick<Visit, "id" | "occasionId">,
): Touched[] {
  const day = dayOf(slot.starts);
  const found: Touched[] = [];
  if (slot.starts <= now) found.push({ rule: "past", blocks: true });
  if (isAway(slot.officeId, day, ground.absences)) found.push({ rule: "away", blocks: true });
  else if (!shiftOf(slot, ground.shifts)) found.push({ rule: "shift", blocks: true });
  const other = clash(slot, visits, self?.id);
  if (other) {
    const name = ground.localities.find(({ id }) => id === other.localityId)?.name;
    found.push({ rule: "office", blocks: true, what: name });
  }
  if (!self?.occasionId) found.push(...ofPlace(slot, day, locality));
  if (slot.starts > now && daysBetween(dayOf(now), day) < ground.noticeDays) found.push({ rule: "notice", blocks: false, what: String(ground.noticeDays) });
  return found;
}

function ofPlace(slot: Slot, day: Day, { visiting }: Locality): Touched[] {
  const found: Touched[] = [];
  const holiday = holidayOn(day);
  if (holiday) found.push({ rule: holiday.class === "blocked" ? "holiday" : "nearHoliday", blocks: false, what: holiday.name });
  if (!visiting) return found;
  if (!visiting.weekdays.includes(weekdays[weekday(day)]!)) found.push({ rule: "weekday", blocks: false });
  const odd = weekAt(day).number % 2 === 1;
  if ((visiting.weeks === "odd" && !odd) || (visiting.weeks === "even" && odd)) found.push({ rule: "weeks", blocks: false });
  if (clockOf(slot.starts) < visiting.opens || clockOf(slot.ends) > visiting.closes) found.push({ rule: "hours", blocks: false });
  if (minutesOf(slot.ends) - minutesOf(slot.starts) < visiting.minutes) found.push({ rule: "minutes", blocks: false, what: String(visiting.minutes) });
  return found;
}
