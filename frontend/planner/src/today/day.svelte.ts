import { onMount } from "svelte";
import { all, send } from "../api/client.js";
import type { Entry } from "../api/kept.js";
import { outbox } from "../api/outbox.svelte.js";
import { Disconnected } from "../api/problem.js";
import { draftOf, keepDraft } from "../shell/drafts.js";
import { live } from "../shell/live.svelte.js";
import { today } from "../texts/times.js";
import { dayAfter, mondayOf, type Deed, type Site, type Visit } from "./stops.js";

interface Named {
  id: string;
  name: string;
}

interface District {
  id: string;
  topics?: string[];
}

/** What was fetched last, and when. */
interface Fetched {
  at: string;
  visits: Visit[];
  localities: Named[];
  sites: Site[];
  offices: Named[];
  occasions: Named[];
  topics: string[];
}

/** Milliseconds between two looks at the clock. */
const tick = 10_000;

/** The days around today, as they were fetched last; that is kept for when there is no net. */
export class Day {
  fetched = $state.raw<Fetched>();
  error = $state.raw<unknown>();
  now = $state.raw(new Date());

  readonly #district: string;
  #asked = 0;
  #saying = new Set<string>();

  constructor(district: string) {
    this.#district = district;
    this.fetched = draftOf<Fetched>(this.#kept)?.values;
  }

  get #kept(): string {
    return `today.${this.#district}`;
  }

  /** The first day that is fetched: this week's Monday. */
  get from(): string {
    return mondayOf(today(this.now));
  }

  get weeks(): readonly string[] {
    return [this.from, dayAfter(this.from, 7)];
  }

  /** Fetches the visits, and at first what they are about. What is there stays until then. */
  look = async (): Promise<void> => {
    const asked = ++this.#asked;
    try {
      const known = this.fetched;
      const visits = await all<Visit>("/api/v1/visits", { district: this.#district, from: this.from, to: dayAfter(this.from, 20) });
      const unknown = !known?.topics || visits.some(({ siteId }) => !known.sites.some(({ id }) => id === siteId));
      const ground = unknown ? await this.#ground() : known;
      if (asked !== this.#asked) return;
      // What was answered to a change meanwhile is newer than what was asked for before.
      const now = this.fetched?.visits ?? [];
      const newest = visits.map((visit) => now.find(({ id, version }) => id === visit.id && (version > visit.version || this.#saying.has(id))) ?? visit);
      const { localities, sites, offices, occasions, topics } = ground;
      this.#keep({ at: new Date().toISOString(), visits: newest, localities, sites, offices, occasions, topics });
      this.error = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.error = error instanceof Disconnected && this.fetched ? undefined : error;
    }
  };

  /** What the visits are about. */
  async #ground(): Promise<Omit<Fetched, "at" | "visits">> {
    const of = <T>(name: string) => all<T>(`/api/v1/${name}`, { district: this.#district });
    const [localities, sites, offices, occasions, districts] = await Promise.all([
      of<Named>("localities"), of<Site>("sites"), of<Named>("offices"), of<Named>("occasions"), all<District>("/api/v1/districts"),
    ]);
    const slim = ({ id, name }: Named) => ({ id, name });
    const topics = districts.find(({ id }) => id === this.#district)?.topics ?? [];
    return { localities: localities.map(slim), sites: [...sites], offices: offices.map(slim), occasions: occasions.map(slim), topics };
  }

  /**
   * Waits for the answer to what is said of a visit. The stream tells of it earlier, when
   * citizens cannot see it yet: until it is answered the visit stays as it is.
   */
  async said(visit: Visit, answer: Promise<Visit>): Promise<Visit> {
    this.#saying.add(visit.id);
    try {
      return await answer;
    } finally {
      this.#saying.delete(visit.id);
    }
  }

  /** Puts a visit as it is now in its place. */
  put(visit: Visit): void {
    if (!this.fetched) return;
    this.#keep({ ...this.fetched, visits: this.fetched.visits.map((one) => (one.id === visit.id ? visit : one)) });
  }

  #keep(fetched: Fetched): void {
    this.fetched = fetched;
    keepDraft(this.#kept, { values: fetched, version: 0 });
  }

  nameOf(of: "localities" | "offices" | "occasions", id: string | undefined): string {
    return this.fetched?.[of].find((one) => one.id === id)?.name ?? "";
  }

  /** What a note can be about. */
  get topics(): readonly string[] {
    return this.fetched?.topics ?? [];
  }

  siteOf(id: string): Site | undefined {
    return this.fetched?.sites.find((one) => one.id === id);
  }

  /** Follows the clock and the server while a component is there. */
  watch(): void {
    onMount(() => {
      void this.look();
      const turn = () => (this.now = new Date());
      const ticking = setInterval(turn, tick);
      document.addEventListener("visibilitychange", turn);
      const stop = live.watch(["visit"], () => void this.look());
      return () => {
        clearInterval(ticking);
        document.removeEventListener("visibilitychange", turn);
        stop();
      };
    });
  }
}

/** Says something of a visit, to everybody at once where it is about its time. */
export function say(visit: Visit, deed: Deed, body: object, what: string): Promise<Visit> {
  const told = deed === "hold" ? {} : { release: true };
  return send<Visit>("POST", saying(visit.id, deed), { ...body, ...told }, visit.version, what);
}

/** Takes back what was said last of a visit, also what everybody was told. */
export function unsay(visit: Visit, what: string): Promise<Visit> {
  const told = visit.state === "held" ? {} : { released: true, release: true };
  return send<Visit>("POST", saying(visit.id, "restore"), told, visit.version, what);
}

const saying = (id: string, deed: Deed | "restore") => `/api/v1/visits/${id}/${deed}`;

/** What was said of a visit and waits for the net, and which of it. */
export function waitingFor(visit: Visit): { entry: Entry; deed: Deed | "restore"; starts?: string; reason?: string } | undefined {
  for (const deed of ["delay", "cancel", "break-off", "hold", "restore"] as const) {
    const entry = outbox.shown.find(({ path, refused }) => refused === undefined && path === saying(visit.id, deed));
    if (entry) return { entry, deed, ...(JSON.parse(entry.body!) as { starts?: string; reason?: string }) };
  }
  return undefined;
}

/** Whether a note on a visit waits for the net, also one from before the page was read anew. */
export const noteWaits = (visit: Visit): boolean =>
  outbox.shown.some(({ path, refused }) => refused === undefined && path === `/api/v1/visits/${visit.id}/notes`);
