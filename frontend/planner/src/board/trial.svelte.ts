import { send } from "../api/client.js";
import type { components } from "../api/schema.js";
import type { Deed } from "./deeds.js";
import type { Slot } from "./types.js";

type Effect = components["schemas"]["Effect"];
type Finding = components["schemas"]["TrialFinding"];

/** The most changes that the server looks at together. */
const most = 500;

/** How long to wait for the next key before the server is asked, in milliseconds. */
const pause = 150;

/** What the server says of changes before they are made: it knows drives and prices, which the page does not. */
export class Trial {
  /** What would be refused: the place of each in the list, and what is said of it. */
  blocks = $state.raw<ReadonlyMap<number, string>>(new Map());
  /** Whether the schedule is worth more or less with them; undefined until it is known. */
  price = $state.raw<"better" | "worse" | "same">();
  /** Whether there are more changes than the server looks at together, so that it was not asked. */
  tooMany = $state(false);

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks about changes; what was asked before is forgotten. A lost answer says nothing. */
  ask(season: string, deeds: readonly Deed[]): void {
    clearTimeout(this.#timer);
    const mine = ++this.#asked;
    this.blocks = new Map();
    this.price = undefined;
    const changes = deeds.flatMap(change);
    this.tooMany = changes.length > most;
    if (changes.length === 0 || this.tooMany) return;
    this.#timer = setTimeout(async () => {
      const effect = await send<Effect>("POST", `/api/v1/seasons/${season}/trials`, { changes }).catch(() => undefined);
      if (mine !== this.#asked || !effect) return;
      this.blocks = blocked(effect.findings);
      this.price = verdict(effect);
    }, pause);
  }

  /** Forgets what was asked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }
}

function blocked(findings: readonly Finding[] = []): Map<number, string> {
  const found = new Map<number, string>();
  for (const { change, severity, message } of findings) {
    if (severity === "blocks" && !found.has(change)) found.set(change, message);
  }
  return found;
}

export function verdict({ before, after }: Pick<Effect, "before" | "after">): "better" | "worse" | "same" {
  const sign = Math.sign(after.promise - before.promise) || Math.sign(after.soft - before.soft);
  return sign === 0 ? "same" : sign < 0 ? "better" : "worse";
}

/** What changes add to the schedule's price, broken promises apart; undefined where there is no answer. */
export async function changeOfPrice(season: string, deeds: readonly Deed[]): Promise<{ promise: number; soft: number } | undefined> {
  const effect = await send<Effect>("POST", `/api/v1/seasons/${season}/trials`, { changes: deeds.flatMap(change) }).catch(() => undefined);
  return effect && { promise: effect.after.promise - effect.before.promise, soft: effect.after.soft - effect.before.soft };
}

const at = ({ siteId, officeId, starts, ends }: Slot) => ({ siteId, officeId, starts, ends });

function change(deed: Deed): object[] {
  switch (deed.kind) {
    case "add":
      return [{ localityId: deed.locality, ...at(deed.slot) }];
    case "move":
      return [{ visitId: deed.visit.id, ...at(deed.slot) }];
    case "cancel":
    case "remove":
      return [{ visitId: deed.visit.id, remove: true }];
    default:
      return [];
  }
}
