import { afterEach, describe, expect, it, vi } from "vitest";
import { events, Run } from "./runs.js";

const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Answers with a text in pieces that cut events anywhere. */
function stream(text: string, size: number): Response {
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    }),
  );
}

afterEach(() => vi.unstubAllGlobals());

describe("a run of the engine", () => {
  const whole = event("started", { id: "r" }) + ": still here\n\n" + event("progress", { attempts: 5, most: 10 }) + event("proposal", { id: "Å" });

  it("tells of its progress and ends with a proposal, however the answer is cut", async () => {
    for (const size of [1, 7, 1000]) {
      vi.stubGlobal("fetch", () => Promise.resolve(stream(whole, size)));
      const told: number[] = [];
      const proposal = await new Run().go("s", {}, ({ attempts }) => told.push(attempts));
      expect(proposal).toEqual({ id: "Å" });
      expect(told).toEqual([5]);
    }
  });

  it("throws the server's own refusal", async () => {
    const refused = event("started", { id: "r" }) + event("problem", { status: 422, code: "no_shifts", detail: "Inga pass." });
    vi.stubGlobal("fetch", () => Promise.resolve(stream(refused, 20)));
    await expect(new Run().go("s", {}, () => {})).rejects.toThrow("Inga pass.");
  });

  it("is stopped by its name", async () => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", (request: Request) => {
      asked.push(new URL(request.url).pathname);
      return Promise.resolve(asked.length === 1 ? stream(whole, 1000) : new Response(null, { status: 204 }));
    });
    const run = new Run();
    await run.stop();
    await run.go("s", {}, () => {});
    expect(asked).toEqual(["/api/v1/seasons/s/runs", "/api/v1/runs/r/stop"]);
  });
});

it("reads only events that are whole", () => {
  expect(events('event: a\ndata: {"n":1}\n\nevent: b\nda')).toEqual({ told: [{ event: "a", data: { n: 1 } }], rest: "event: b\nda" });
});
