import type { components } from "../../api/schema.js";
import { ask } from "../../api/client.js";

export type Row = components["schemas"]["OccasionRow"];
export type ChosenRow = components["schemas"]["ChosenRow"];
export type EventCalendar = components["schemas"]["EventCalendar"];

/** What is done with a line. */
export type Deed = "add" | "update" | "skip";

/** A line of a calendar with what has been chosen for it. */
export interface Line {
  row: Row;
  deed: Deed;
  siteId: string;
  priority: number;
  visitors: number;
}

/** What is read, and from where. */
export interface Reading {
  /** The file's name, or the calendar's or its address. */
  from: string;
  /** The address that it came from; "" for a file. */
  url: string;
  /** The kept calendar that it came from; "" for none. */
  calendarId: string;
  lines: readonly Line[];
}

/** The kinds of lines, in the order in which somebody wants to see them. */
export const kinds = ["changed", "doubtful", "new", "problem", "duplicate", "past"] as const;

/** Whether something can be chosen for a line: it says what and when, if not yet where. */
export function choosable({ row }: Line): boolean {
  return deeds(row).length > 1;
}

/** What can be done with a line, what is usual first. */
export function deeds(row: Row): readonly Deed[] {
  switch (row.intake) {
    case "new":
      return ["add", "skip"];
    case "changed":
      return ["update", "skip"];
    case "doubtful":
      return ["skip", "update", "add"];
    case "problem":
      return row.code === "place_unknown" ? ["skip", "add"] : ["skip"];
    default:
      return ["skip"];
  }
}

/** The lines as they are chosen before anybody has looked at them. */
export function lines(rows: readonly Row[]): Line[] {
  return rows.map((row) => ({
    row,
    deed: deeds(row)[0]!,
    siteId: row.siteId ?? "",
    priority: row.priority || 3,
    visitors: row.visitors ?? 0,
  }));
}

/** A line with another choice. A place that is named at last means that it is to be taken up. */
export function chosen(line: Line, change: Partial<Omit<Line, "row">>): Line {
  const next = { ...line, ...change };
  if (change.siteId && !line.siteId && line.deed === "skip") next.deed = "add";
  return next;
}

/** What is sent of the lines that are taken up, and which lines these are. */
export function taken(all: readonly Line[]): { lines: Line[]; rows: ChosenRow[] } {
  const found = all.filter(({ deed }) => deed !== "skip");
  return {
    lines: found,
    rows: found.map(({ row, deed, siteId, priority, visitors }) => ({
      ...(deed === "update" && row.there ? { occasionId: row.there.id, version: row.there.version } : {}),
      ...(row.uid ? { uid: row.uid } : {}),
      ...(row.heard ? { heard: row.heard } : {}),
      siteId,
      name: row.name ?? "",
      from: row.from ?? "",
      to: row.to ?? "",
      opens: row.opens ?? "",
      closes: row.closes ?? "",
      priority,
      visitors,
    })),
  };
}

const address = (path: string, district: string) => `/api/v1/occasions/import${path}?${new URLSearchParams({ district, dry: "true" })}`;

async function rowsOf(path: string, contentType: string, body: BodyInit): Promise<Row[]> {
  const request = new Request(new URL(path, location.origin), { method: "POST", headers: { "Content-Type": contentType }, body });
  return ((await (await ask(request)).json()) as { items: Row[] }).items;
}

/** Asks what would become of a file's lines. */
export function readFile(file: File, district: string): Promise<Row[]> {
  return rowsOf(address("", district), "application/octet-stream", file);
}

/** Asks what would become of the lines of a calendar at an address. */
export function readAddress(url: string, district: string): Promise<Row[]> {
  return rowsOf(address("/address", district), "application/json", JSON.stringify({ url }));
}
