import type sv from "./sv.json";

/** The name of a text. */
export type TextKey = keyof typeof sv;

export type Language = "sv" | "en";

export const languages: readonly Language[] = ["sv", "en"];

type Texts = Record<TextKey, string>;

let spoken: Language = "sv";
let texts: Texts | undefined;

/** Loads a language, which every text is in from then on. */
export async function speak(chosen: Language): Promise<void> {
  const load = { sv: () => import("./sv.json"), en: () => import("./en.json") }[chosen];
  texts = (await load()).default;
  spoken = chosen;
  document.documentElement.lang = chosen;
}

export function language(): Language {
  return spoken;
}

/** The text of a key, with what stands in braces replaced. */
export function t(key: TextKey, params: Record<string, string | number> = {}): string {
  const text = texts?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** The text of a key that exists for one (".one") and for other numbers (".other"). */
export function count(key: Counted, n: number): string {
  return t(`${key}.${n === 1 ? "one" : "other"}`, { n: number(n) });
}

/** The keys that exist for one and for other numbers. */
type Counted<K = TextKey> = K extends `${infer Base}.other` ? (`${Base}.one` extends TextKey ? Base : never) : never;

/** Whether a key that was put together exists. */
export function hasText(key: string): key is TextKey {
  return texts !== undefined && key in texts;
}

export function number(n: number): string {
  return new Intl.NumberFormat(locale()).format(n);
}

/** The locale for dates, numbers and the order of the alphabet. */
export function locale(): string {
  return spoken === "sv" ? "sv-SE" : "en-GB";
}

/** Compares as the language's alphabet has it, numbers by their value. */
export function compare(a: string, b: string): number {
  return new Intl.Collator(locale(), { numeric: true, sensitivity: "base" }).compare(a, b);
}
