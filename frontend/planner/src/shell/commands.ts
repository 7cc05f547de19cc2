import { compare, t } from "../texts/texts.js";
import { registerPath, registers, registerTitle } from "../registers/registers.js";
import { entries } from "./routes.js";
import { router } from "./router.svelte.js";
import { session } from "./session.svelte.js";
import { shortcuts } from "./shortcuts.svelte.js";

/** Something that the palette can do. */
export interface Command {
  label: string;
  keys?: string;
  run: () => void;
}

/** What opens the palette, which does not offer itself. */
export const paletteKeys = "Ctrl+K";

/** All that can be done from where we are: what the page offers, then where to go. */
export function commands(): Command[] {
  const offered = shortcuts.all.filter(({ keys }) => keys !== paletteKeys);
  const here = offered.map(({ keys, label, run }) => ({ label: t(label), keys, run }));
  const known = new Set(here.map(({ label }) => label));
  const pages = entries().map(({ path, label }) => ({ label: t(label), run: () => router.go(path) }));
  const readable = registers.filter(({ name, permission }) => session.may(name === "accounts" ? permission : "read"));
  const lists = readable.map(({ name }) => ({ label: registerTitle(name), run: () => router.go(registerPath(name)) }));
  const added = registers
    .filter(({ permission }) => session.may(permission))
    .map(({ name }) => ({ label: t(`register.${name}.new`), run: () => router.go(registerPath(name, "ny")) }));
  const rest = [...pages, ...lists, ...added].filter(({ label }) => !known.has(label) && known.add(label));
  return [...here, ...rest.sort((a, b) => compare(a.label, b.label))];
}

/** The commands whose label has every word of what was typed, those that begin so first. */
export function matching(all: readonly Command[], typed: string): Command[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ label }: Command) => (label.toLocaleLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  return all
    .filter(({ label }) => words.every((word) => label.toLocaleLowerCase().includes(word)))
    .sort((a, b) => rank(a) - rank(b));
}
