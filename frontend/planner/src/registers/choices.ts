import type { TextKey } from "../texts/texts.js";

/** What can be chosen in a field, as its texts name it: "choice.kind.basort". */
export function choices(of: string, values: readonly string[]): { value: string; label: TextKey }[] {
  return values.map((value) => ({ value, label: `choice.${of}.${value}` as TextKey }));
}
