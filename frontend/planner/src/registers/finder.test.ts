import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { session } from "../shell/session.svelte.js";
import { speak } from "../texts/texts.js";
import Finder from "./Finder.svelte";
import { referred } from "./names.js";
import { searchedBy, registerOf } from "./registers.js";
import { show } from "./show.js";
import { fieldsOf } from "./register.js";
import { matching, type Source } from "./sources.js";

const source = (id: string, name: string, about: string): Source => ({ id, name, about, href: `/planera/${id}` });
const sources = [source("a", "Trygghetsvandring, Åhus", "3 mars 2026"), source("b", "Trygghetsvandring, Tollarp", "9 mars 2026"), source("c", "Trygghetsvandring, Åhus, hamnen", "1 maj 2026")];

beforeEach(() => speak("sv"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a search", () => {
  it("finds those in which every word stands, in any order and case", () => {
    expect(matching(sources, "ÅHUS mars").map(({ id }) => id)).toEqual(["a"]);
    expect(matching(sources, " åhus ").map(({ id }) => id)).toEqual(["a", "c"]);
    expect(matching(sources, "").length).toBe(3);
    expect(matching(sources, "ivetofta")).toEqual([]);
  });
});

describe("the field", () => {
  const given = { id: "field-walkId", "aria-describedby": undefined, "aria-invalid": undefined };
  const start = (more: object = {}) => {
    const change = vi.fn<(id: string | undefined) => void>();
    render(Finder, { of: "walk", sources, value: "", change, given, label: "Vandring", disabled: false, ...more });
    return change;
  };

  it("is searched and chosen from by keyboard", async () => {
    const change = start();
    const field = screen.getByRole<HTMLInputElement>("combobox");
    expect(field.getAttribute("aria-expanded")).toBe("false");
    await fireEvent.input(field, { target: { value: "åhus" } });
    expect(screen.getAllByRole("option")).toHaveLength(2);
    expect(screen.getByRole("status").textContent).toBe("2 träffar");
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    const second = screen.getAllByRole("option")[1]!;
    expect(second.getAttribute("aria-selected")).toBe("true");
    expect(field.getAttribute("aria-activedescendant")).toBe(second.id);
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(change).toHaveBeenCalledExactlyOnceWith("c");
    expect(field.value).toBe("");
    expect(screen.queryAllByRole("option")).toEqual([]);
  });

  it("is left by Escape with nothing chosen, and the page does not hear of it", async () => {
    const change = start();
    const field = screen.getByRole<HTMLInputElement>("combobox");
    await fireEvent.input(field, { target: { value: "t" } });
    const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true });
    const heard = vi.fn();
    document.addEventListener("keydown", heard);
    field.dispatchEvent(escape);
    document.removeEventListener("keydown", heard);
    await vi.waitFor(() => expect(field.getAttribute("aria-expanded")).toBe("false"));
    expect(heard).not.toHaveBeenCalled();
    expect(change).not.toHaveBeenCalled();
  });

  it("shows what is chosen with a link to it, and gives it up", async () => {
    const change = start({ value: "b" });
    expect(screen.getByRole("link", { name: "Trygghetsvandring, Tollarp" }).getAttribute("href")).toBe("/planera/b");
    await fireEvent.click(screen.getByRole("button", { name: "Ta bort: Vandring" }));
    expect(change).toHaveBeenCalledExactlyOnceWith(undefined);
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
  });

  it("says that there is one where it may not be read, and is only read where nothing may be changed", () => {
    start({ of: "wish", sources: [], value: "secret", disabled: true });
    expect(screen.getByText("Ett önskemål som du inte får läsa, eller som är borttaget")).toBeTruthy();
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("what an activity comes from", () => {
  const lists: Record<string, object[]> = {
    "/api/v1/localities": [{ id: "l", name: "Åhus" }],
    "/api/v1/municipalities": [],
    "/api/v1/activities": [
      { id: "w1", kind: "safety_walk", step: "walk", day: "2026-03-03", localityId: "l", status: "done" },
      { id: "w2", kind: "safety_walk", step: "walk", day: "2026-05-01", localityId: "l", place: "hamnen", status: "planned" },
      { id: "p", kind: "safety_walk", step: "preparation", day: "2026-02-01", status: "done" },
    ],
    "/api/v1/actions": [{ id: "a", what: "Mät farten förbi skolan", localityId: "l", role: "Trafikgruppen", due: "2026-06-01", status: "open" }],
    "/api/v1/wishes": [{ id: "o", localityId: "l", spot: "Skolan", topic: "Trafik", text: "Det går fort.", received: "2026-03-01T10:00:00Z" }],
  };
  const activities = registerOf("activities")!;
  let asked: string[] = [];

  beforeEach(() => {
    asked = [];
    vi.stubGlobal("fetch", async (request: Request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      const items = lists[pathname] ?? [];
      return new Response(JSON.stringify({ items, total: items.length, limit: 500, offset: 0 }));
    });
  });

  it("is read with what tells it from others, the latest first", async () => {
    vi.spyOn(session, "may").mockReturnValue(true);
    const about = await referred(["localities"], "d", searchedBy(activities));
    expect(about.sources.get("walk")!.map(({ name, about, href }) => [name, about, href])).toEqual([
      ["Trygghetsvandring, Åhus, hamnen", "1 maj 2026 · Planerad", "/planera/uppfoljning/aktiviteter/w2"],
      ["Trygghetsvandring, Åhus", "3 mars 2026 · Genomförd", "/planera/uppfoljning/aktiviteter/w1"],
    ]);
    expect(about.sources.get("action")!.map(({ name, href }) => [name, href])).toEqual([["Mät farten förbi skolan", "/planera/dialog/atgarder/a"]]);
    const [wish] = about.sources.get("wish")!;
    expect(wish).toMatchObject({ name: "Åhus, Skolan", href: "/planera/onskemal?locality=l&topic=Trafik&from=2026-03-01&to=2026-03-01" });
    expect(wish!.about).toContain("Det går fort.");
    const field = fieldsOf(activities).find(({ name }) => name === "wishId")!;
    expect(show(field, "o", about.names)).toBe("Åhus, Skolan");
  });

  it("leaves wishes unasked for who may not read them", async () => {
    vi.spyOn(session, "may").mockReturnValue(false);
    const about = await referred(["localities"], "d", searchedBy(activities));
    expect(about.sources.get("wish")).toEqual([]);
    expect(asked).not.toContain("/api/v1/wishes");
  });
});
