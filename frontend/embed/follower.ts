import type { Schedule } from "./schedule.js";

/** How long a page waits, in milliseconds, before it asks for news again. */
export const pause = 5 * 60_000;

/** Shows what was last had, if anything, and whether the server is away. */
export type Show = (schedule: Schedule | undefined, away: boolean) => void;

/**
 * Keeps a page up to date with a timetable: it asks no more often than each pause, and only
 * while somebody can see the page. What was shown last stays where the server is away.
 */
export class Follower {
  readonly #address: string;
  readonly #show: Show;
  readonly #ended = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = Date.now();
  #schedule: Schedule | undefined;
  #away = false;

  constructor(address: string, show: Show) {
    this.#address = address;
    this.#show = show;
    document.addEventListener("visibilitychange", () => this.#seen(), { signal: this.#ended.signal });
    this.#wait();
  }

  stop(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  /** Asks now. A first time the browser may have an answer that is fresh; later ones ask the server. */
  async ask(): Promise<void> {
    const { signal } = this.#ended;
    this.#asked = Date.now();
    this.#wait();
    try {
      const answer = await fetch(this.#address, {
        cache: this.#schedule === undefined ? "default" : "no-cache",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal,
      });
      if (!answer.ok) throw new Error(`${this.#address}: ${answer.status}`);
      this.#schedule = (await answer.json()) as Schedule;
      this.#away = false;
    } catch {
      this.#away = true;
    }
    if (!signal.aborted) this.#show(this.#schedule, this.#away);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#seen(), pause - (Date.now() - this.#asked));
  }

  /** Asks if it is time; else only says again what depends on the moment, such as "I dag". */
  #seen(): void {
    if (document.visibilityState !== "visible") return;
    if (Date.now() - this.#asked >= pause) {
      void this.ask();
      return;
    }
    this.#wait();
    if (this.#schedule !== undefined) this.#show(this.#schedule, this.#away);
  }
}
