import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { live } from "./live.svelte.js";

/** A stream that the test speaks through. */
class Stream extends EventTarget {
  static all: Stream[] = [];
  onerror: (() => void) | undefined;
  constructor() {
    super();
    Stream.all.push(this);
  }
  close(): void {}
  tell(name: string, data: object): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

const last = () => Stream.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Stream);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("tells who follows of what they follow, and lets them look by themselves while there is no stream", () => {
  const look = vi.fn();
  const stop = live.watch(["visit"], look);
  live.follow("kristianstad", "me");
  vi.advanceTimersByTime(30);
  last().tell("start", { number: 7 });
  expect(look).toHaveBeenCalledTimes(1);

  last().tell("change", { number: 8, thing: "season" });
  vi.advanceTimersByTime(60);
  expect(look).toHaveBeenCalledTimes(1);
  last().tell("change", { number: 9, thing: "visit" });
  last().tell("change", { number: 10, thing: "visit" });
  vi.advanceTimersByTime(60);
  expect(look).toHaveBeenCalledTimes(2);

  // A stream that ends comes back by itself; only one that does not come back is looked after.
  last().onerror!();
  vi.advanceTimersByTime(1_000);
  expect(look).toHaveBeenCalledTimes(2);
  last().onerror!();
  expect(look).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(15_000);
  expect(look).toHaveBeenCalledTimes(4);
  last().tell("start", { number: 10 });
  expect(look).toHaveBeenCalledTimes(5);
  vi.advanceTimersByTime(60_000);
  expect(look).toHaveBeenCalledTimes(5);

  stop();
  last().tell("change", { number: 11, thing: "visit" });
  vi.advanceTimersByTime(60);
  expect(look).toHaveBeenCalledTimes(5);
});
