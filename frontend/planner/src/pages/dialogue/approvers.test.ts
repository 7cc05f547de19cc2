import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "../../shell/session.svelte.js";
import { speak } from "../../texts/texts.js";
import Approvers from "./Approvers.svelte";
import type { Summary } from "./summaries.js";

beforeEach(() => speak("sv"));
afterEach(cleanup);

const show = (owner: string, names?: string[]) =>
  render(Approvers, { summary: { owner, approvers: names?.map((name) => ({ id: name, name })) } as unknown as Summary });

it("names who may approve", () => {
  show("police", ["Anna", "Berit", "Cecilia"]);
  expect(screen.getByText("Den kan godkännas av Anna, Berit eller Cecilia.")).toBeTruthy();
});

it("names some of many", () => {
  show("police", ["A", "B", "C", "D", "E", "F", "G", "H"]);
  expect(screen.getByText("Den kan godkännas av A, B, C, D, E, F eller 2 till.")).toBeTruthy();
});

it("says what to do where there is nobody, and leads administrators there", () => {
  const may = vi.spyOn(session, "may").mockReturnValue(false);
  const { unmount } = show("kommun", []);
  expect(screen.getByText("Ingen kan godkänna den här texten än.")).toBeTruthy();
  expect(screen.getByText(/någon annan hos kommunen som är samordnare/)).toBeTruthy();
  expect(screen.getByText(/Be en administratör/)).toBeTruthy();
  expect(screen.queryByRole("link")).toBeNull();
  unmount();
  may.mockReturnValue(true);
  show("kommun", []);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/planera/personer");
});

it("says nothing of what is not to be approved", () => {
  const { container } = show("police");
  expect(container.textContent?.trim()).toBe("");
});
