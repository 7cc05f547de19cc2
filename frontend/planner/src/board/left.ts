import { draftNameOf, kept } from "../api/kept.js";
import { outbox } from "../api/outbox.svelte.js";
import { draftOf, draftsOf } from "../shell/drafts.js";
import type { Plan } from "./plan.svelte.js";
import type { Day, Locality, Slot, Visit } from "./types.js";

/** What is typed into the dialog for a visit's time and place. */
export interface TypedSlot {
  localityId: string;
  /** The day that was pointed at. */
  day: Day;
  slot: Slot;
  starts: string;
  ends: string;
  reason: string;
}

/** What a dialog on the board is called while it is a draft. */
export const draftName = {
  add: "visits/ny",
  move: (visit: Visit) => `visits/${visit.id}/move/ny`,
  cancel: (visit: Visit) => `visits/${visit.id}/cancel/ny`,
  describe: (visit: Visit) => `visits/${visit.id}`,
};

/** A dialog that was open when the page was left, with what was typed and not sent. */
export type Left =
  | { kind: "slot"; locality: Locality; visit: Visit | undefined; day: Day; slot?: Slot }
  | { kind: "say"; visit: Visit; cancelling: boolean };

export function leftOpen(plan: Plan): Left | undefined {
  const sent = new Set(kept(outbox.account).map(draftNameOf));
  for (const name of draftsOf("visits/").filter((name) => !sent.has(name))) {
    const [, id, verb] = name.split("/");
    const visit = plan.visits.get(id!);
    const typed = draftOf<TypedSlot>(name)?.values;
    if (visit && verb === "move") return { kind: "slot", locality: plan.locality(visit.localityId)!, visit, day: typed!.day };
    if (visit) return { kind: "say", visit, cancelling: verb === "cancel" };
    const locality = id === "ny" ? plan.locality(typed?.localityId) : undefined;
    if (locality) return { kind: "slot", locality, visit: undefined, day: typed!.day };
  }
  return undefined;
}
