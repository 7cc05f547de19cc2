import { effectOf, touched, type Effect, type Ground, type Touched } from "./ground.js";
import { holidayOn } from "./holidays.js";
import type { Locality, Slot, Visit } from "./types.js";
import { counts, dayOf, final, slotOf } from "./types.js";
import { addDays, mondayOf } from "./weeks.js";

/** One thing that is to be done to the schedule. */
export type Deed =
  | { kind: "add"; locality: string; slot: Slot; copyOf?: Visit }
  | { kind: "move"; visit: Visit; slot: Slot }
  | { kind: "cancel" | "remove" | "pin" | "unpin"; visit: Visit };

/** Why something is left out: a rule that it touches, or what it already is. */
export interface Why extends Omit<Touched, "rule"> {
  rule: Touched["rule"] | "final" | "begun" | "draft" | "told" | "outside" | "visited" | "already" | "server";
}

/** A visit that is left out. */
export interface Left {
  visit: Visit;
  why: Why;
}

/** What is to be done to many at once, in the order in which it can be done. */
export interface Batch {
  deeds: Deed[];
  left: Left[];
  /** The rules that are touched though they refuse nothing, each with its visit. */
  warned: Left[];
}

/** What a batch is reckoned from. */
export interface World {
  ground: Ground;
  visits: Iterable<Visit>;
  /** The clock of Sweden. */
  now: string;
}

const no = (rule: Why["rule"], what?: string): Why => ({ rule, blocks: true, what });

/** All visits by office and day, to find what collides without asking each. */
class Places {
  #at = new Map<string, Visit[]>();

  constructor(visits: Iterable<Visit>) {
    for (const visit of visits) this.put(visit);
  }

  on({ officeId, starts }: Pick<Slot, "officeId" | "starts">): readonly Visit[] {
    return this.#at.get(officeId + dayOf(starts)) ?? [];
  }

  put(visit: Visit): void {
    const key = visit.officeId + dayOf(visit.starts);
    const there = this.#at.get(key);
    if (there) there.push(visit);
    else this.#at.set(key, [visit]);
  }

  take(visit: Visit): void {
    const key = visit.officeId + dayOf(visit.starts);
    this.#at.set(key, this.on(visit).filter(({ id }) => id !== visit.id));
  }
}

function later(slot: Slot, days: number): Slot {
  const to = (moment: string) => addDays(dayOf(moment), days) + moment.slice(10);
  return { ...slot, starts: to(slot.starts), ends: to(slot.ends) };
}

/** Why a visit can no longer be changed. */
function stuck(visit: Visit, now: string): Why | undefined {
  if (final(visit)) return no("final");
  return visit.state !== "draft" && visit.starts.slice(0, 16) <= now ? no("begun") : undefined;
}

function standing(slot: Slot, { localityId, occasionId, id }: Visit, there: readonly Visit[], { ground, now }: World): { no?: Why; warned: Touched[] } {
  const { from, to } = ground.season;
  if (dayOf(slot.starts) < from || dayOf(slot.starts) > to) return { no: no("outside"), warned: [] };
  const locality = ground.localities.find((one) => one.id === localityId);
  const rules = locality ? touched(slot, locality, there, ground, now, { id, occasionId }) : [];
  return { no: rules.find(({ blocks }) => blocks), warned: rules.filter(({ blocks }) => !blocks) };
}

/**
 * Moves visits by days, each at its own time of day. Those in the way of others go
 * first, so that a row of visits can be moved onto its own places.
 */
export function shifted(visits: readonly Visit[], days: number, world: World): Batch {
  const places = new Places(world.visits);
  const batch: Batch = { deeds: [], left: [], warned: [] };
  const order = visits.toSorted((a, b) => (a.starts < b.starts ? 1 : -1) * Math.sign(days || 1));
  for (const visit of order) {
    const slot = later(slotOf(visit), days);
    const found = days === 0 ? { no: no("already"), warned: [] } : standing(slot, visit, places.on(slot), world);
    const why = stuck(visit, world.now) ?? found.no;
    if (why) {
      batch.left.push({ visit, why });
      continue;
    }
    places.take(visit);
    places.put({ ...visit, ...slot });
    batch.deeds.push({ kind: "move", visit, slot });
    batch.warned.push(...found.warned.map((rule) => ({ visit, why: rule })));
  }
  return batch;
}

