import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { speak } from "../texts/texts.js";
import { attempt, send } from "./client.js";
import { connection } from "./connection.svelte.js";
import { draftNameOf, forgetAll, kept } from "./kept.js";
import { Outbox, outbox } from "./outbox.svelte.js";
import { Disconnected } from "./problem.js";

/** A server that makes a change once for each key, and loses the answers that it is told to. */
class Server {
  made = new Map<string, unknown>();
  asked = 0;
  reachable = true;
  loses = 0;
  signedIn = true;
  /** Whether it reaches its database. */
  stores = true;
  /** Whether a proxy answers where it does not. */
  proxied = false;

  answer = async (request: Request): Promise<Response> => {
    this.asked++;
    if (!this.reachable) throw new TypeError("Failed to fetch");
    if (request.url.endsWith("/readyz")) return new Response(JSON.stringify({ database: this.stores }));
    if (!this.stores) return this.proxied ? new Response("<p>Bad gateway", { status: 502 }) : problem(503, "storage_away");
    if (!this.signedIn) return problem(401, "token_missing");
    const key = request.headers.get("Idempotency-Key")!;
    this.made.set(key, this.made.get(key) ?? (request.method === "DELETE" ? null : await request.json()));
    if (this.loses-- > 0) throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify(this.made.get(key)));
  };
}

const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ status, code, detail: code }), { status, headers: { "Content-Type": "application/problem+json" } });

let server: Server;
const told = { done: vi.fn(), refused: vi.fn() };
const visit = { localityId: "l" };

beforeEach(async () => {
  await speak("sv");
  server = new Server();
  vi.stubGlobal("fetch", (asked: Request | string, init?: RequestInit) => server.answer(new Request(new URL(typeof asked === "string" ? asked : asked.url, location.origin), typeof asked === "string" ? init : asked)));
  await outbox.open("me", attempt, told);
});

afterEach(() => {
  for (const entry of [...outbox.shown]) outbox.drop(entry);
  vi.unstubAllGlobals();
  connection.find();
  connection.signIn();
  forgetAll();
  vi.resetAllMocks();
});

/** Waits until something waits to be sent. */
const waits = () => vi.waitFor(() => expect(outbox.shown).toHaveLength(1));

describe("a change", () => {
  it("is made once where its answer was lost, and is answered", async () => {
    server.loses = 1;
    expect(await send("POST", "/api/v1/visits", visit)).toEqual(visit);
    expect(server.made.size).toBe(1);
    expect(server.asked).toBe(2);
    expect(kept("me")).toEqual([]);
  });

  it("waits while the connection is lost, and is sent when it is back", async () => {
    server.reachable = false;
    const answer = send("POST", "/api/v1/visits", visit);
    await waits();
    expect(connection.lost).toBe(true);
    expect(kept("me")).toHaveLength(1);
    server.reachable = true;
    connection.find();
    outbox.wake();
    expect(await answer).toEqual(visit);
    expect(server.made.size).toBe(1);
    expect(outbox.shown).toEqual([]);
  });

  it.each([false, true])("waits while the server has no database, or a proxy no server (%s)", async (proxied) => {
    server.stores = false;
    server.proxied = proxied;
    const answer = send("POST", "/api/v1/visits", visit);
    await waits();
    expect(connection.lost).toBe(true);
    await connection.look();
    expect(connection.lost).toBe(true);
    expect(kept("me")).toHaveLength(1);
    server.stores = true;
    await connection.look();
    expect(connection.lost).toBe(false);
    outbox.wake();
    expect(await answer).toEqual(visit);
    expect(server.made.size).toBe(1);
  });

  it("waits while nobody is signed in", async () => {
    server.signedIn = false;
    const answer = send("PUT", "/api/v1/sites/1", visit, 1);
    await waits();
    expect(connection.signedOut).toBe(true);
    server.signedIn = true;
    outbox.wake();
    expect(await answer).toEqual(visit);
  });

  it("is sent under the same key after the page was read anew", async () => {
    server.loses = 2;
    void send("POST", "/api/v1/visits", visit).catch(() => undefined);
    await waits();
    const [entry] = kept("me");
    outbox.shown = []; // as the page is when it begins
    const again = new Outbox();
    await again.open("somebody else", attempt, told);
    expect(told.done).not.toHaveBeenCalled();
    await again.open("me", attempt, told);
    expect(told.done).toHaveBeenCalledWith(entry);
    expect([...server.made.keys()]).toEqual([entry!.key]);
    expect(kept("me")).toEqual([]);
  });

  it("waits in sight behind another one, also after the page was read anew, and can be given up there", async () => {
    server.reachable = false;
    for (const id of [1, 2, 3]) void send("PUT", `/api/v1/sites/${id}`, { id }, 1).catch(() => undefined);
    await vi.waitFor(() => expect(outbox.shown).toHaveLength(3));
    outbox.shown = []; // as the page is when it begins
    const again = new Outbox();
    const opened = again.open("me", attempt, told);
    await vi.waitFor(() => expect(again.shown).toHaveLength(3));
    again.drop(again.shown.find(({ path }) => path.endsWith("/2"))!);
    server.reachable = true;
    again.wake();
    await opened;
    expect([...server.made.values()]).toEqual([{ id: 1 }, { id: 3 }]);
    expect(again.shown).toEqual([]);
  });

  it("is not sent by itself when the server may have forgotten it", async () => {
    server.reachable = false;
    void send("DELETE", "/api/v1/visits/1", undefined, 1).catch(() => undefined);
    await waits();
    server.reachable = true;
    const again = new Outbox();
    await again.open("me", attempt, told, Date.now() + 24 * 3_600_000);
    expect(again.shown).toHaveLength(1);
    expect(server.made.size).toBe(0);
  });

  it("can be given up", async () => {
    server.reachable = false;
    const answer = send("POST", "/api/v1/visits", visit).catch((error: unknown) => error);
    await waits();
    outbox.drop(outbox.shown[0]!);
    expect(await answer).toBeInstanceOf(Disconnected);
    expect(kept("me")).toEqual([]);
  });

  it("of a password is never kept", async () => {
    server.reachable = false;
    await expect(send("PUT", "/api/v1/me/password", { password: "hemligt" })).rejects.toBeInstanceOf(Disconnected);
    expect(kept("me")).toEqual([]);
  });

  it("is asked for again while the server is at it", async () => {
    const answers = [problem(409, "idempotency_under_way"), new Response('{"version":2}')];
    vi.stubGlobal("fetch", () => Promise.resolve(answers.shift()!));
    expect(await send("PUT", "/api/v1/sites/1", visit, 1)).toEqual({ version: 2 });
  });
});

it("calls a draft as the address that it is sent to", () => {
  expect(draftNameOf({ method: "POST", path: "/api/v1/visits" })).toBe("visits/ny");
  expect(draftNameOf({ method: "PUT", path: "/api/v1/sites/7" })).toBe("sites/7");
  expect(draftNameOf({ method: "POST", path: "/api/v1/visits/7/move" })).toBe("visits/7/move/ny");
});
