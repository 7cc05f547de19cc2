import { all, send } from "../api/client.js";
import type { TextKey } from "../texts/texts.js";

/** A thing of a register as it is stored. */
export interface Stored {
  id: string;
  version: number;
  [field: string]: unknown;
}

/** How a value is typed in. */
export type Control =
  | { kind: "text"; rows?: number; inputmode?: "numeric" | "decimal" }
  /** A list of texts, one on each line. */
  | { kind: "lines"; rows: number }
  | { kind: "number"; least?: number; most?: number; step?: number; unit?: TextKey; /** Whether 0 says something else than nothing. */ zero?: boolean }
  /** A number that is stored in thousandths and shown in per cent. */
  | { kind: "percent" }
  | { kind: "day" }
  | { kind: "moment" }
  | { kind: "clock" }
  | { kind: "monthDay" }
  | { kind: "yes" }
  | { kind: "choice"; choices: readonly { value: string | number; label: TextKey }[] }
  | { kind: "weekdays" }
  | { kind: "position" }
  | { kind: "thing"; of: RegisterName }
  /** What it comes from or belongs to, found by searching. */
  | { kind: "source"; of: SourceName }
  /** One of the district's topics. */
  | { kind: "topic" }
  /** The roles of an account. */
  | { kind: "grants" };

export type SourceName = "walk" | "wish" | "action";

export interface FieldOf {
  /** Its path in what is sent: "visiting.opens". */
  name: string;
  label: TextKey;
  hint?: TextKey;
  control: Control;
  /** Whether it may be left out. */
  optional?: boolean;
  /** Whether it is asked for, given what else is typed. */
  when?: (values: Record<string, unknown>) => boolean;
  /** Whether it stands in the list, and how it is called there where that is shorter. */
  column?: boolean | TextKey;
}

type NameOf = (of: RegisterName, id: unknown) => string;

/** A column that is made of more than one field. */
export interface ColumnOf {
  key: string;
  label: TextKey;
  text: (thing: Stored, name: NameOf) => string;
  by?: (thing: Stored) => string | number;
  numeric?: boolean;
  tone?: (thing: Stored) => "good" | "bad" | undefined;
}

export interface Section {
  title?: TextKey;
  fields: readonly FieldOf[];
  /** The path of what may be left out as a whole: "summer". */
  optional?: { path: string; label: TextKey; initial: Record<string, unknown> };
}

export type RegisterName =
  | "localities"
  | "sites"
  | "offices"
  | "absences"
  | "shifts"
  | "seasons"
  | "occasions"
  | "municipalities"
  | "districts"
  | "accounts"
  | "activities"
  | "actions";

export interface Register {
  name: RegisterName;
  /** The permission that changes it. */
  permission: string;
  sections: readonly Section[];
  /** What a new thing begins with. */
  initial: Record<string, unknown>;
  /** The column that a list is sorted by first. */
  order: string;
  /** The list's columns, where they are not simply the fields that say so. */
  columns?: readonly ColumnOf[];
  /** What a thing is called, given the things that it refers to. */
  title: (thing: Stored, name: NameOf) => string;
  /** Whether its things belong to a district; districts themselves do not, nor do people. */
  ofDistrict: boolean;
  /** Whether what it refers to says which district that is, so that it is not sent. */
  placed?: boolean;
  /** Whether whoever is signed in may change a stored thing; without it, any. */
  changeable?: (thing: Stored) => boolean;
  /** Another way to come to things of it, and how that is called. */
  more?: { path: string; label: TextKey };
  /** Whether its things are kept for good, because others speak of them. */
  kept?: boolean;
}

export function path(register: RegisterName, id?: string): string {
  return `/api/v1/${register}` + (id === undefined ? "" : `/${encodeURIComponent(id)}`);
}

/** The things of a register in a district. */
export function things(register: Register, district: string): Promise<Stored[]> {
  return all(path(register.name), register.ofDistrict ? { district } : {});
}

export function thing(register: RegisterName, id: string): Promise<Stored> {
  return send("GET", path(register, id));
}

export function create(register: RegisterName, values: Record<string, unknown>): Promise<Stored> {
  return send("POST", path(register), values);
}

export function replace(register: RegisterName, id: string, values: Record<string, unknown>, version: number): Promise<Stored> {
  return send("PUT", path(register, id), values, version);
}

export function remove(register: RegisterName, id: string, version: number): Promise<void> {
  return send("DELETE", path(register, id), undefined, version);
}

/** The fields of a register, in order. */
export function fieldsOf(register: Register): FieldOf[] {
  return register.sections.flatMap((section) => section.fields);
}