/**
 * Copies visits to days later or earlier, as drafts: only where the office is crewed and
 * free and no red day forbids it, and not to a place that is visited that week already.
 */
export function copied(visits: readonly Visit[], days: number, world: World): Batch {
  const all = [...world.visits];
  const places = new Places(all);
  const visited = new Set(all.filter(counts).map(({ localityId, starts }) => localityId + mondayOf(dayOf(starts))));
  const batch: Batch = { deeds: [], left: [], warned: [] };
  for (const visit of visits.toSorted((a, b) => (a.starts < b.starts ? -1 : 1))) {
    const slot = later(slotOf(visit), days);
    const found = standing(slot, { ...visit, id: "" }, places.on(slot), world);
    const holiday = holidayOn(dayOf(slot.starts));
    const why =
      visit.occasionId || visit.state === "cancelled" ? no("final")
      : (found.no ?? (holiday?.class === "blocked" ? no("holiday", holiday.name) : undefined)
        ?? (visited.has(visit.localityId + mondayOf(dayOf(slot.starts))) ? no("visited") : undefined));
    if (why) {
      batch.left.push({ visit, why });
      continue;
    }
    places.put({ ...visit, ...slot, id: `copy of ${visit.id}`, state: "draft" });
    batch.deeds.push({ kind: "add", locality: visit.localityId, slot, copyOf: visit });
    batch.warned.push(...found.warned.map((rule) => ({ visit, why: rule })));
  }
  return batch;
}

/** Cancels, removes, pins or lets go of each visit that it can be done to. */
export function each(kind: "cancel" | "remove" | "pin" | "unpin", visits: readonly Visit[], now: string): Batch {
  const batch: Batch = { deeds: [], left: [], warned: [] };
  for (const visit of visits) {
    const why = refusal[kind](visit, now);
    if (why) batch.left.push({ visit, why });
    else batch.deeds.push({ kind, visit });
  }
  return batch;
}

const pinning = (pinned: boolean) => (visit: Visit) =>
  final(visit) ? no("final") : Boolean(visit.pinned) === pinned ? no("already") : undefined;

const refusal: Record<"cancel" | "remove" | "pin" | "unpin", (visit: Visit, now: string) => Why | undefined> = {
  cancel: (visit, now) =>
    final(visit) ? no("final") : visit.state === "draft" ? no("draft") : visit.ends.slice(0, 16) <= now ? no("begun") : undefined,
  remove: (visit) => (visit.state === "draft" ? undefined : final(visit) ? no("final") : no("told")),
  pin: pinning(true),
  unpin: pinning(false),
};

/** Whether citizens know of something that a batch changes, so that they are told why. */
export function tells(deeds: readonly Deed[]): boolean {
  return deeds.some((deed) => (deed.kind === "move" && deed.visit.state !== "draft") || deed.kind === "cancel");
}

/** What a batch does to the gaps of a place. */
export interface PlaceEffect {
  locality: Locality;
  effect: Effect;
}

/** What a batch does to the gaps of each place that it concerns, the worst first. */
export function effectsOf(deeds: readonly Deed[], at: (locality: string) => readonly Visit[], ground: Ground): PlaceEffect[] {
  const after = new Map<string, Visit[]>();
  for (const [i, deed] of deeds.entries()) {
    if (deed.kind === "pin" || deed.kind === "unpin") continue;
    const place = deed.kind === "add" ? deed.locality : deed.visit.localityId;
    const visits = after.get(place) ?? [...at(place)];
    const rest = deed.kind === "add" ? visits : visits.filter(({ id }) => id !== deed.visit.id);
    if (deed.kind === "add") rest.push({ ...deed.slot, id: `new ${i}`, state: "draft", localityId: place } as Visit);
    if (deed.kind === "move") rest.push({ ...deed.visit, ...deed.slot });
    after.set(place, rest);
  }
  return [...after]
    .flatMap(([id, visits]) => {
      const locality = ground.localities.find((one) => one.id === id);
      return locality ? [{ locality, effect: effectOf(locality, at(id), visits, ground) }] : [];
    })
    .sort((a, b) => b.effect.broken - a.effect.broken);
}

/** The visits that stand where an office is to be away. */
export function standingOn(offices: ReadonlySet<string>, from: string, to: string, visits: Iterable<Visit>): Visit[] {
  return [...visits].filter(
    (visit) => offices.has(visit.officeId) && !final(visit) && dayOf(visit.starts) >= from && dayOf(visit.starts) <= to,
  );
}
