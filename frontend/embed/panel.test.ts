import { afterEach, expect, it } from "vitest";
import { schedule, visit } from "./fixtures.js";
import { apology, exchange, panel } from "./panel.js";

const before = new Date("2026-11-24T09:00:00+01:00");
const page = { heading: "h3", framed: false };

const words = (made: Element | null) => made?.textContent?.replace(/\s+/g, " ").trim();

afterEach(() => document.body.replaceChildren());

it("says when, where and what became of it", () => {
  const status = { kind: "cancelled", label: "Inställt", detail: "Tidigare kl. 14.", reason: "Bilen är trasig", changed: "Ändrat 23 november." };
  const made = panel(schedule({ lang: "en", visits: [visit({ off: true, status })] }), false, page, before);
  expect(made.getAttribute("aria-labelledby")).toBe(made.querySelector("h3")?.id);
  expect(words(made.querySelector(".when"))).toBe("I dag tisdag 24 november kl. 15.00–18.00");
  expect(words(made.querySelector("s"))).toBe("15.00–18.00");
  expect(words(made.querySelector(".where"))).toBe("Åhus, tisdag 24 november Torget");
  expect(words(made.querySelector(".state"))).toBe("Inställt Tidigare kl. 14. Orsak: Bilen är trasig Ändrat 23 november.");
  expect([made.lang, made.querySelector<HTMLElement>(".state [lang]")?.lang]).toEqual(["en", "sv"]);
});

it("names the next visit, and tells when it is now", () => {
  const shown = schedule({ form: "nasta", visits: [visit({ off: true }), visit({ next: true })] });
  expect([...panel(shown, false, page, before).querySelectorAll(".label")].map(words)).toEqual(["Nästa besök"]);
  expect([...panel(shown, false, page, new Date("2026-11-24T15:00:00+01:00")).querySelectorAll(".label")].map(words)).toEqual(["Just nu"]);
});

it("is never empty", () => {
  const late = new Date("2026-11-25T09:00:00+01:00");
  expect(words(panel(schedule(), false, page, late).querySelector(".none"))).toBe("Inga besök bestämda just nu.");
  const unknown = panel(schedule({ visits: [], none: "", problem: "Vi hittar ingen ort." }), false, page, before);
  expect([unknown.querySelector(".none"), words(unknown.querySelector(".problem"))]).toEqual([null, "Vi hittar ingen ort."]);
  expect(words(panel(schedule(), true, page, late).querySelector("[role=status]"))).toBe("Vi når inte tidtabellen just nu.");
  expect(words(apology("sv", "Det går inte.", { url: "https://kontor.example/", text: "Gå hit" }))).toBe("Det går inte.Gå hit");
});

it("takes no text for markup", () => {
  const nasty = `<img src=x onerror=alert(1)>`;
  const made = panel(schedule({ title: nasty, problem: nasty, visits: [visit({ place: nasty, spot: nasty })] }), false, page, before);
  expect(made.querySelector("img")).toBeNull();
  expect(words(made.querySelector("h3"))).toBe(nasty);
});

it("leads out of a frame, and stays in a page", () => {
  const targets = (framed: boolean) => [...panel(schedule(), false, { heading: "h1", framed }, before).querySelectorAll("a")].map(({ target }) => target);
  expect(new Set(targets(true))).toEqual(new Set(["_top"]));
  expect(new Set(targets(false))).toEqual(new Set([""]));
});

it("is exchanged only for something else, and keeps the keyboard's place", () => {
  const old = panel(schedule(), false, page, before);
  document.body.append(old);
  exchange(old, panel(schedule(), false, page, before));
  expect(document.body.firstElementChild).toBe(old);

  old.querySelectorAll("a")[1]?.focus();
  const news = panel(schedule({ title: "Nytt" }), false, page, before);
  exchange(old, news);
  expect(document.body.firstElementChild).toBe(news);
  expect(document.activeElement).toBe(news.querySelectorAll("a")[1]);

  document.querySelector<HTMLElement>(".where a")?.focus();
  exchange(news, panel(schedule({ visits: [] }), false, page, before));
  expect(words(document.activeElement)).toBe("Alla besök");
});
