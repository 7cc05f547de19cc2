import { client, data, send } from "../api/client.js";
import { t } from "../texts/texts.js";
import { secondsLeft, settled, type PendingRelease } from "./pending.js";
import { session } from "./session.svelte.js";
import { toasts } from "./toasts.svelte.js";

/** Milliseconds between two looks: while something waits, and otherwise. */
const pause = { waiting: 1_000, idle: 4_000 };

/** The releases that are about to go out, whoever asked for them. */
class Pending {
  all = $state.raw<readonly PendingRelease[]>([]);
  /** One that did not go out, until somebody has read why. */
  refused = $state.raw<PendingRelease>();
  /** Counts what has been settled, so that a page can read anew. */
  settledCount = $state(0);

  #heard = $state(0);
  #now = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The one that waits in a district. */
  in(district: string): PendingRelease | undefined {
    return this.all.find(({ districtId, state }) => districtId === district && state === "waiting");
  }

  /** How many seconds it waits still. */
  left(one: PendingRelease): number {
    return secondsLeft(this.#heard, one.secondsLeft, this.#now);
  }

  /** Asks for a release that goes out unless it is taken back. */
  async ask(body: { after: number; comment?: string; only?: string[] }, district = session.district): Promise<PendingRelease> {
    const asked = await send<PendingRelease>("POST", `/api/v1/districts/${district}/pending-releases`, body);
    this.#hear([...this.all.filter(({ id }) => id !== asked.id), { ...asked, state: "waiting" }]);
    await this.look();
    return asked;
  }

  async takeBack(one: PendingRelease): Promise<void> {
    try {
      await send("DELETE", `/api/v1/pending-releases/${one.id}`);
    } finally {
      await this.look();
    }
  }

  /** Looks for releases from now on. */
  watch(): void {
    document.addEventListener("visibilitychange", () => void this.look());
    void this.look();
  }

  /** Looks now. A look that fails is made again; what is known stays. */
  look = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (session.districts.length > 0 && document.visibilityState === "visible") {
      try {
        const found = (await data(client.GET("/api/v1/pending-releases"))).items ?? [];
        const over = settled(this.all, found);
        this.#hear(found);
        for (const one of over) this.#tell(one);
      } catch {
        this.#now = performance.now();
      }
    }
    const waiting = this.all.some(({ state }) => state === "waiting");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), waiting ? pause.waiting : pause.idle);
  };

  #hear(all: readonly PendingRelease[]): void {
    this.all = all;
    this.#heard = this.#now = performance.now();
  }

  #tell(one: PendingRelease): void {
    this.settledCount++;
    if (one.state === "released") toasts.say(t("release.done", { n: one.number ?? 0 }));
    if (one.state === "taken_back") toasts.say(t("pending.takenBack", { who: one.settledBy ?? "" }));
    if (one.state === "refused") this.refused = one;
  }
}

export const pending = new Pending();
