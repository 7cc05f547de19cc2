import type { components } from "../api/schema.js";
import { session } from "../shell/session.svelte.js";
import { number, t } from "../texts/texts.js";
import { clockText, dayText, weekdayText } from "../texts/times.js";
import type { FieldOf, RegisterName, SourceName } from "./register.js";

type Grant = components["schemas"]["Grant"];

/** What things are called, by register or source, and ID. */
export type Names = ReadonlyMap<RegisterName | SourceName, ReadonlyMap<string, string>>;

/** A field's value as people read it. */
export function show(field: FieldOf, value: unknown, names: Names): string {
  const { control } = field;
  if (value === undefined || value === null || value === "") return "";
  switch (control.kind) {
    case "text":
    case "topic":
      return String(value);
    case "lines":
      return (value as string[]).join(", ");
    case "number":
      return value === 0 && field.optional && !control.zero ? "" : number(Number(value)) + (control.unit ? ` ${t(control.unit)}` : "");
    case "percent":
      return `${number(Number(value) / 10)} %`;
    case "day":
      return dayText(String(value));
    case "moment":
      return `${weekdayText(String(value).slice(0, 10))} ${clockText(String(value).slice(11, 16))}`;
    case "clock":
      return clockText(String(value));
    case "monthDay": {
      const [month, day] = String(value).split("-").map(Number);
      return `${day} ${t(`month.${month}` as "month.1")}`;
    }
    case "yes":
      return value ? field.label && t(field.label) : "";
    case "choice":
      return t(control.choices.find((choice) => choice.value === value)?.label ?? "choice.unknown");
    case "weekdays":
      return (value as string[]).map((day) => t(`weekday.${day}` as "weekday.monday")).join(", ");
    case "position": {
      const { lat, lon } = value as { lat: number; lon: number };
      return `${number(lat)}; ${number(lon)}`;
    }
    case "grants":
      return (value as Grant[])
        .map(({ role, districtId }) => `${t(`role.${role}`)}, ${districtId ? session.nameOf(districtId) : t("grant.everywhere")}`)
        .join("; ");
    case "source":
      return names.get(control.of)?.get(String(value)) ?? t(`source.unseen.${control.of}`);
    case "thing":
      return names.get(control.of)?.get(String(value)) ?? "";
  }
}

