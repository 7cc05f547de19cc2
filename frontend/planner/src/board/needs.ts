import type { components } from "../api/schema.js";
import { locale, t } from "../texts/texts.js";

type Part = components["schemas"]["NeedPart"];

/** "110 %" of 110. */
export const percentText = (percent: number): string =>
  new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(percent / 100);

/** What one source adds, such as "+5 % ämnen (3)". */
export function partText({ source, value, of }: Part): string {
  const sign = value > 0 ? "+" : "−";
  const what = t(`needs.source.${source}`);
  const adds = `${sign}${percentText(Math.abs(value) / 10)} ${what.toLocaleLowerCase(locale())}`;
  return source === "exposed" || source === "planner" ? adds : `${adds} (${of})`;
}
