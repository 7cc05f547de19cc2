import { all, attempt, client, data } from "../api/client.js";
import { connection } from "../api/connection.svelte.js";
import { draftNameOf } from "../api/kept.js";
import { outbox, type Told } from "../api/outbox.svelte.js";
import { Disconnected, Problem } from "../api/problem.js";
import type { components } from "../api/schema.js";
import { compare, t } from "../texts/texts.js";
import { draftOf, dropDraft, dropDrafts, keepDraft } from "./drafts.js";
import { router } from "./router.svelte.js";
import { remember, remembered } from "./settings.js";
import { toasts } from "./toasts.svelte.js";

export type District = components["schemas"]["District"];
export type Me = components["schemas"]["Me"];

/** What was read last, for when there is no net. */
interface Known {
  me: Me;
  districts: readonly District[];
}

/** What that is kept as. */
const kept = "session";

/** Who is signed in, what they may do, and which district they look at. */
class Session {
  me = $state.raw<Me>();
  districts = $state.raw<readonly District[]>([]);
  /** The ID of the district that is looked at; "" while there is none. */
  district = $state("");

  /** Reads who is signed in and what there is; without a net, as it was read last in this browser. */
  async open(): Promise<void> {
    try {
      this.#take(await read());
    } catch (error) {
      const last = draftOf<Known>(kept)?.values;
      if (!last || !(error instanceof Disconnected)) throw error;
      this.#take(last);
      this.#readLater(last.me.id);
    }
    const last = remembered("district");
    this.district = this.districts.find(({ id }) => id === last)?.id ?? this.districts[0]?.id ?? "";
    void outbox.open(this.me!.id, attempt, told);
  }

  #take({ me, districts }: Known): void {
    this.me = me;
    this.districts = districts;
  }

  /** Reads it when the net is back. Where somebody else is signed in by then, the page begins anew. */
  #readLater(was: string): void {
    const stop = connection.onReturn(async () => {
      try {
        const known = await read();
        stop();
        if (known.me.id !== was) location.reload();
        this.#take(known);
      } catch {
        // The connection tells that there is none, or that somebody has to sign in again.
      }
    });
  }

  /** Whether a permission holds in a district: the one that is looked at, if none is named. */
  may(permission: string, district = this.district): boolean {
    const found = this.me?.may.find((may) => may.permission === permission);
    return found !== undefined && (found.everywhere === true || (found.districts ?? []).includes(district));
  }

  /** Whether a permission holds in every district, those to come included. */
  mayEverywhere(permission: string): boolean {
    return this.me?.may.find((may) => may.permission === permission)?.everywhere === true;
  }

  /** What a district is called. */
  nameOf(district: string | undefined): string {
    return this.districts.find(({ id }) => id === district)?.name ?? "";
  }

  /** Looks at another district. */
  choose(district: string): void {
    this.district = district;
    remember("district", district);
  }
}

async function read(): Promise<Known> {
  const me = await data(client.GET("/api/v1/me"));
  const last = draftOf<Known>(kept)?.values;
  if (last && last.me.id !== me.id) dropDrafts();
  // Who has no role yet reads nothing, but looks after their own account.
  const districts = me.may.length > 0 ? await all<District>("/api/v1/districts") : [];
  const known = { me, districts: districts.sort((a, b) => compare(a.name, b.name)) };
  keepDraft(kept, { values: known, version: 0 });
  return known;
}

/** What becomes of changes that were made before the page was read anew. */
const told: Told = {
  done: (entry) => {
    dropDraft(draftNameOf(entry));
    toasts.say(t("outbox.done", { page: entry.what ?? entry.title }));
    router.replace(router.path, Object.fromEntries(router.query)); // what is shown may be from before
  },
  refused: (entry, error) => outbox.refuse(entry, error instanceof Problem ? error.message : t("problem.ours")),
};

export const session = new Session();
