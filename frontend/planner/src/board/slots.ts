import type { Ground } from "./ground.js";
import { isAway, touched } from "./ground.js";
import type { Day, Locality, Site, Slot, Visit } from "./types.js";
import { clockAt, dayOf, minutesOf } from "./types.js";
import { addDays, daysBetween, weekday } from "./weeks.js";

/** The site where a visit to a place is to be: the first in use. */
export function usualSite(locality: string, sites: readonly Site[]): Site | undefined {
  return sites
    .filter((site) => site.localityId === locality && !site.retired)
    .sort((a, b) => (a.preference ?? 0) - (b.preference ?? 0))[0];
}

/** Minutes that are left free for the drive between two visits of a shift. */
const drive = 45;

/**
 * Free slots for a place on days from one to another, at most one a shift, those
 * that touch no rule and lie nearest to a wished day first.
 */
export function freeSlots(
  locality: Locality,
  visits: readonly Visit[],
  ground: Ground,
  wish: { from: Day; to: Day; near: Day; minutes?: number; siteId?: string; now: string; self?: Pick<Visit, "id" | "occasionId"> },
): Slot[] {
  const site = wish.siteId ?? usualSite(locality.id, ground.sites)?.id;
  if (!site) return [];
  const length = wish.minutes ?? locality.visiting?.minutes ?? 180;
  const around = visits.filter(({ starts }) => dayOf(starts) >= addDays(wish.from, -1) && dayOf(starts) <= wish.to);
  const found: { slot: Slot; rank: number }[] = [];
  for (const shift of ground.shifts) {
    const day = dayOf(shift.starts);
    if (day < wish.from || day > wish.to || isAway(shift.officeId, day, ground.absences)) continue;
    const start = gapIn(shift, day, length, locality, around, wish.self?.id);
    if (start === undefined) continue;
    const slot = { siteId: site, officeId: shift.officeId, starts: `${day}T${clockAt(start)}`, ends: `${day}T${clockAt(start + length)}` };
    const rules = touched(slot, locality, around, ground, wish.now, wish.self);
    if (rules.some(({ blocks }) => blocks)) continue;
    found.push({ slot, rank: rules.length * 100 + Math.abs(daysBetween(wish.near, day)) + (weekday(day) === weekday(wish.near) ? 0 : 0.5) });
  }
  return found.sort((a, b) => a.rank - b.rank || (a.slot.starts < b.slot.starts ? -1 : 1)).map(({ slot }) => slot);
}

/** When within a shift a visit of some minutes fits between the others, as early as the place allows. */
function gapIn(
  shift: { officeId: string; starts: string; ends: string; slots?: number },
  day: Day,
  length: number,
  { visiting }: Locality,
  visits: readonly Visit[],
  self: string | undefined,
): number | undefined {
  const late = dayOf(shift.ends) > day ? 24 * 60 : minutesOf(shift.ends);
  const taken = visits
    .filter((visit) => visit.id !== self && visit.officeId === shift.officeId && visit.state !== "cancelled" && dayOf(visit.starts) === day)
    .filter(({ starts }) => shift.starts <= starts && starts < shift.ends)
    .map(({ starts, ends }) => [minutesOf(starts) - drive, minutesOf(ends) + drive] as const)
    .sort((a, b) => a[0] - b[0]);
  if (shift.slots && taken.length >= shift.slots) return undefined;
  const last = Math.min(late, visiting ? minutesOf(visiting.closes) : late) - (late < 24 * 60 ? drive / 3 : 0) - length;
  let start = Math.ceil(Math.max(minutesOf(shift.starts) + drive / 3, visiting ? minutesOf(visiting.opens) : 0) / 15) * 15;
  for (const [from, to] of taken) {
    if (start + length <= from) break;
    start = Math.max(start, Math.ceil(to / 15) * 15);
  }
  return start <= last ? start : undefined;
}
