import type { components } from "../api/schema.js";

export type PendingRelease = components["schemas"]["PendingRelease"];

/** Seconds that something still waits, of when it was heard of and how long it waited then. */
export function secondsLeft(heard: number, left: number, now: number): number {
  return Math.max(0, Math.ceil(left - (now - heard) / 1000));
}

/** What has been settled since the last look: what waited then and does not any more. */
export function settled(before: readonly PendingRelease[], now: readonly PendingRelease[]): PendingRelease[] {
  const waited = new Set(before.filter(({ state }) => state === "waiting").map(({ id }) => id));
  return now.filter(({ id, state }) => waited.has(id) && state !== "waiting");
}
