import type { components } from "../api/schema.js";

type Schemas = components["schemas"];
export type Visit = Schemas["Visit"];
export type Site = Schemas["Site"];
export type Replacements = Schemas["Replacements"];
export type Replacement = Schemas["Replacement"];

/** Where a visit is in time. */
export type Phase = "coming" | "going" | "over";

export function phaseOf(visit: Pick<Visit, "starts" | "ends">, now: Date): Phase {
  if (now < new Date(visit.starts)) return "coming";
  return now < new Date(visit.ends) ? "going" : "over";
}

/** Whether nobody waits for the office any more. */
export function done({ state }: Pick<Visit, "state">): boolean {
  return state === "cancelled" || state === "broken_off" || state === "held";
}

/** What the crew does next: what goes on, else what comes first. */
export function nextOf(visits: readonly Visit[], now: Date): Visit | undefined {
  return visits.find((visit) => !done(visit) && phaseOf(visit, now) !== "over");
}

/** The visits of an office, or of all, that somebody has been told of, by time. */
export function stopsOf(visits: readonly Visit[], office: string): Visit[] {
  return visits
    .filter(({ state, officeId }) => state !== "draft" && (office === "" || officeId === office))
    .sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts) || (a.id < b.id ? -1 : 1));
}

/** What can be said of a visit now. */
export type Deed = "delay" | "cancel" | "break-off" | "hold";

export function deedsFor(visit: Visit, now: Date): Deed[] {
  if (visit.state === "draft" || done(visit)) return [];
  switch (phaseOf(visit, now)) {
    case "coming":
      return ["delay", "cancel"];
    case "going":
      return ["break-off", "delay", "cancel"];
    case "over":
      return ["hold"];
  }
}

/** The minutes that a visit can be late with one tap. */
export const latenesses = [15, 30, 45, 60] as const;

/** When a visit begins that is so many minutes late: counted from now once it should have begun. */
export function delayedTo(visit: Pick<Visit, "starts">, minutes: number, now: Date): Date {
  const five = 5 * 60_000;
  const from = Math.max(Date.parse(visit.starts), Math.ceil(now.getTime() / five) * five);
  return new Date(from + minutes * 60_000);
}

/** The latenesses that leave something of a visit. */
export function latenessesOf(visit: Pick<Visit, "starts" | "ends">, now: Date): number[] {
  return latenesses.filter((minutes) => delayedTo(visit, minutes, now) < new Date(visit.ends));
}

/** An instant as the server reads it. */
export function instantOf(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

/** Hours and minutes until an instant, at most a day ahead; undefined where it is further away or past. */
export function until(at: string, now: Date): { hours: number; minutes: number } | undefined {
  const minutes = Math.ceil((Date.parse(at) - now.getTime()) / 60_000);
  return minutes > 0 && minutes <= 24 * 60 ? { hours: Math.floor(minutes / 60), minutes: minutes % 60 } : undefined;
}

/** A day so many days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));
}

/** The address of a site in a line, without what is not known. */
export function addressOf(site: Pick<Site, "street" | "postalCode" | "town">): string {
  return [site.street, [site.postalCode, site.town].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

/**
 * Where a device's own map shows the way. Nothing is asked of anybody until the link is
 * followed; a computer without a map of its own gets an open one on the web.
 */
export function wayTo({ lat, lon }: Site["position"], agent: string): string {
  const at = `${lat},${lon}`;
  if (/iPhone|iPad|iPod/.test(agent)) return `https://maps.apple.com/?daddr=${at}`;
  if (/Android|Mobile/.test(agent)) return `geo:${at}?q=${at}`;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}
