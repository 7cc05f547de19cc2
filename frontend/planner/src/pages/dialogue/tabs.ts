import type { TextKey } from "../../texts/texts.js";

export interface Tab {
  path: string;
  label: TextKey;
  /** The permission without which it is not shown. */
  permission: string;
}

/** The pages about what citizens said, in order. */
export const tabs: readonly Tab[] = [
  { path: "/dialog", label: "page.summaries", permission: "read_summaries" },
  { path: "/dialog/atgarder", label: "page.actions", permission: "read" },
  { path: "/dialog/lagesbild", label: "page.situation", permission: "read_notes" },
];
