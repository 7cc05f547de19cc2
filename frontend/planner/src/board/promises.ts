import type { Commitment, Day, Locality, Pledge, SummerRule } from "./types.js";
import { addDays, daysBetween } from "./weeks.js";

/** What a commitment on visits means for one locality. */
export interface VisitPromise {
  from: Day;
  /** The last day; undefined until further notice. */
  to: Day | undefined;
  /** The interval that planning aims at, in days. */
  aim: number;
  /** The greatest interval that keeps it; undefined where there is only an aim. */
  greatest: number | undefined;
  yearRound: boolean;
  title: string;
}

/** How near a promise is to breaking. */
export type Nearness = "kept" | "late" | "broken";

export interface Gap {
  from: Day;
  to: Day;
  /** The days on which the promise binds. */
  days: number;
  nearness: Nearness;
  /** Whether it ends with what is planned, not with a visit. */
  open?: boolean;
}

/** The signed pledges, each valid until the day before the one that replaces it. */
export function inForce(pledges: readonly Pledge[]): Pledge[] {
  const next = new Map<string, Day>();
  for (const { signed, replacesId, from } of pledges) {
    if (signed && replacesId && from < (next.get(replacesId) ?? "9999")) next.set(replacesId, from);
  }
  return pledges.flatMap((pledge) => {
    const begins = next.get(pledge.id);
    const to = begins && (!pledge.to || begins <= pledge.to) ? addDays(begins, -1) : pledge.to;
    return pledge.signed && (!to || pledge.from <= to) ? [{ ...pledge, to }] : [];
  });
}

function includes({ scope }: Commitment, { id, kind }: Locality): boolean {
  const [kinds, localities] = [scope?.kinds ?? [], scope?.localities ?? []];
  return kinds.includes(kind) || localities.includes(id);
}

/** What is promised to a locality at some time from one day to another, the strictest first. */
export function promisesOf(locality: Locality, pledges: readonly Pledge[], from: Day, to: Day): VisitPromise[] {
  const found: VisitPromise[] = [];
  for (const pledge of inForce(pledges)) {
    if (pledge.municipalityId !== locality.municipalityId || pledge.from > to || (pledge.to && pledge.to < from)) continue;
    for (const commitment of pledge.commitments) {
      const { aimDays = 0, maxGapDays = 0 } = commitment.target ?? {};
      if (commitment.indicator !== "visits" || aimDays + maxGapDays === 0 || !includes(commitment, locality)) continue;
      found.push({
        from: pledge.from,
        to: pledge.to,
        aim: aimDays || Math.max(1, Math.floor((maxGapDays * 2) / 3)),
        greatest: maxGapDays || undefined,
        yearRound: commitment.binds === "year_round",
        title: commitment.title,
      });
    }
  }
  const strictness = ({ greatest, aim }: VisitPromise) => greatest ?? 1000 + aim;
  return found.sort((a, b) => strictness(a) - strictness(b));
}

/** Whether the summer rule holds on a day. */
export function inSummer(day: Day, summer: SummerRule | undefined): boolean {
  const date = day.slice(5);
  return summer !== undefined && summer.from <= date && date <= summer.to;
}

/** The days after one and through another on which a promise binds. */
export function bindingDays(promise: VisitPromise, after: Day, through: Day, summer: SummerRule | undefined): number {
  if (promise.yearRound && promise.from <= after && (!promise.to || through <= promise.to)) return daysBetween(after, through);
  let days = 0;
  for (let day = addDays(after, 1); day <= through; day = addDays(day, 1)) {
    const valid = promise.from <= day && (!promise.to || day <= promise.to);
    if (valid && (promise.yearRound || !inSummer(day, summer))) days++;
  }
  return days;
}

/**
 * The times between visits on days that are in order, and from the last to the end of what
 * is planned, each by the promise nearest to breaking.
 */
export function gapsOf(days: readonly Day[], promises: readonly VisitPromise[], summer: SummerRule | undefined, end?: Day): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 1; i < days.length; i++) {
    const gap = gapOf(days[i - 1]!, days[i]!, promises, summer);
    if (gap) gaps.push(gap);
  }
  const last = days.at(-1);
  const rest = last && end && last < end ? gapOf(last, end, promises, summer) : undefined;
  if (rest) gaps.push({ ...rest, open: true });
  return gaps;
}

const gravity: Record<Nearness, number> = { kept: 0, late: 1, broken: 2 };

function gapOf(from: Day, to: Day, promises: readonly VisitPromise[], summer: SummerRule | undefined): Gap | undefined {
  let worst: Gap | undefined;
  for (const promise of promises) {
    const days = bindingDays(promise, from, to, summer);
    if (days === 0) continue;
    const nearness = promise.greatest && days > promise.greatest ? "broken" : days > promise.aim ? "late" : "kept";
    if (!worst || gravity[nearness] > gravity[worst.nearness]) worst = { from, to, days, nearness };
  }
  return worst;
}

/** How many gaps break a promise, and the longest of all. */
export function summary(gaps: readonly Gap[]): { broken: number; late: number; longest: number } {
  return {
    broken: gaps.filter(({ nearness }) => nearness === "broken").length,
    late: gaps.filter(({ nearness }) => nearness === "late").length,
    longest: Math.max(0, ...gaps.map(({ days }) => days)),
  };
}
