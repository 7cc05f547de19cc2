import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "../../shell/session.svelte.js";
import { speak } from "../../texts/texts.js";
import Counting from "./Counting.svelte";

const article = (id: string, title: string) => ({ id, article: 1, title });
const pledges = [
  { id: "frame", title: "Ramen", municipalityId: "k", signed: "2025-01-01", from: "2025-01-01", commitments: [article("forum", "Lokala Brå")] },
  { id: "p", title: "Löftet", municipalityId: "k", signed: "2026-01-01", from: "2026-01-01", commitments: [article("visits", "Besök"), article("seen", "Synlig polis")] },
  { id: "old", title: "Det förra", municipalityId: "k", signed: "2025-01-01", from: "2025-01-01", to: "2025-12-31", commitments: [article("gone", "Då")] },
  { id: "elsewhere", title: "Grannens", municipalityId: "g", signed: "2026-01-01", from: "2026-01-01", commitments: [article("theirs", "Där")] },
];

/** What the server has of the visit; each change raises its version. */
let counting: { version: number; proposed: object[]; counts: { commitmentId: string }[]; corrected: boolean; by?: string; at?: string };
const asked: { method: string; path: string; seen: string | null; body: unknown }[] = [];

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

beforeEach(async () => {
  await speak("sv");
  session.district = "d";
  counting = { version: 3, proposed: [{ commitmentId: "visits" }], counts: [{ commitmentId: "visits" }], corrected: false };
  asked.length = 0;
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/v1/pledges") return json({ items: pledges, total: pledges.length, limit: 500, offset: 0 });
    if (request.method === "GET") return json(counting);
    const body = request.method === "PUT" ? await request.json() : undefined;
    asked.push({ method: request.method, path: pathname, seen: request.headers.get("If-Match"), body });
    counting = {
      ...counting,
      version: counting.version + 1,
      corrected: request.method === "PUT",
      counts: body ? body.commitmentIds.map((commitmentId: string) => ({ commitmentId })) : [{ commitmentId: "visits" }],
      by: "Pat Roll", at: "2026-11-21T10:00:00Z",
    };
    return request.method === "PUT" ? json(counting) : new Response(null, { status: 204 });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  session.district = "";
});

const show = (may: boolean) => render(Counting, { of: "visits/v", day: "2026-11-10", municipality: "k", may });

it("offers what was promised there and then, with what is proposed", async () => {
  show(true);
  const visits = await screen.findByRole<HTMLInputElement>("checkbox", { name: /1\. Besök/ });
  expect(visits.checked).toBe(true);
  expect(screen.getAllByRole("checkbox")).toHaveLength(3);
  expect(screen.getAllByRole("group").map((group) => group.querySelector("legend")?.textContent)).toEqual(["Löftet", "Ramen"]);
  expect(screen.getByRole("group", { name: "Löftet" }).textContent).toContain("1. Besök föreslås");
});

it("sends what a visit counts toward instead, with the version that was seen, and takes it back", async () => {
  show(true);
  await fireEvent.click(await screen.findByRole("checkbox", { name: /1\. Besök/ }));
  await fireEvent.click(screen.getByRole("checkbox", { name: /Synlig polis/ }));
  await fireEvent.click(screen.getByRole("button", { name: "Spara vad det räknas mot" }));
  await fireEvent.click(await screen.findByRole("button", { name: "Återgå till förslaget" }));
  await screen.findByText(/^Pat Roll återgick till förslaget/);
  expect(asked).toEqual([
    { method: "PUT", path: "/api/v1/visits/v/counting", seen: '"3"', body: { commitmentIds: ["seen"] } },
    { method: "DELETE", path: "/api/v1/visits/v/counting", seen: '"4"', body: undefined },
  ]);
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /1\. Besök/ }).checked).toBe(true));
});

it("is only told to who may not correct it", async () => {
  show(false);
  expect(await screen.findByText("Löftet: 1. Besök")).toBeTruthy();
  expect(screen.queryAllByRole("checkbox")).toEqual([]);
});
