import { Problem } from "../api/problem.js";

/** What a form's fields are called, by their path in what is sent: "visiting.opens". */
export type Labels = ReadonlyMap<string, string>;

/** The ID of a field's control. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(".", "-")}`;
}

/** The field in which a path lies: "position.lat" in "position". */
export function fieldOf(path: string, labels: Labels): string | undefined {
  for (let name = path; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    if (labels.has(name)) return name;
  }
  return undefined;
}

/** What the server says of each field of a form. */
export function faults(error: unknown, labels: Labels): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!(error instanceof Problem)) return found;
  for (const [path, message] of error.byField()) {
    const field = fieldOf(path, labels);
    if (field) found.set(field, [found.get(field), message].filter(Boolean).join(" "));
  }
  return found;
}
