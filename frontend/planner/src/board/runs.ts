import { ask, send } from "../api/client.js";
import { Problem, type ProblemBody } from "../api/problem.js";
import { t } from "../texts/texts.js";
import type { Measures, Proposal } from "./types.js";

/** What is to count for more than usual, in plain words. */
export type Emphasis = "evenIntervals" | "sameWeekday" | "fewerKilometres" | "evenings";

export const emphases: readonly Emphasis[] = ["evenIntervals", "sameWeekday", "fewerKilometres", "evenings"];

export interface Wanted {
  iterations?: number;
  emphases?: Partial<Record<Emphasis, "more" | "most">>;
}

/** How far the engine has come. */
export interface Progress {
  attempts: number;
  most: number;
  measures: Measures;
}

/** An event of a stream: its name, and its data as JSON. */
export interface Told {
  event: string;
  data: unknown;
}

/** Reads the events that are whole in what has arrived, and what is left of it. */
export function events(text: string): { told: Told[]; rest: string } {
  const blocks = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop()!;
  const told = blocks.flatMap((block) => {
    const lines = block.split("\n");
    const event = lines.find((line) => line.startsWith("event:"))?.slice(6).trim();
    const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
    return event && data ? [{ event, data: JSON.parse(data) as unknown }] : [];
  });
  return { told, rest };
}

/** The engine at work on a season. */
export class Run {
  #id: string | undefined;
  #stopping = false;

  /** Runs the engine to its end, and tells of its progress. */
  async go(season: string, wanted: Wanted, tell: (progress: Progress) => void): Promise<Proposal> {
    const request = new Request(new URL(`/api/v1/seasons/${season}/runs`, location.origin), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(wanted),
    });
    const reader = (await ask(request)).body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) throw new Problem({ status: 502, code: "cut_short", detail: t("propose.cut") });
      const found = events(text + value);
      text = found.rest;
      for (const { event, data } of found.told) {
        if (event === "started") await this.#started((data as { id: string }).id);
        if (event === "progress") tell(data as Progress);
        if (event === "proposal") return data as Proposal;
        if (event === "problem") throw new Problem(data as ProblemBody);
      }
    }
  }

  /** Ends it with the best plan so far. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#id) await send("POST", `/api/v1/runs/${this.#id}/stop`);
  }

  async #started(id: string): Promise<void> {
    this.#id = id;
    if (this.#stopping) await this.stop();
  }
}
