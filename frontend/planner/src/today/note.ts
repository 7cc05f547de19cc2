import type { components } from "../api/schema.js";

type Schemas = components["schemas"];
export type Note = Schemas["Note"];
export type Brief = Schemas["Brief"];
export type Said = Pick<Note, "nothing" | "attendance" | "topics" | "text">;
export type Promised = Schemas["PromiseIn"];

/** Whom the crew counts, in the order of the counters. */
export const sorts = ["adults", "youths", "seniors"] as const;

/** What the form holds. */
export interface Written {
  counts: Record<(typeof sorts)[number], number>;
  topics: string[];
  text: string;
  promised: Promised[];
}

export const blank = (): Written => ({ counts: { adults: 0, youths: 0, seniors: 0 }, topics: [], text: "", promised: [] });

/** A note that is there, as the form holds it. */
export function writtenOf({ attendance, topics, text }: Said): Written {
  return { ...blank(), counts: { adults: attendance?.adults ?? 0, youths: attendance?.youths ?? 0, seniors: attendance?.seniors ?? 0 }, topics: [...(topics ?? [])], text: text ?? "" };
}

/** What the form says, as it is sent. */
export function saidOf({ counts, topics, text }: Written, nothing: boolean): Said {
  return nothing ? { nothing, attendance: counts } : { attendance: counts, topics, text: text.trim() };
}

/** What two devices wrote of one visit, together: nothing of either is lost. */
export function together(mine: Written, theirs: Written): Written {
  const texts = [theirs.text.trim(), mine.text.trim()].filter((text, i, all) => text && all.indexOf(text) === i);
  const counts = { ...mine.counts };
  for (const sort of sorts) counts[sort] = Math.max(counts[sort], theirs.counts[sort]);
  return { counts, topics: [...new Set([...theirs.topics, ...mine.topics])], text: texts.join("\n\n"), promised: mine.promised };
}
