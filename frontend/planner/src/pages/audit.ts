import { hasText, t } from "../texts/texts.js";
import { momentText } from "../texts/times.js";

/** A field that an entry of the audit log shows, before and after. */
export interface Changed {
  field: string;
  before: string;
  after: string;
}

/** What differs between two rows of the store, field by field; of a lone row all that is in it. */
export function changes(before: unknown, after: unknown): Changed[] {
  const [from, to] = [flat(before), flat(after)];
  const fields = [...new Set([...from.keys(), ...to.keys()])];
  return fields
    .filter((field) => !(from.has(field) && to.has(field) && from.get(field) === to.get(field)))
    .map((field) => ({ field, before: from.get(field) ?? "", after: to.get(field) ?? "" }))
    .filter((change) => change.before !== change.after);
}

/** The values of a row by the path to each, as text; what is empty is left out. */
function flat(row: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(row) && row.every((part) => typeof part !== "object")) {
    if (row.length > 0) found.set(path, row.join(", "));
  } else if (typeof row === "object" && row !== null) {
    for (const [name, value] of Object.entries(row)) flat(value, path ? `${path}.${name}` : name, found);
  } else if (row !== undefined && row !== null && row !== "") {
    found.set(path, String(row));
  }
  return found;
}

/** What people call a field of the store: "SiteID" is a site; others are called what the store calls them. */
export function fieldName(path: string): string {
  const last = path.split(".").at(-1)!.replace(/ID$/, "");
  const key = `field.${last.charAt(0).toLowerCase()}${last.slice(1)}`;
  return hasText(key) ? t(key) : path;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A value as people read it. */
export function valueText(value: string): string {
  if (value === "true") return t("audit.yes");
  if (value === "false") return t("audit.no");
  return instant.test(value) ? momentText(value) : value;
}

/** What a row of the store is called by its owner, if it has a name. */
export function titleOf(row: unknown): string {
  if (typeof row !== "object" || row === null) return "";
  const { Name, Title, Email } = row as Record<string, unknown>;
  return String(Name ?? Title ?? Email ?? "");
}

/** What people call a kind of thing: "visit" is a visit. */
export function thingName(thing: string): string {
  const key = `thing.${thing}`;
  return hasText(key) ? t(key) : thing;
}
