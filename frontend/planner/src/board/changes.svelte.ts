import { send } from "../api/client.js";
import { Problem } from "../api/problem.js";
import type { Deed } from "./deeds.js";
import type { Plan } from "./plan.svelte.js";
import { sameSlot, slotOf, type Absence, type Slot, type Visit } from "./types.js";

/** One visit as it was and as it became; undefined where there is none. */
export interface Step {
  before: Visit | undefined;
  after: Visit | undefined;
}

/** One absence of an office as it was and as it became. */
export interface Away {
  before: Absence | undefined;
  after: Absence | undefined;
}

/** Something that was done in this session, and can be taken back. */
export interface Done {
  label: string;
  steps: Step[];
  away?: Away[];
}

/** What the server would not do, and what it said. */
export interface Refused {
  deed: Deed;
  problem: Problem;
}

/** What can be said of a visit without moving it. */
export interface Details {
  publicNote?: string;
  note?: string;
  pinned: boolean;
}

const stay = (event: Event) => event.preventDefault();

const path = (id: string, verb = "") => `/api/v1/visits/${id}${verb && `/${verb}`}`;

/** Changes visits through the API, and takes back what was done. */
export class Changes {
  done = $state.raw<readonly Done[]>([]);
  undone = $state.raw<readonly Done[]>([]);
  busy = $state(false);

  /** The next name of what was taken away and came back. */
  #called = new Map<string, string>();

  readonly plan: Plan;
  /** The public reason for taking back what was announced, where none was given before. */
  readonly reason: string;

  constructor(plan: Plan, reason: string) {
    this.plan = plan;
    this.reason = reason;
  }

  async add(locality: string, slot: Slot, details: Partial<Details>, label: string): Promise<Visit> {
    const added = await this.#create(locality, slot, details);
    this.#did({ label, steps: [{ before: undefined, after: added }] });
    return added;
  }

  move(visit: Visit, slot: Slot, reason: string, label: string): Promise<Visit> {
    return this.#change(visit, label, () => this.#post(visit, "move", { ...slot, reason }));
  }

  cancel(visit: Visit, reason: string, label: string): Promise<Visit> {
    return this.#change(visit, label, () => this.#post(visit, "cancel", { reason }));
  }

  restore(visit: Visit, label: string): Promise<Visit> {
    return this.#change(visit, label, () => this.#post(visit, "restore", {}));
  }

  describe(visit: Visit, details: Details, label: string): Promise<Visit> {
    return this.#change(visit, label, () => send("PUT", path(visit.id), details, visit.version));
  }

  /** Pins a visit or lets it go; its private note has to be read to stay. */
  pin(visit: Visit, pinned: boolean, label: string): Promise<Visit> {
    return this.#change(visit, label, () => this.#pin(visit, pinned));
  }

  async remove(visit: Visit, label: string): Promise<void> {
    this.#did({ label, steps: [await this.#remove(visit)] });
  }

