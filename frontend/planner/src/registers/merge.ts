import type { FieldOf } from "./register.js";
import { at, put, same } from "./values.js";

/** A field that somebody else has changed while it was being edited. */
export interface Difference {
  field: FieldOf;
  mine: unknown;
  theirs: unknown;
  /** Whether I changed it too, so that somebody has to choose. */
  both: boolean;
}

/** What another person changed of a thing that I began to edit as `base`. */
export function differences(
  fields: readonly FieldOf[],
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
): Difference[] {
  return fields
    .map((field) => {
      const [b, m, th] = [at(base, field.name), at(mine, field.name), at(theirs, field.name)];
      return { field, mine: m, theirs: th, both: !same(m, b), changed: !same(th, b) && !same(th, m) };
    })
    .filter(({ changed }) => changed)
    .map(({ field, mine, theirs, both }) => ({ field, mine, theirs, both }));
}

/** What I typed with what another person changed, except in the fields where mine is kept. */
export function merged(
  mine: Record<string, unknown>,
  found: readonly Difference[],
  keepsMine: (difference: Difference) => boolean,
): Record<string, unknown> {
  return found.reduce(
    (values, difference) => (keepsMine(difference) ? values : put(values, difference.field.name, difference.theirs)),
    mine,
  );
}
