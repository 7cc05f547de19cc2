import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { speak } from "../texts/texts.js";
import { Changes } from "./changes.svelte.js";
import type { Ground } from "./ground.js";
import { Plan } from "./plan.svelte.js";
import type { Visit } from "./types.js";

/** A server with as much of the rules as the way back depends on. */
class Server {
  visits = new Map<string, Visit>();
  announced = new Map<string, Visit>();
  absences = new Map<string, { id: string; version: number }>();
  asked: string[] = [];
  #next = 1;

  answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const [, , , , id, verb] = pathname.split("/");
    this.asked.push(`${request.method} ${verb ?? ""}`.trim());
    const body = request.method === "GET" || request.method === "DELETE" ? {} : ((await request.json()) as Partial<Visit>);
    if (request.method === "POST" && !id && pathname.includes("visits")) return this.#keep({ ...body, id: `new${this.#next++}`, version: 0, state: "draft" } as Visit);
    if (pathname.includes("absences")) {
      if (request.method === "DELETE") return new Response(null, { status: this.absences.delete(id!) ? 204 : 404 });
      const made = { ...body, id: `away${this.#next++}`, version: 1 };
      this.absences.set(made.id, made);
      return new Response(JSON.stringify(made));
    }
    const visit = this.visits.get(id!);
    if (!visit) return this.#refuse(404, "not_found");
    if (request.headers.get("If-Match") !== `"${visit.version}"`) return this.#refuse(412, "stale");
    if (request.method === "DELETE") {
      if (visit.state !== "draft") return this.#refuse(409, "visit_announced");
      this.visits.delete(id!);
      return new Response(null, { status: 204 });
    }
    if (verb === "restore") return this.#keep({ ...this.announced.get(id!)!, pinned: visit.pinned, version: visit.version });
    if (verb === "cancel") return this.#keep({ ...visit, state: "cancelled", reason: body.reason });
    if (verb === "move") {
      if (visit.state !== "draft" && !body.reason) return this.#refuse(422, "required");
      return this.#keep({ ...visit, ...body, state: visit.state === "draft" ? "draft" : "moved" });
    }
    return this.#keep({ ...visit, ...body });
  };

  #keep(visit: Visit): Response {
    const kept = { ...visit, version: visit.version + 1 };
    this.visits.set(kept.id, kept);
    return new Response(JSON.stringify(kept));
  }

  #refuse(status: number, code: string): Response {
    return new Response(JSON.stringify({ status, code, detail: code }), { status, headers: { "Content-Type": "application/problem+json" } });
  }
}

let server: Server;
let plan: Plan;
let changes: Changes;

const standing = (id: string, state: Visit["state"], day = "2027-09-07") =>
  ({ id, version: 1, state, localityId: "l", siteId: "s", officeId: "o", starts: `${day}T13:00:00+02:00`, ends: `${day}T15:00:00+02:00` }) as Visit;
const slot = (day: string) => ({ siteId: "s", officeId: "o", starts: `${day}T13:00`, ends: `${day}T15:00` });

/** The schedule without what the server counts. */
const shown = () => [...plan.visits.values()].map(({ id, state, starts, pinned = false }) => `${id} ${state} ${starts.slice(0, 10)}${pinned ? " pinned" : ""}`).sort();

beforeEach(async () => {
  await speak("sv");
  server = new Server();
  const visits = [standing("draft", "draft"), standing("told", "announced")];
  for (const visit of visits) {
    server.visits.set(visit.id, visit);
    server.announced.set(visit.id, visit);
  }
  vi.stubGlobal("fetch", server.answer);
  plan = new Plan({ season: { districtId: "d" }, localities: [], absences: [] } as unknown as Ground, visits);
  changes = new Changes(plan, "Återtaget.");
});

afterEach(() => vi.unstubAllGlobals());

