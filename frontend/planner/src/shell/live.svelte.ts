import { connection } from "../api/connection.svelte.js";
import type { components } from "../api/schema.js";

/** Something that was changed, by whomever. */
export type LiveChange = components["schemas"]["LiveChange"];
export type Looker = components["schemas"]["Looker"];

/** How long changes are gathered before they are told, and before a lost stream is asked for again. */
const gather = 60;
const pause = 1_000;

/** How long those who follow wait between two looks of their own while the stream cannot be had. */
const alone = 15_000;

/** Follows what others change and who they are: the one stream that the whole app listens to. */
class Live {
  /** Who works in the district now, oneself included. */
  people = $state.raw<readonly Looker[]>([]);
  /** Oneself. */
  me = $state("");
  readonly others = $derived(this.people.filter(({ id }) => id !== this.me));
  /** The names of the others who have a thing open: "visits/…". */
  readonly at: ReadonlyMap<string, readonly string[]> = $derived.by(() => {
    const found = new Map<string, string[]>();
    for (const { name, at } of this.others) for (const thing of at ?? []) found.set(thing, [...(found.get(thing) ?? []), name]);
    return found;
  });

  #district = "";
  #opened: string[] = [];
  #last = 0;
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = new Set<(changes: readonly LiveChange[]) => void>();
  #gathered: LiveChange[] = [];
  /** Whether the stream is heard. */
  #heard = false;
  #looks = new Set<() => void>();
  #looking: ReturnType<typeof setInterval> | undefined;

  /** Begins to follow a district as somebody, or another one. */
  follow(district: string, me: string): void {
    this.me = me;
    if (district === this.#district) return;
    this.#district = district;
    this.people = [];
    this.#connect();
  }

  /** Shows the others that a thing is open, until what is returned is called. */
  open(thing: string): () => void {
    this.#opened.push(thing);
    this.#connect();
    return () => {
      this.#opened.splice(this.#opened.lastIndexOf(thing), 1);
      this.#connect();
    };
  }

  /** Tells of changes, several at once where they come together. Returns how to stop that. */
  on(told: (changes: readonly LiveChange[]) => void): () => void {
    this.#told.add(told);
    return () => this.#told.delete(told);
  }

  /**
   * Calls back whenever things of some kinds may be others than they were: when one is changed,
   * when the stream begins or the page is turned to, and now and then while there is no stream.
   * Returns how to stop that.
   */
  watch(kinds: readonly string[], look: () => void): () => void {
    this.#looks.add(look);
    const stop = this.on((changes) => {
      if (seen() && changes.some(({ thing }) => kinds.includes(thing))) look();
    });
    return () => {
      this.#looks.delete(look);
      stop();
    };
  }

  #lookAll(): void {
    if (seen() && !connection.lost) for (const look of [...this.#looks]) look();
  }

  /** Who made a change, by name where they are here. */
  nameOf({ byId, by }: LiveChange): string {
    return this.people.find(({ id }) => id === byId)?.name ?? by;
  }

  /** Asks for the stream, a moment later, so that closing one thing and opening another is one. */
  #connect(after = 30): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#listen(), after);
  }

  #listen(): void {
    if (!this.#district || typeof EventSource === "undefined") return;
    const query = new URLSearchParams({ district: this.#district });
    if (this.#last > 0) query.set("after", String(this.#last));
    const at = this.#opened.at(-1);
    if (at) query.set("at", at);
    const before = this.#source;
    const source = new EventSource(`/api/v1/events?${query}`);
    this.#source = source;
    const hear = (name: string, told: (data: unknown) => void) =>
      source.addEventListener(name, (event) => source === this.#source && told(JSON.parse((event as MessageEvent<string>).data)));
    hear("start", (data) => {
      before?.close();
      this.#last = Math.max(this.#last, (data as { number: number }).number);
      clearInterval(this.#looking);
      this.#looking = undefined;
      if (!this.#heard) {
        this.#heard = true;
        this.#lookAll();
      }
    });
    hear("presence", (data) => (this.people = (data as { people: Looker[] }).people));
    hear("change", (data) => this.#gather(data as LiveChange));
    source.onerror = () => {
      // Streams end by themselves; what was missed is asked for with the next one.
      source.close();
      before?.close();
      if (source !== this.#source) return;
      if (!this.#heard && !this.#looking) {
        // It did not come back at once. To look tells whether the server is there at all.
        this.#looking = setInterval(() => this.#lookAll(), alone);
        this.#lookAll();
      }
      this.#heard = false;
      if (!connection.lost) this.#connect(pause);
    };
  }

  #gather(change: LiveChange): void {
    this.#last = Math.max(this.#last, change.number);
    this.#gathered.push(change);
    if (this.#gathered.length > 1) return;
    setTimeout(() => {
      const changes = this.#gathered;
      this.#gathered = [];
      for (const told of [...this.#told]) told(changes);
    }, gather);
  }

  constructor() {
    connection.onReturn(() => this.#connect());
    // A device that slept may hold a stream that nothing comes through any more.
    document.addEventListener("visibilitychange", () => {
      if (!seen()) return;
      this.#connect();
      this.#lookAll();
    });
  }
}

const seen = () => document.visibilityState === "visible";

export const live = new Live();
