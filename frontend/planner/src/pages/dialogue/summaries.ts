import type { components } from "../../api/schema.js";
import type { Column } from "../../parts/Table.svelte";
import { t } from "../../texts/texts.js";
import { dayText, daysText } from "../../texts/times.js";

export type Summary = components["schemas"]["Summary"];
export type SummaryIn = components["schemas"]["SummaryIn"];
export type Action = components["schemas"]["Action"];
export type ShownAction = components["schemas"]["ShownAction"];
export type Warning = components["schemas"]["Warning"];

/** What a preview needs of a summary. */
export interface Told {
  topic: string;
  from: string;
  to: string;
  said?: string;
  done?: string;
}

/** The order in which somebody has something to do with them. */
export const states = ["awaiting", "draft", "published", "withdrawn"] as const;

/** How a state looks. */
const tones = { awaiting: "warn", draft: "", published: "good", withdrawn: "bad" } as const;
export const toneOf = (state: Summary["state"]) => tones[state];

/** When it was said. */
export const saidOn = ({ from, to }: Pick<Told, "from" | "to">) => (from === to ? dayText(from) : daysText(from, to));

/** The list's columns. */
export function columnsOf(placeOf: (id: string) => string): Column<Summary>[] {
  return [
    { key: "place", label: t("summary.place"), text: ({ localityId, topic }) => `${placeOf(localityId)}: ${topic}` },
    { key: "state", label: t("summary.state"), text: ({ state }) => t(`summary.state.${state}`), by: ({ state }) => states.indexOf(state), tone: ({ state }) => tones[state] },
    { key: "said", label: t("summary.when"), text: saidOn, by: ({ to }) => to },
    { key: "editor", label: t("summary.editor"), text: ({ editor }) => editor.name ?? "" },
    { key: "updated", label: t("summary.updated"), text: ({ updated }) => dayText(updated.slice(0, 10)), by: ({ updated }) => updated },
  ];
}

/** Whether an account has written it or changed it last, so that somebody else approves it. */
export const isOwn = ({ author, editor }: Pick<Summary, "author" | "editor">, account: string | undefined) => account === author.id || account === editor.id;

const shownOf = ({ id, owner, role, due, status, answer }: Action): ShownAction => ({ id, owner, role, due, status: status ?? "open", answer: answer || undefined });

/** Whether an action that citizens see has got further since. */
export function hasMoved(shown: readonly ShownAction[], now: readonly Action[]): boolean {
  return shown.some((old) => {
    const action = now.find(({ id }) => id === old.id);
    if (!action) return false;
    const next = shownOf(action);
    return next.role !== old.role || next.due !== old.due || next.status !== old.status || (next.answer ?? "") !== (old.answer ?? "");
  });
}

/** The chosen ones of a place's actions, as citizens would see them. */
export const chosenOf = (actions: readonly Action[], chosen: readonly string[]): ShownAction[] => actions.filter(({ id }) => chosen.includes(id)).map(shownOf);

/** A summary that is begun from a visit, a note or an action: what it is about, and none of its words. */
export function begun(query: URLSearchParams, today: string): SummaryIn {
  const asked = (name: string) => query.get(name) ?? "";
  const list = (name: string) => (query.get(name) ? [asked(name)] : []);
  const day = asked("dag") || today;
  return {
    localityId: asked("ort"), topic: asked("amne"), from: day, to: day, said: "", done: "",
    visits: list("besok"), notes: list("anteckning"), actions: list("atgard"),
  };
}

/** What is sent of a summary that is changed. */
export const writtenOf = ({ localityId, topic, from, to, said, done, visits, notes, actions }: Summary): SummaryIn => ({
  localityId, topic, from, to, said: said ?? "", done: done ?? "", visits: visits ?? [], notes: notes ?? [], actions: actions ?? [],
});

/** What an approver has to decide on, each part once. */
export const toSettle = (warnings: readonly Warning[]): Warning[] => warnings.filter(({ text }, i) => warnings.findIndex((other) => other.text === text) === i);
