/** The value at a path such as "visiting.opens". */
export function at(values: unknown, path: string): unknown {
  let found: unknown = values;
  for (const part of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

/** A copy with another value at a path; undefined takes it away. */
export function put(values: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [first, ...rest] = path.split(".");
  const copy = { ...values };
  if (rest.length > 0) {
    copy[first!] = put((copy[first!] as Record<string, unknown>) ?? {}, rest.join("."), value);
  } else if (value === undefined) {
    delete copy[first!];
  } else {
    copy[first!] = value;
  }
  return copy;
}

/** What of a stored thing is written back: all but what the server says of it by itself. */
export function writable(thing: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, version: _version, created: _created, updated: _updated, noted: _noted, photo: _photo, seriesId: _seriesId, noteId: _noteId, ended: _ended, counts: _counts, corrected: _corrected, $schema: _schema, ...rest } = thing;
  return rest;
}

/** Whether two values say the same; what is left out is the same as empty or false. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => {
    if (v === "" || v === false || v === null) return undefined;
    if (typeof v === "object" && v !== null && !Array.isArray(v)) {
      return Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)));
    }
    return v;
  }) ?? "";
}
