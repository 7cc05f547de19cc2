import { languages, type Language } from "../texts/texts.js";

/** What this browser remembers. */
interface Settings {
  language: Language;
  district: string;
  /** "off" where single letters do nothing by themselves (WCAG 2.1.4). */
  letters: "on" | "off";
  /** Whether a season is shown as a board or as a table, for each person. */
  board: "board" | "table";
  /** The office whose day is shown; "" for all. */
  office: string;
}

const prefix = "poliskontor.";

/** Where a setting is kept; with whose it is, where each person has their own. */
const keyOf = (name: keyof Settings, person: string) => prefix + name + (person && `.${person}`);

/** Reads a setting; where storage is closed to us nothing is remembered. */
export function remembered<K extends keyof Settings>(name: K, person = ""): Settings[K] | undefined {
  try {
    return (localStorage.getItem(keyOf(name, person)) as Settings[K] | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember<K extends keyof Settings>(name: K, value: Settings[K], person = ""): void {
  try {
    localStorage.setItem(keyOf(name, person), value);
  } catch {
    // It holds until the page is left.
  }
}

/** The language that was chosen, else Swedish. */
export function rememberedLanguage(): Language {
  const chosen = remembered("language");
  return chosen && languages.includes(chosen) ? chosen : "sv";
}
