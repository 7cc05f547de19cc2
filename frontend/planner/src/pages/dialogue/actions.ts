import type { components } from "../../api/schema.js";

export type Action = components["schemas"]["Action"];

/** What actions are narrowed to; "" narrows nothing. */
export interface Filter {
  owner: string;
  /** A status, or "overdue". */
  status: string;
  locality: string;
  topic: string;
  from: string;
  to: string;
}

/** Whether an action should have been done before a day and is not. */
export function overdue({ status, due }: Pick<Action, "status" | "due">, today: string): boolean {
  return (status ?? "open") === "open" && due < today;
}

/** What is asked of the API for a filter. */
export function asked({ status, ...rest }: Filter): Record<string, string> {
  const state: Record<string, string> = status === "overdue" ? { overdue: "true" } : { status };
  return Object.fromEntries(Object.entries({ ...rest, ...state }).filter(([, value]) => value !== ""));
}

/** Sorts as one wants to see them: what is late first, then what is open by its day, then what has ended. */
export function rank(action: Pick<Action, "status" | "due">, today: string): string {
  return (overdue(action, today) ? "0" : (action.status ?? "open") === "open" ? "1" : "2") + action.due;
}
