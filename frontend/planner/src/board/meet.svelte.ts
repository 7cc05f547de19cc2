import { untrack } from "svelte";
import type { Plan } from "./plan.svelte.js";
import type { Visit } from "./types.js";

/** Tells a dialog of what somebody else does to its visit as soon as it is known, not only when it is saved. */
export function meets(plan: Plan, visit: () => Visit | undefined, busy: () => boolean, told: (base: Visit, current: Visit) => void): void {
  $effect(() => {
    const base = visit();
    const current = base && plan.visits.get(base.id);
    if (base && current && current.version > base.version && !busy()) untrack(() => told(base, current));
  });
}
