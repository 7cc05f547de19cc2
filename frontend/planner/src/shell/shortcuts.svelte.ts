import { onMount } from "svelte";
import type { TextKey } from "../texts/texts.js";
import { remember, remembered } from "./settings.js";

export interface Shortcut {
  /** "Ctrl+K", "?", or one key after the other: "g r". */
  keys: string;
  label: TextKey;
  run: () => void;
}

/** Milliseconds within which the second key of two is to follow. */
const patience = 1_200;

class Shortcuts {
  all = $state.raw<readonly Shortcut[]>([]);
  /** Whether single letters do something by themselves; speech input may want them quiet. */
  letters = $state(remembered("letters") !== "off");

  #first = "";
  #since = 0;

  add(shortcut: Shortcut): () => void {
    this.all = [...this.all, shortcut];
    return () => (this.all = this.all.filter((other) => other !== shortcut));
  }

  set(letters: boolean): void {
    this.letters = letters;
    remember("letters", letters ? "on" : "off");
  }

  /** Follows the keyboard. */
  watch(): void {
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (!command && (!this.letters || writes(event.target) || document.querySelector("dialog[open]"))) return;
    const key = command ? `Ctrl+${event.key.toUpperCase()}` : event.key;
    const two = this.#first && event.timeStamp - this.#since < patience ? `${this.#first} ${key}` : key;
    const found = this.all.findLast((s) => s.keys === two) ?? this.all.findLast((s) => s.keys === key);
    this.#first = !found && !command && key.length === 1 ? key : "";
    this.#since = event.timeStamp;
    if (!found) return;
    event.preventDefault();
    found.run();
  }
}

/** Whether keys are letters for what has the focus. */
function writes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

export const shortcuts = new Shortcuts();

/** A shortcut for as long as a component is there. */
export function shortcut(keys: string, label: TextKey, run: () => void): void {
  onMount(() => shortcuts.add({ keys, label, run }));
}
