import { client, data, send } from "../api/client.js";
import { t } from "../texts/texts.js";
import { live } from "./live.svelte.js";
import { secondsLeft, settled, type PendingRelease } from "./pending.js";
import { session } from "./session.svelte.js";
import { toasts } from "./toasts.svelte.js";

/** The releases that are about to go out, whoever asked for them. */
class Pending {
  all = $state.raw<readonly PendingRelease[]>([]);
  /** One that did not go out, until somebody has read why. */
  refused = $state.raw<PendingRelease>();
  /** Counts what has been settled, so that a page can read anew. */
  settledCount = $state(0);

  #heard = $state(0);
  #now = $state(0);
  #ticking: ReturnType<typeof setInterval> | undefined;

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

  /** Looks for releases from when the stream of changes begins, whenever one changes. */
  watch(): void {
    live.watch(["pending_release", "release"], () => void this.look());
  }

  /** Looks now. What is known stays where that fails. */
  look = async (): Promise<void> => {
    if (session.districts.length === 0) return;
    try {
      const found = (await data(client.GET("/api/v1/pending-releases"))).items ?? [];
      const over = settled(this.all, found);
      this.#hear(found);
      for (const one of over) this.#tell(one);
    } catch {
      // The next change, or the end of the waiting, asks again.
    }
  };

  /** Counts down by this machine's own clock; what should have gone out by now is looked for. */
  #tick = (): void => {
    this.#now = performance.now();
    if (this.all.some((one) => one.state === "waiting" && this.left(one) === 0)) void this.look();
  };

  #hear(all: readonly PendingRelease[]): void {
    this.all = all;
    this.#heard = this.#now = performance.now();
    clearInterval(this.#ticking);
    if (all.some(({ state }) => state === "waiting")) this.#ticking = setInterval(this.#tick, 1_000);
  }

  #tell(one: PendingRelease): void {
    this.settledCount++;
    if (one.state === "released") toasts.say(t("release.done", { n: one.number ?? 0 }));
    if (one.state === "taken_back") toasts.say(t("pending.takenBack", { who: one.settledBy ?? "" }));
    if (one.state === "refused") this.refused = one;
  }
}

export const pending = new Pending();
