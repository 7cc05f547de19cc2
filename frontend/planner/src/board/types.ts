import type { components } from "../api/schema.js";

type Schemas = components["schemas"];

export type Visit = Schemas["Visit"];
export type Season = Schemas["Season"];
export type Municipality = Schemas["Municipality"];
export type Locality = Schemas["Locality"];
export type Site = Schemas["Site"];
export type Office = Schemas["Office"];
export type Shift = Schemas["Shift"];
export type Absence = Schemas["Absence"];
export type Occasion = Schemas["Occasion"];
export type Pledge = Schemas["Pledge"];
export type Commitment = Pledge["commitments"][number];
export type SummerRule = Schemas["SummerRule"];
export type Assessment = Schemas["Assessment"];
export type Proposal = Schemas["Proposal"];
export type ProposedVisit = Schemas["ProposedVisit"];
export type Measures = Schemas["Measures"];
export type Words = Schemas["PlanningWords"];

/** A day such as 2026-11-24. */
export type Day = string;

/** Where an office stands and when, on the clocks of Sweden: 2026-11-24T15:00. */
export interface Slot {
  siteId: string;
  officeId: string;
  starts: string;
  ends: string;
}

/** The slot of a visit, as its answers write it or with any offset of Sweden. */
export function slotOf(visit: Slot): Slot {
  const { siteId, officeId, starts, ends } = visit;
  return { siteId, officeId, starts: starts.slice(0, 16), ends: ends.slice(0, 16) };
}

export function sameSlot(a: Slot, b: Slot): boolean {
  const [x, y] = [slotOf(a), slotOf(b)];
  return x.siteId === y.siteId && x.officeId === y.officeId && x.starts === y.starts && x.ends === y.ends;
}

export const dayOf = (moment: string): Day => moment.slice(0, 10);
export const clockOf = (moment: string): string => moment.slice(11, 16);

/** Minutes after midnight of "15:30" or of a moment's time of day. */
export function minutesOf(clock: string): number {
  const [hours, minutes] = (clock.length > 5 ? clockOf(clock) : clock).split(":").map(Number);
  return hours! * 60 + minutes!;
}

/** The time of day of minutes after midnight. */
export function clockAt(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Whether a visit counts towards what is promised: events do not, nor what is cancelled. */
export function counts(visit: Pick<Visit, "state" | "occasionId">): boolean {
  return visit.state !== "cancelled" && !visit.occasionId;
}

/** Whether nothing can follow. */
export function final(visit: Pick<Visit, "state">): boolean {
  return visit.state === "cancelled" || visit.state === "broken_off" || visit.state === "held";
}
