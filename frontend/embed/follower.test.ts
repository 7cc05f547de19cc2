import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { schedule } from "./fixtures.js";
import { Follower, pause, type Show } from "./follower.js";

const address = "https://kontor.example/embed.v1.json";
const show = vi.fn<Show>();
const fetched = vi.fn<typeof fetch>();
let visible: DocumentVisibilityState;
let follower: Follower;

/** The page is hidden or seen again. */
function turn(state: DocumentVisibilityState): void {
  visible = state;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched);
  visible = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visible);
  show.mockReset();
  fetched.mockReset().mockImplementation(async () => Response.json(schedule()));
  follower = new Follower(address, show);
});

afterEach(() => {
  follower.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks once in each pause, without saying who asks", async () => {
  await follower.ask();
  expect(show).toHaveBeenLastCalledWith(schedule(), false);
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ cache: "default", credentials: "omit", referrerPolicy: "no-referrer" });
  await vi.advanceTimersByTimeAsync(pause - 1);
  expect(fetched).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ cache: "no-cache" });
  await vi.advanceTimersByTimeAsync(10 * pause);
  expect(fetched).toHaveBeenCalledTimes(12);
});

it("asks nothing while nobody sees the page, and at once when somebody does", async () => {
  await follower.ask();
  turn("hidden");
  await vi.advanceTimersByTimeAsync(3 * pause);
  expect(fetched).toHaveBeenCalledTimes(1);
  turn("visible");
  await vi.advanceTimersByTimeAsync(0);
  expect(fetched).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(pause);
  expect(fetched).toHaveBeenCalledTimes(3);
});

it("only says again what it knows when the page is seen soon after", async () => {
  await follower.ask();
  for (const state of ["hidden", "visible", "hidden", "visible"] as const) turn(state);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(show).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(pause);
  expect(fetched).toHaveBeenCalledTimes(2);
});

it("keeps what it has while the server is away", async () => {
  await follower.ask();
  fetched.mockRejectedValueOnce(new TypeError("away"));
  await vi.advanceTimersByTimeAsync(pause);
  expect(show).toHaveBeenLastCalledWith(schedule(), true);
  fetched.mockResolvedValueOnce(new Response("", { status: 503 }));
  await vi.advanceTimersByTimeAsync(pause);
  expect(show).toHaveBeenLastCalledWith(schedule(), true);
  await vi.advanceTimersByTimeAsync(pause);
  expect(show).toHaveBeenLastCalledWith(schedule(), false);
});

it("says that it never had anything", async () => {
  fetched.mockResolvedValueOnce(new Response("<!doctype html>"));
  await follower.ask();
  expect(show).toHaveBeenLastCalledWith(undefined, true);
});

it("is silent once it is stopped", async () => {
  const asking = follower.ask();
  follower.stop();
  await asking;
  turn("visible");
  await vi.advanceTimersByTimeAsync(2 * pause);
  expect(show).not.toHaveBeenCalled();
  expect(fetched).toHaveBeenCalledTimes(1);
});
