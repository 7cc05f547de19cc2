import { all, send } from "../api/client.js";
import { session } from "../shell/session.svelte.js";
import { compare } from "../texts/texts.js";
import { today } from "../texts/times.js";
import { gapsAt, promisesTo, type Ground } from "./ground.js";
import type { Gap, VisitPromise } from "./promises.js";
import { dayOf } from "./types.js";
import type { Absence, Assessment, Locality, Municipality, Occasion, Office, Pledge, Season, Shift, Site, Visit, Words } from "./types.js";
import { addDays } from "./weeks.js";

/** How many days before a season are read: the gap from the last visit belongs to it. */
const before = 120;

/** A season's schedule as it is worked on. */
export class Plan {
  ground = $state.raw() as Ground;
  visits = $state.raw<ReadonlyMap<string, Visit>>(new Map());
  assessment = $state.raw<Assessment>();

  /** The visits of each place, by time. */
  readonly byLocality = $derived.by(() => grouped(this.visits.values()));

  #gaps = new WeakMap<readonly Visit[], Gap[]>();
  #promises = new Map<string, VisitPromise[]>();

  constructor(ground: Ground, visits: readonly Visit[]) {
    this.ground = ground;
    this.visits = new Map(visits.map((visit) => [visit.id, visit]));
  }

  at(locality: string): readonly Visit[] {
    return this.byLocality.get(locality) ?? none;
  }

  /** The gaps of a place; they are reckoned anew only when its visits are others. */
  gaps(locality: Locality): readonly Gap[] {
    void this.ground;
    const visits = this.at(locality.id);
    let gaps = this.#gaps.get(visits);
    if (!gaps) this.#gaps.set(visits, (gaps = gapsAt(locality, visits, this.ground)));
    return gaps;
  }

  promises(locality: Locality): readonly VisitPromise[] {
    void this.ground;
    let found = this.#promises.get(locality.id);
    if (!found) this.#promises.set(locality.id, (found = promisesTo(locality, this.ground)));
    return found;
  }

  locality(id: string | undefined): Locality | undefined {
    return this.ground.localities.find((locality) => locality.id === id);
  }

  nameOf(kind: "localities" | "sites" | "offices" | "occasions", id: string | undefined): string {
    return (this.ground[kind] as readonly { id: string; name: string }[]).find((thing) => thing.id === id)?.name ?? "";
  }

  /** Whether a visit is one that this schedule is read with: of the season, or soon before it. */
  reads({ starts }: Visit): boolean {
    const { from, to } = this.ground.season;
    const day = dayOf(starts);
    return addDays(from, -before) <= day && day <= to;
  }

  /** Takes a visit as the server answered it. */
  put(visit: Visit): void {
    this.visits = new Map(this.visits).set(visit.id, visit);
  }

  /** Stands on other ground: all that is reckoned from it is reckoned anew. */
  stand(ground: Ground): void {
    this.#gaps = new WeakMap();
    this.#promises = new Map();
    this.ground = ground;
  }

  drop(id: string): void {
    const next = new Map(this.visits);
    next.delete(id);
    this.visits = next;
  }

  /** Takes other absences of the offices. */
  absent(absences: readonly Absence[]): void {
    this.ground = { ...this.ground, absences };
  }

  /** Reads the visits anew, after something that changed many. */
  async again(): Promise<void> {
    this.visits = new Map((await readVisits(this.ground.season)).map((visit) => [visit.id, visit]));
  }

  /** What the whole schedule is worth, by the server. */
  async assess(): Promise<Assessment> {
    this.assessment = await send<Assessment>("GET", `/api/v1/seasons/${this.ground.season.id}/assessment`);
    return this.assessment;
  }
}

const none: readonly Visit[] = [];

/** The groups of the visits before; a place whose visits are the same keeps its own. */
let last: ReadonlyMap<string, readonly Visit[]> = new Map();

function grouped(visits: Iterable<Visit>): ReadonlyMap<string, readonly Visit[]> {
  const groups = new Map<string, Visit[]>();
  for (const visit of visits) {
    const group = groups.get(visit.localityId);
    if (group) group.push(visit);
    else groups.set(visit.localityId, [visit]);
  }
  const found = new Map<string, readonly Visit[]>();
  for (const [id, group] of groups) {
    group.sort((a, b) => (a.starts < b.starts ? -1 : 1));
    const old = last.get(id);
    found.set(id, old?.length === group.length && old.every((visit, i) => visit === group[i]) ? old : group);
  }
  return (last = found);
}

/** The district's seasons, the latest first. */
export async function seasonsOf(district: string): Promise<Season[]> {
  return (await all<Season>("/api/v1/seasons", { district })).sort((a, b) => (a.from < b.from ? 1 : -1));
}

/** The season that is asked for, else the one that is planned next, else the last. */
export function seasonShown(seasons: readonly Season[], asked: string | null, now = today()): Season | undefined {
  const coming = seasons.filter(({ to }) => addDays(to, -21) >= now);
  return seasons.find(({ id }) => id === asked) ?? coming.at(-1) ?? seasons[0];
}

function readVisits(season: Season): Promise<Visit[]> {
  return all<Visit>("/api/v1/visits", { district: season.districtId, from: addDays(season.from, -before), to: season.to });
}

/** Reads all that a season's board shows. */
export async function readPlan(season: Season): Promise<Plan> {
  const [ground, visits] = await Promise.all([readGround(season), readVisits(season)]);
  return new Plan(ground, visits);
}

/** Reads what a season is planned with. */
export async function readGround(season: Season): Promise<Ground> {
  const district = season.districtId;
  const of = <T>(path: string, query: Record<string, string> = {}) => all<T>(`/api/v1/${path}`, { district, ...query });
  const time = { from: season.from, to: season.to };
  const [municipalities, localities, sites, offices, shifts, absences, occasions, pledges] = await Promise.all([
    all<Municipality>("/api/v1/municipalities"),
    of<Locality>("localities"),
    of<Site>("sites"),
    of<Office>("offices"),
    of<Shift>("shifts", time),
    of<Absence>("absences", time),
    of<Occasion>("occasions", time),
    of<Pledge>("pledges"),
  ]);
  const noticeDays = session.districts.find(({ id }) => id === district)?.noticeDays ?? 0;
  localities.sort((a, b) => compare(a.name, b.name));
  offices.sort((a, b) => compare(a.name, b.name));
  const own = new Set(localities.map(({ municipalityId }) => municipalityId));
  const here = municipalities.filter(({ id }) => own.has(id)).sort((a, b) => compare(a.name, b.name));
  return { season, municipalities: here, localities, sites, offices, shifts, absences, occasions, pledges, noticeDays };
}

let words: Promise<Words> | undefined;

/** What the names of rules and verdicts mean to a person. */
export function planningWords(): Promise<Words> {
  words ??= send<Words>("GET", "/api/v1/planning-words").catch((error: unknown) => {
    words = undefined;
    throw error;
  });
  return words;
}
