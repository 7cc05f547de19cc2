import { send } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import type { FieldOf } from "../../registers/register.js";
import { t } from "../../texts/texts.js";
import { clockText, dayText } from "../../texts/times.js";

export type Series = components["schemas"]["ShiftSeries"];
export type Plan = components["schemas"]["SeriesPlan"];
export type PlanDay = components["schemas"]["SeriesDay"];

export type Values = Record<string, unknown>;

const path = "/api/v1/shift-series";

export const begin: Values = { weekdays: [], weeks: "every", interval: 1, holidaysOff: ["blocked"], except: [] };

/** What of a holiday's classes can be left out, in the order of how free the day is. */
export const classes = ["blocked", "warn", "shortened", "bridge"] as const;

export const fields: readonly FieldOf[] = [
  { name: "officeId", label: "field.office", control: { kind: "thing", of: "offices" } },
  { name: "weekdays", label: "field.weekdays", control: { kind: "weekdays" } },
  { name: "starts", label: "field.starts", control: { kind: "clock" } },
  { name: "ends", label: "field.ends", hint: "series.ends.hint", control: { kind: "clock" } },
  { name: "weeks", label: "field.weeks", control: { kind: "choice", choices: (["every", "odd", "even"] as const).map((value) => ({ value, label: `choice.weeks.${value}` as const })) } },
  { name: "interval", label: "series.interval", hint: "series.interval.hint", control: { kind: "number", least: 1, most: 12 } },
  { name: "from", label: "field.from", control: { kind: "day" } },
  { name: "to", label: "field.to", control: { kind: "day" } },
  { name: "crew", label: "field.crew", hint: "hint.crew", control: { kind: "text" }, optional: true },
  { name: "slots", label: "field.slots", hint: "hint.slots", control: { kind: "number", least: 0 }, optional: true },
  { name: "note", label: "field.note", hint: "hint.note", control: { kind: "text", rows: 2 }, optional: true },
];

/** Whether enough is said for the server to tell which days it would be. */
export function complete(values: Values): boolean {
  return Boolean(values.officeId && values.starts && values.ends && values.from && values.to) && ((values.weekdays as string[] | undefined) ?? []).length > 0;
}

/** The values with a day left out, or taken back in. */
export function toggled(values: Values, day: string): Values {
  const except = new Set((values.except as string[] | undefined) ?? []);
  if (!except.delete(day)) except.add(day);
  return { ...values, except: [...except].sort() };
}

/** The days that stand in the way of all the others. */
export function standing(plan: Plan): PlanDay[] {
  return (plan.days ?? []).filter(({ becomes }) => becomes === "duplicate" || becomes === "overlap" || becomes === "in_use");
}

/** How many shifts there are of each kind. */
export function counts(plan: Plan): Map<PlanDay["becomes"], number> {
  const found = new Map<PlanDay["becomes"], number>();
  for (const { becomes } of plan.days ?? []) found.set(becomes, (found.get(becomes) ?? 0) + 1);
  return found;
}

/** "mån, ons 9.00–17.00, udda veckor, 11 jan. 2027–18 juni 2027". */
export function seriesText(series: Series): string {
  const days = (series.weekdays ?? []).map((day) => t(`weekday.${day}`)).join(", ");
  const weeks = (series.interval ?? 1) > 1 ? t("series.everyN", { n: series.interval ?? 1 }) : t(`choice.weeks.${series.weeks}`);
  return `${days} ${clockText(series.starts)}–${clockText(series.ends)}, ${weeks.toLocaleLowerCase()}, ${dayText(series.from)}–${dayText(series.to)}`;
}

/** Makes a series, or tells what it would be. */
export function create(values: Values, dry: boolean): Promise<Plan> {
  return send("POST", `${path}?${new URLSearchParams({ dry: String(dry) })}`, values);
}

/** Changes the rest of a series from a day on, or tells what that would be. */
export function change(id: string, version: number, values: Values, from: string, dry: boolean): Promise<Plan> {
  return send("PUT", `${path}/${id}?${new URLSearchParams({ from, dry: String(dry) })}`, values, version);
}

/** Takes away the rest of a series from a day on, or tells what that would be. */
export function end(id: string, version: number, from: string, dry: boolean): Promise<Plan> {
  return send("DELETE", `${path}/${id}?${new URLSearchParams({ from, dry: String(dry) })}`, undefined, version);
}
