import { send } from "../api/client.js";
import type { components } from "../api/schema.js";
import { t } from "../texts/texts.js";
import type { Visit } from "./types.js";
import { stateText, whenText } from "./words.js";

type Schemas = components["schemas"];
export type Checkpoint = Schemas["Checkpoint"];
export type VisitDifference = Schemas["VisitDifference"];
export type Returned = Schemas["Returned"];

const of = (season: string) => `/api/v1/seasons/${season}/checkpoints`;
const one = (id: string, verb = "") => `/api/v1/checkpoints/${id}${verb}`;

/** One's own checkpoints of a season, the latest first. */
export async function checkpoints(season: string): Promise<Checkpoint[]> {
  return ((await send<{ items: Checkpoint[] | null }>("GET", of(season))).items ?? []).reverse();
}

export function save(season: string, name: string): Promise<Checkpoint> {
  return send("POST", of(season), { name });
}

export function forget({ id }: Checkpoint): Promise<void> {
  return send("DELETE", one(id));
}

/** How what is planned differs from one checkpoint to another one, or to now where that is "". */
export async function compare(from: string, to: string): Promise<VisitDifference[]> {
  const query = to && `?with=${to}`;
  return (await send<{ items: VisitDifference[] | null }>("GET", one(from, `/differences${query}`))).items ?? [];
}

/** Goes back to a checkpoint; `reason` is what the public is told of what was announced. */
export function goBack(id: string, reason: string): Promise<Returned> {
  return send("POST", one(id, "/return"), { reason });
}

/** What a visit is called in lists. */
export type Named = (kind: "sites" | "offices", id: string) => string;

/** What differs between two versions of a visit, in words: "tis 24 nov → ons 25 nov". */
export function changedText(before: Visit, after: Visit, name: Named): string[] {
  const yes = (value: boolean | undefined) => t(value ? "checkpoint.yes" : "checkpoint.no");
  const parts: [string, string, string][] = [
    [t("checkpoint.time"), whenText(before), whenText(after)],
    [t("field.site"), name("sites", before.siteId), name("sites", after.siteId)],
    [t("field.office"), name("offices", before.officeId), name("offices", after.officeId)],
    [t("checkpoint.state"), stateText(before), stateText(after)],
    [t("field.pinned"), yes(before.pinned), yes(after.pinned)],
    [t("field.publicNote"), before.publicNote ?? "", after.publicNote ?? ""],
    [t("field.reason"), before.reason ?? "", after.reason ?? ""],
  ];
  return parts.filter(([, a, b]) => a !== b).map(([label, a, b]) => t("checkpoint.became", { label, before: a || t("conflict.empty"), after: b || t("conflict.empty") }));
}
