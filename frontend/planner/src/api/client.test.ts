import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { speak } from "../texts/texts.js";
import { all, client, data, send } from "./client.js";
import { connection } from "./connection.svelte.js";
import { Disconnected, fieldPath, Problem, SignedOut } from "./problem.js";

const problem = (status: number, body: object) =>
  new Response(JSON.stringify({ status, title: "", type: "", ...body }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });

const answers = vi.fn<(request: Request) => Promise<Response>>();

beforeEach(async () => {
  await speak("sv");
  vi.stubGlobal("fetch", answers);
  vi.spyOn(location, "assign").mockImplementation(() => {});
});

afterEach(() => {
  vi.unstubAllGlobals();
  answers.mockReset();
  connection.find();
});

describe("asking the server", () => {
  it("names the version that was seen, and the reader's language", async () => {
    answers.mockResolvedValue(new Response('{"version":4}'));
    await send("PUT", "/api/v1/sites/1", { name: "Torget" }, 3);
    const request = answers.mock.calls[0]![0];
    expect(request.headers.get("If-Match")).toBe('"3"');
    expect(request.headers.get("Accept-Language")).toBe("sv");
    expect(request.headers.get("Content-Type")).toBe("application/json");
    expect(await request.json()).toEqual({ name: "Torget" });
  });

  it("throws the server's own sentence, with each field's", async () => {
    answers.mockResolvedValue(
      problem(422, {
        code: "invalid",
        detail: "Rätta det.",
        errors: [
          { location: "body.position.lat", code: "a", message: "Fel." },
          { location: "body.position.lat", code: "b", message: "Igen." },
          { location: "body.articles[2].title", code: "c", message: "Saknas." },
          { location: "query.from", code: "d", message: "Annat." },
        ],
      }),
    );
    const caught = await send("POST", "/api/v1/sites", {}).catch((error: unknown) => error);
    expect(caught).toBeInstanceOf(Problem);
    expect((caught as Problem).message).toBe("Rätta det.");
    expect([...(caught as Problem).byField()]).toEqual([
      ["position.lat", "Fel. Igen."],
      ["articles.2.title", "Saknas."],
    ]);
  });

  it("gives what is stored now to who was too late", async () => {
    answers.mockResolvedValue(problem(412, { code: "stale", detail: "För sent.", current: { version: 5 } }));
    const caught = (await client
      .GET("/api/v1/sites/{id}", { params: { path: { id: "1" } } })
      .catch((error: unknown) => error)) as Problem;
    expect(caught.stale).toBe(true);
    expect(caught.current).toEqual({ version: 5 });
  });

  it("has plain words for what is no answer of the server's", async () => {
    answers.mockResolvedValue(new Response("<h1>Not implemented</h1>", { status: 501 }));
    await expect(send("GET", "/api/v1/sites")).rejects.toThrow("Servern svarade med 501.");
  });

  it("leads to the sign-in page and back where nobody is signed in", async () => {
    history.replaceState(null, "", "/planera/register?q=å");
    answers.mockResolvedValue(problem(401, { code: "token_missing", detail: "Logga in." }));
    await expect(send("GET", "/api/v1/sites")).rejects.toBeInstanceOf(SignedOut);
    expect(location.assign).toHaveBeenCalledWith(`/logga-in?till=${encodeURIComponent("/planera/register?q=%C3%A5")}`);
  });

  it("tells that the connection is lost, and that it is back", async () => {
    const back = vi.fn();
    const forget = connection.onReturn(back);
    answers.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await expect(send("GET", "/api/v1/sites")).rejects.toBeInstanceOf(Disconnected);
    expect(connection.lost).toBe(true);
    answers.mockResolvedValue(new Response('{"database":true}'));
    await connection.look();
    expect(connection.lost).toBe(false);
    expect(back).toHaveBeenCalledOnce();
    forget();
  });

  it("reads a list to its end", async () => {
    answers.mockImplementation((request) => {
      const offset = Number(new URL(request.url).searchParams.get("offset"));
      const items = [0, 1, 2].filter((n) => n >= offset).slice(0, 2);
      return Promise.resolve(new Response(JSON.stringify({ items, total: 3, limit: 2, offset })));
    });
    expect(await all("/api/v1/sites", { district: "d" })).toEqual([0, 1, 2]);
    expect(answers.mock.calls[0]![0].url).toContain("district=d&limit=500&offset=0");
  });

  it("answers with typed data", async () => {
    answers.mockResolvedValue(new Response('{"items":[],"total":0,"limit":100,"offset":0}', { headers: { "Content-Type": "application/json" } }));
    expect((await data(client.GET("/api/v1/offices"))).total).toBe(0);
  });
});

it("reads the places of a body", () => expect(fieldPath("body.a[0].b[12]")).toBe("a.0.b.12"));