const doing: Record<string, () => Promise<unknown>> = {
  "adding a visit": () => changes.add("l", slot("2027-09-14"), {}, ""),
  "moving a draft": () => changes.move(plan.visits.get("draft")!, slot("2027-09-14"), "", ""),
  "moving what is announced": () => changes.move(plan.visits.get("told")!, slot("2027-09-14"), "Vägarbete.", ""),
  "cancelling": () => changes.cancel(plan.visits.get("told")!, "Vägarbete.", ""),
  "pinning": () => changes.pin(plan.visits.get("told")!, true, ""),
  "doing many things at once": () =>
    changes.batch([
      { kind: "move", visit: plan.visits.get("told")!, slot: slot("2027-09-14") },
      { kind: "remove", visit: plan.visits.get("draft")! },
      { kind: "add", locality: "l", slot: slot("2027-09-28") },
    ], "Vägarbete.", ""),
  "cancelling and pinning many": () =>
    changes.batch([{ kind: "cancel", visit: plan.visits.get("told")! }, { kind: "pin", visit: plan.visits.get("draft")! }], "Vägarbete.", ""),
  "removing a draft": () => changes.remove(plan.visits.get("draft")!, ""),
};

describe("what is done", () => {
  for (const [name, run] of Object.entries(doing)) {
    it(`is taken back and done again: ${name}`, async () => {
      const before = shown();
      await run();
      const after = shown();
      expect(after).not.toEqual(before);
      await changes.undo();
      expect(shown().map((line) => line.replace(/^new\d/, "draft"))).toEqual(before);
      await changes.redo();
      expect(shown().map((line) => line.replace(/^new\d/, "new"))).toEqual(after.map((line) => line.replace(/^new\d/, "new")));
      expect([changes.done.length, changes.undone.length]).toEqual([1, 0]);
    });
  }

  it("is taken back in turn, the last first, also where a visit got another name", async () => {
    const before = shown();
    const added = await changes.add("l", slot("2027-09-14"), {}, "");
    await changes.move(added, slot("2027-09-21"), "", "");
    await changes.undo();
    await changes.undo();
    expect(shown()).toEqual(before);
    await changes.redo();
    await changes.redo();
    expect(shown().at(-1)).toMatch(/^told/);
    expect(shown()).toContainEqual(expect.stringMatching(/^new\d draft 2027-09-21$/));
    await changes.undo();
    await changes.undo();
    expect(shown()).toEqual(before);
  });

  it("is told where the server refuses some of many, and the rest is taken back as one", async () => {
    const before = shown();
    server.visits.set("draft", { ...server.visits.get("draft")!, version: 9 });
    vi.spyOn(plan, "again").mockResolvedValue();
    const refused = await changes.batch([{ kind: "remove", visit: plan.visits.get("draft")! }, { kind: "pin", visit: plan.visits.get("told")! }], "", "");
    expect(refused.map(({ deed, problem }) => [deed.kind, problem.code])).toEqual([["remove", "stale"]]);
    expect(shown()).toContainEqual(expect.stringMatching(/^told .* pinned$/));
    await changes.undo();
    expect(shown()).toEqual(before);
  });

  it("is taken back and done again: blocking offices, and lifting the block", async () => {
    const away = () => plan.ground.absences.map(({ officeId, from }) => `${officeId} ${from}`).sort();
    await changes.block(["o", "p"], "2027-09-14", "2027-09-15", "", "");
    expect(away()).toEqual(["o 2027-09-14", "p 2027-09-14"]);
    await changes.undo();
    expect([away(), server.absences.size]).toEqual([[], 0]);
    await changes.redo();
    await changes.unblock(plan.ground.absences.find(({ officeId }) => officeId === "p")!, "");
    expect(away()).toEqual(["o 2027-09-14"]);
    await changes.undo();
    await changes.undo();
    expect([away(), server.absences.size]).toEqual([[], 0]);
    await changes.redo();
    await changes.redo();
    expect(away()).toEqual(["o 2027-09-14"]);
  });

  it("stays where the server refuses to take it back", async () => {
    await doing["moving a draft"]!();
    server.visits.set("draft", { ...server.visits.get("draft")!, version: 9 });
    vi.spyOn(plan, "again").mockResolvedValue();
    await expect(changes.undo()).rejects.toThrow("stale");
    expect([changes.done.length, changes.undone.length]).toEqual([1, 0]);
  });

  it("forgets what was taken back once something else is done", async () => {
    await doing["moving a draft"]!();
    await changes.undo();
    await doing["pinning"]!();
    expect(changes.undone).toEqual([]);
  });
});
