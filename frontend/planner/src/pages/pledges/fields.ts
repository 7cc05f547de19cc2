import type { Control, FieldOf } from "../../registers/register.js";
import type { TextKey } from "../../texts/texts.js";
import type { Commitment } from "../pledges.js";
import type { PledgeIn } from "./editor.js";

const choice = (of: string, values: readonly (string | number)[]): Control => ({ kind: "choice", choices: values.map((value) => ({ value, label: `${of}.${value}` as TextKey })) });

/** The fields of a pledge that are one value each. */
export const pledgeFields: readonly FieldOf[] = [
  { name: "title", label: "field.title", control: { kind: "text" } },
  { name: "slug", label: "field.slug", hint: "hint.slug", control: { kind: "text" } },
  { name: "kind", label: "field.kind", control: choice("choice.pledge", ["pledge", "agreement"]) },
  { name: "municipalityId", label: "field.municipality", control: { kind: "thing", of: "municipalities" } },
  { name: "from", label: "field.from", control: { kind: "day" } },
  { name: "to", label: "field.to", hint: "pledge.to.hint", control: { kind: "day" }, optional: true },
  { name: "reference", label: "field.reference", control: { kind: "text" }, optional: true },
  { name: "followUp", label: "pledge.followUp", hint: "pledge.followUp.hint", control: { kind: "text", rows: 3 }, optional: true },
  { name: "followUpMonth", label: "pledge.followUpMonth", control: choice("month", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), optional: true },
  { name: "followUpForum", label: "pledge.followUpForum", control: { kind: "text" }, optional: true },
  { name: "followUpBy", label: "pledge.followUpBy", hint: "pledge.role.hint", control: { kind: "text" }, optional: true },
  { name: "demonstration", label: "pledge.example", control: { kind: "yes" }, optional: true },
];

/** What is typed in another way than by {@link pledgeFields}. */
export const pledgeLabels: Record<"parties" | "frameId" | "replacesId", TextKey> = {
  parties: "pledge.parties", frameId: "pledge.frame", replacesId: "pledge.replaces",
};

export interface ArticleField extends FieldOf {
  /** Of what it is asked; of everything where left out. */
  of?: (one: Commitment) => boolean;
}

const isVisits = ({ indicator, target }: Commitment) => indicator === "visits" || Boolean(target?.aimDays || target?.maxGapDays);
const counts = ({ target }: Commitment) => Boolean(target?.count);

/** The fields of an article. */
export const articleFields: readonly ArticleField[] = [
  { name: "article", label: "pledge.number", control: { kind: "number", least: 1, most: 200 } },
  { name: "title", label: "field.title", control: { kind: "text" } },
  { name: "text", label: "pledge.text", control: { kind: "text", rows: 4 }, optional: true },
  { name: "owner", label: "pledge.owner", control: choice("owner", ["police", "kommun", "both", "police_with_kommun"]) },
  { name: "responsible", label: "pledge.responsible", hint: "pledge.role.hint", control: { kind: "text" }, optional: true },
  { name: "forum", label: "pledge.forum", hint: "pledge.forum.hint", control: { kind: "text" }, optional: true },
  {
    name: "indicator", label: "pledge.counted",
    control: choice("indicator", ["visits", "dialogues", "safety_walks", "information", "watch_meetings", "traffic_controls", "surveys", "situation_pictures", "forum_meetings", "reports", "measures"]),
  },
  { name: "target.count", label: "pledge.count", hint: "pledge.count.hint", control: { kind: "number", least: 0 }, optional: true },
  { name: "target.per", label: "pledge.per", control: choice("target.per", ["week", "month", "year", "validity"]), optional: true, of: counts },
  { name: "target.every", label: "pledge.every", hint: "pledge.every.hint", control: { kind: "number", least: 1, most: 60 }, optional: true, of: counts },
  { name: "target.aimDays", label: "pledge.aim", hint: "pledge.aim.hint", control: { kind: "number", least: 0, most: 366, unit: "pledge.days" }, optional: true, of: isVisits },
  { name: "target.maxGapDays", label: "pledge.gap", hint: "pledge.gap.hint", control: { kind: "number", least: 0, most: 366, unit: "pledge.days" }, optional: true, of: isVisits },
  { name: "binds", label: "pledge.binds", control: choice("binds", ["year_round", "outside_summer"]) },
  { name: "due", label: "pledge.due", hint: "pledge.due.hint", control: { kind: "day" }, optional: true },
];

/** Where an article applies is chosen by boxes. */
export const scopeLabel: TextKey = "pledge.scope";

export const localityKinds = ["basort", "tatort", "stadsdel", "centralort"] as const;

/** What two writers of a draft can both have changed: each field, and each article as a whole. */
export function mergeable(values: readonly Record<string, unknown>[]): FieldOf[] {
  const articles = new Set(values.flatMap(({ articles }) => Object.keys((articles ?? {}) as object)));
  const others = (Object.keys(pledgeLabels) as (keyof typeof pledgeLabels & keyof PledgeIn)[]).map((name) => ({ name, label: pledgeLabels[name], control: { kind: "text" as const } }));
  return [...pledgeFields, ...others, ...[...articles].map((id) => ({ name: `articles.${id}`, label: "pledge.articles" as const, control: { kind: "text" as const } }))];
}
