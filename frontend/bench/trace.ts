import type { CDPSession, Page } from "@playwright/test";

/** An event of Chromium's tracing; times are in microseconds. */
export interface Event {
  name: string;
  cat: string;
  ph: string;
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
  id2?: { local?: string };
  id?: string;
  args: Record<string, never>;
}

const categories = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "benchmark", "cc", "input", "latencyInfo"];

/** Traces what a page does. */
export async function traced(page: Page, run: () => Promise<void>): Promise<Event[]> {
  const session: CDPSession = await page.context().browser()!.newBrowserCDPSession();
  const events: Event[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as Event[])));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: categories } });
  await run();
  const done = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await done;
  await session.detach();
  return events;
}

/** The thread that runs the page: that which tells of a mark of its own. */
export function mainThread(events: readonly Event[], mark: string): { pid: number; tid: number } {
  const found = events.find(({ name, cat }) => name === mark && cat.includes("blink.user_timing"));
  if (!found) throw new Error(`no mark ${mark}`);
  return found;
}

/** The longest tasks of a thread, in milliseconds, the longest first. */
export function tasks(events: readonly Event[], { pid, tid }: { pid: number; tid: number }): number[] {
  return events
    .filter((event) => event.name === "RunTask" && event.pid === pid && event.tid === tid)
    .map(({ dur = 0 }) => dur / 1000)
    .sort((a, b) => b - a);
}

/** Frames that the compositor was to make while something moved: made and dropped. */
export function frames(events: readonly Event[]): { made: number; dropped: number } {
  const states = events.flatMap(({ name, args }) => {
    const reporter = (args as { frame_reporter?: { state?: string; affects_smoothness?: boolean } }).frame_reporter;
    return name === "PipelineReporter" && reporter ? [reporter] : [];
  });
  return {
    made: states.filter(({ state }) => state === "STATE_PRESENTED_ALL" || state === "STATE_PRESENTED_PARTIAL").length,
    dropped: states.filter(({ state, affects_smoothness }) => state === "STATE_DROPPED" && affects_smoothness).length,
  };
}

/** How long input took from the device to the frame that shows it, in milliseconds, the slowest first; by kind. */
export function latencies(events: readonly Event[], kinds: RegExp): number[] {
  const begun = new Map<string, number>();
  const found: number[] = [];
  for (const { name, ph, ts, id2, id, pid, args } of events) {
    if (name !== "EventLatency") continue;
    const key = `${pid} ${id2?.local ?? id}`;
    const kind = (args as { event_latency?: { event_type?: string } }).event_latency?.event_type ?? "";
    if (ph === "b" && kinds.test(kind)) begun.set(key, ts);
    const start = begun.get(key);
    if (ph === "e" && start !== undefined) {
      found.push((ts - start) / 1000);
      begun.delete(key);
    }
  }
  return found.sort((a, b) => b - a);
}