  async #remove(visit: Visit): Promise<Step> {
    const before = visit.noted ? await send<Visit>("GET", path(visit.id)) : visit;
    await send("DELETE", path(visit.id), undefined, visit.version);
    this.plan.drop(visit.id);
    return { before, after: undefined };
  }

  async #pin(visit: Visit, pinned: boolean): Promise<Visit> {
    return send("PUT", path(visit.id), { ...(await details(visit)), pinned }, visit.version);
  }

  /**
   * Does many things that are taken back as one. What the server refuses is told and
   * passed over; what was done before the connection is lost can be taken back. Whoever
   * leaves the page in the middle is asked first: the rest would not be done.
   */
  async batch(deeds: readonly Deed[], reason: string, label: string): Promise<Refused[]> {
    const steps: Step[] = [];
    const refused: Refused[] = [];
    addEventListener("beforeunload", stay);
    try {
      for (const deed of deeds) {
        try {
          steps.push(await this.#run(deed, reason));
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          refused.push({ deed, problem: error });
        }
      }
    } finally {
      removeEventListener("beforeunload", stay);
      if (steps.length > 0) this.#did({ label, steps });
    }
    if (refused.some(({ problem }) => problem.stale || problem.status === 404)) await this.plan.again();
    return refused;
  }

  async #run(deed: Deed, reason: string): Promise<Step> {
    if (deed.kind === "add") return { before: undefined, after: await this.#create(deed.locality, deed.slot, {}) };
    const { visit: before } = deed;
    if (deed.kind === "remove") return this.#remove(before);
    const after =
      deed.kind === "move" ? await this.#post(before, "move", { ...deed.slot, reason })
      : deed.kind === "cancel" ? await this.#post(before, "cancel", { reason })
      : await this.#pin(before, deed.kind === "pin");
    this.plan.put(after);
    return { before, after };
  }

  /** Keeps offices from being planned from one day through another. */
  async block(offices: readonly string[], from: string, to: string, note: string, label: string): Promise<void> {
    const away: Away[] = [];
    try {
      for (const officeId of offices) away.push({ before: undefined, after: await this.#away({ officeId, from, to, note }) });
    } finally {
      if (away.length > 0) this.#did({ label, steps: [], away });
    }
  }

  /** Takes an absence away. */
  async unblock(absence: Absence, label: string): Promise<void> {
    await this.#back(absence);
    this.#did({ label, steps: [], away: [{ before: absence, after: undefined }] });
  }

  async #away({ officeId, from, to, note }: Pick<Absence, "officeId" | "from" | "to" | "note">): Promise<Absence> {
    const districtId = this.plan.ground.season.districtId;
    const made = await send<Absence>("POST", "/api/v1/absences", { districtId, officeId, from, to, note });
    this.plan.absent([...this.plan.ground.absences, made]);
    return made;
  }

  async #back({ id, version }: Absence): Promise<void> {
    await send("DELETE", `/api/v1/absences/${id}`, undefined, version);
    this.plan.absent(this.plan.ground.absences.filter((one) => one.id !== id));
  }

  /** Makes an absence what it was at some time. */
  async #bringAway(id: string, target: Absence | undefined): Promise<void> {
    const called = this.#nameNow(id);
    const now = this.plan.ground.absences.find((one) => one.id === called);
    if (now && !target) await this.#back(now);
    if (target && !now) this.#called.set(called, (await this.#away(target)).id);
  }

  /** Notes what was done to many at once, such as taking a proposal. */
  async many(label: string, run: () => Promise<unknown>): Promise<void> {
    const before = this.plan.visits;
    try {
      await run();
    } finally {
      await this.plan.again();
      const after = this.plan.visits;
      const ids = new Set([...before.keys(), ...after.keys()]);
      const steps = [...ids]
        .map((id) => ({ before: before.get(id), after: after.get(id) }))
        .filter((step) => step.before?.version !== step.after?.version);
      if (steps.length > 0) this.#did({ label, steps });
    }
  }

  /** Takes back what was done last. Returns what it was. */
  undo(): Promise<Done | undefined> {
    return this.#turn("done", "undone", "before");
  }

  /** Does again what was taken back last. */
  redo(): Promise<Done | undefined> {
    return this.#turn("undone", "done", "after");
  }

  async #turn(from: "done" | "undone", to: "done" | "undone", wanted: "before" | "after"): Promise<Done | undefined> {
    const turned = this[from].at(-1);
    if (!turned || this.busy) return undefined;
    this.busy = true;
    const steps = wanted === "before" ? turned.steps.toReversed() : turned.steps;
    const over: Step[] = [];
    try {
      for (const { before, after } of turned.away ?? []) await this.#bringAway((before ?? after)!.id, wanted === "before" ? before : after);
      for (const step of steps) {
        await this.#bring(step.before?.id ?? step.after!.id, step[wanted]);
        over.push(step);
      }
      this[to] = [...this[to], turned];
    } catch (error) {
      const left = turned.steps.filter((step) => !over.includes(step));
      if (over.length > 0) this[to] = [...this[to], { ...turned, steps: turned.steps.filter((step) => over.includes(step)) }];
      this[from] = [...this[from].slice(0, -1), { ...turned, steps: left }];
      if (error instanceof Problem && (error.stale || error.status === 404)) await this.plan.again();
      throw error;
    } finally {
      this.busy = false;
    }
    this[from] = this[from].filter((one) => one !== turned);
    return turned;
  }

  /** What something is called now; it gets another name each time that it comes back. */
  #nameNow(id: string): string {
    let name = id;
    for (let next = this.#called.get(name); next; next = this.#called.get(name)) name = next;
    return name;
  }

  /** Makes a visit what it was at some time, from whatever it is now. */
  async #bring(id: string, target: Visit | undefined): Promise<void> {
    const called = this.#nameNow(id);
    const now = this.plan.visits.get(called);
    if (!target) {
      if (now) await send("DELETE", path(now.id), undefined, now.version);
      if (now) this.plan.drop(now.id);
      return;
    }
    if (!now) {
      const made = await this.#create(target.localityId, slotOf(target), target, target.occasionId);
      this.#called.set(called, made.id);
      return;
    }
    let visit = now;
    const said = target.reason || this.reason;
    if (visit.state !== target.state && visit.state !== "draft" && target.state !== "cancelled") {
      visit = await this.#post(visit, "restore", {});
    }
    if (!sameSlot(visit, target)) visit = await this.#post(visit, "move", { ...slotOf(target), reason: said });
    if (target.state === "cancelled" && visit.state !== "cancelled") visit = await this.#post(visit, "cancel", { reason: said });
    if (Boolean(visit.pinned) !== Boolean(target.pinned) || (visit.publicNote ?? "") !== (target.publicNote ?? "")) {
      const { note } = await details(visit);
      visit = await send("PUT", path(visit.id), { note, publicNote: target.publicNote, pinned: Boolean(target.pinned) }, visit.version);
    }
    this.plan.put(visit);
  }

  async #create(localityId: string, slot: Slot, { publicNote, note, pinned }: Partial<Details>, occasionId?: string): Promise<Visit> {
    const districtId = this.plan.ground.season.districtId;
    const made = await send<Visit>("POST", "/api/v1/visits", { districtId, localityId, occasionId, ...slot, publicNote, note, pinned });
    this.plan.put(made);
    return made;
  }

  #post(visit: Visit, verb: string, body: object): Promise<Visit> {
    return send("POST", path(visit.id, verb), body, visit.version);
  }

  async #change(before: Visit, label: string, run: () => Promise<Visit>): Promise<Visit> {
    const after = await run();
    this.plan.put(after);
    this.#did({ label, steps: [{ before, after }] });
    return after;
  }

  #did(done: Done): void {
    this.done = [...this.done, done];
    this.undone = [];
  }
}

/** A visit's details; the private note is in no list, and reading it is in the audit log. */
export async function details(visit: Visit): Promise<Details> {
  const { publicNote, note, pinned } = visit.noted ? await send<Visit>("GET", path(visit.id)) : visit;
  return { publicNote, note, pinned: pinned ?? false };
}
