import type { Page } from "@playwright/test";
import { overflow, tabStops, violations } from "./accessibility.js";
import { expect, open, settled, test } from "./planner.js";

const path = "/planera/evenemang/import";

/** A name that no other test and no other run uses, nor one that the import takes for the same. */
const unique = () => Array.from({ length: 12 }, () => String.fromCharCode(97 + Math.floor(26 * Math.random()))).join("");

const event = (uid: string, name: string, place: string, day: string, from = "10", to = "16") =>
  ["BEGIN:VEVENT", `UID:${uid}`, `SUMMARY:${name}`, `LOCATION:${place}`, `DTSTART:${day}T${from}0000`, `DTEND:${day}T${to}0000`, "END:VEVENT"].join("\r\n");

const calendar = (...events: string[]) => Buffer.from(["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR", ""].join("\r\n"));

async function give(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator("#field-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await expect(page.getByRole("heading", { level: 2, name: `Ur ${name}` })).toBeFocused();
}

const section = (page: Page, name: RegExp) => page.getByRole("region", { name });

test("is well formed, accessible and led by the keyboard", async ({ page }) => {
  await open(page, path);
  await expect(page.getByRole("heading", { name: "Kalendrar som vi läser om" })).toBeVisible();
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  expect(await violations(page)).toEqual([]);
  const stops = await tabStops(page);
  expect(stops.filter((stop) => !stop.visible && !stop.element.includes("field-file")).map((stop) => stop.element)).toEqual([]);
});

test("shows each line before anything is stored, and takes up what is chosen", async ({ page }) => {
  const name = unique();
  await open(page, path);
  await give(
    page,
    "sommar.ics",
    calendar(
      event(`${name}-a`, `${name} i Degeberga`, "Torget i Degeberga", "20270703"),
      event(`${name}-b`, `${name} någonstans`, "Okänd äng", "20270704"),
      event(`${name}-c`, `${name} baklänges`, "Åhus", "20270705", "16", "10"),
      event(`${name}-d`, `${name} förra året`, "Åhus", "20250705"),
      event(`${name}-e`, `${name} i Åhus`, "Åhus", "20270706"),
    ),
  );
  await expect(section(page, /2 nya/)).toContainText(`${name} i Degeberga`);
  const problems = section(page, /2 behöver rättas/);
  await expect(problems).toContainText("rad 17");
  await expect(problems).toContainText("Slutet ligger före början");
  await expect(problems).toContainText("Platsen ”Okänd äng” är ingen ort");
  await expect(page.getByRole("heading", { level: 3, name: "1 har varit" })).toBeVisible();
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  expect(await violations(page)).toEqual([]);

  await page.getByLabel(`Uppställningsplats: ${name} någonstans`).selectOption({ index: 1 });
  await expect(page.getByLabel(`Vad händer: ${name} någonstans`)).toHaveValue("add");
  await page.getByLabel(`Vad händer: ${name} i Åhus`).selectOption("skip");
  await page.getByLabel(`Prioritet: ${name} i Degeberga`).selectOption("1");
  await page.getByLabel(`Besökare per dag: ${name} i Degeberga`).fill("450");

  // What was chosen outlives a reload.
  await page.reload();
  await settled(page);
  await expect(page.getByLabel(`Besökare per dag: ${name} i Degeberga`)).toHaveValue("450");
  await page.getByRole("button", { name: "Ta upp 2 evenemang" }).click();
  await expect(page.getByText("Nya: 2. Ändrade: 0. Fanns redan: 0.")).toBeVisible();
  await page.getByLabel("Sök i Evenemang").fill(name);
  await expect(page.getByRole("link", { name })).toHaveCount(2);
});

test("takes nothing up twice, and follows what the calendar changes", async ({ page }) => {
  const name = unique();
  const uid = `${name}-fest`;
  await open(page, path);
  await give(page, "fest.ics", calendar(event(uid, name, "Åhus", "20270810")));
  await page.getByRole("button", { name: "Ta upp 1 evenemang" }).click();
  await expect(page.getByText("Nya: 1.")).toBeVisible();

  // Changed in the form, it is still the calendar's own.
  await page.getByLabel("Sök i Evenemang").fill(name);
  await page.getByRole("link", { name }).click();
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(`${name} vid ån`);
  const put = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await page.getByRole("button", { name: "Spara" }).click();
  expect(await (await put).json()).toMatchObject({ uid });
  await expect(page.getByText("Sparat.")).toBeVisible();

  await open(page, path);
  await give(page, "fest.ics", calendar(event(uid, name, "Åhus", "20270810")));
  await expect(page.getByRole("heading", { level: 3, name: "1 finns redan" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ta upp 0 evenemang" })).toBeDisabled();

  await page.getByRole("button", { name: "Läs något annat" }).click();
  await give(page, "fest.ics", calendar(event(uid, name, "Åhus", "20270810", "12", "18")));
  await expect(section(page, /1 ändrat/)).toContainText("12.00–18.00");
  await page.getByRole("button", { name: "Ta upp 1 evenemang" }).click();
  await expect(page.getByText("Nya: 0. Ändrade: 1.")).toBeVisible();

  await open(page, path);
  await give(page, "lista.csv", Buffer.from(`Namn;Plats;Datum;Tid\n${name} med ${name};Åhus;2027-08-10;12-18\n`));
  await expect(section(page, /1 som kanske redan finns/)).toContainText("Liknar");
  await page.getByLabel(/^Vad händer/).selectOption("update");
  await page.getByRole("button", { name: "Ta upp 1 evenemang" }).click();
  await expect(page.getByText("Nya: 0. Ändrade: 1.")).toBeVisible();
});

test("by keyboard alone, a file's faults are told", async ({ page }) => {
  await open(page, path);
  await page.locator("#field-file").setInputFiles({ name: "bild.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0, 0]) });
  await expect(page.getByRole("alert")).toContainText("varken iCalendar");
  await page.getByLabel("Adress", { exact: true }).focus();
  await page.keyboard.type("http://kommunen.example/a.ics");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("krypterad (https)");
  await expect(page.getByLabel("Adress", { exact: true })).toHaveAttribute("aria-invalid", "true");
  expect(await violations(page)).toEqual([]);
});

test.describe("a calendar whose address is kept", () => {
  test("is looked at again", async ({ page }) => {
    const name = unique();
    const url = `https://kommunen.example/${encodeURIComponent(name)}.ics`;
    // The server fetches from the public internet only, so what it would answer stands here.
    await page.route("**/api/v1/occasions/import/address?*", async (route) => {
      expect(route.request().postDataJSON()).toEqual({ url });
      await route.fulfill({ json: { items: [{ line: 4, intake: "past", name, from: "2025-07-10", to: "2025-07-10", opens: "10:00", closes: "16:00" }] } });
    });
    await open(page, path);
    await page.getByLabel("Adress", { exact: true }).fill(url);
    await page.getByRole("button", { name: "Läs", exact: true }).click();
    await page.getByLabel("Kalla den").fill(name);
    await page.getByRole("button", { name: "Behåll" }).click();
    await expect(page.getByRole("heading", { level: 2, name: `Ur ${name}` })).toBeVisible();
    await page.getByRole("button", { name: "Läs något annat" }).click();
    await page.getByRole("button", { name: `Läs igen: ${name}` }).click();
    await expect(page.getByRole("heading", { level: 2, name: `Ur ${name}` })).toBeFocused();
    await page.getByRole("button", { name: "Läs något annat" }).click();
    await page.getByRole("button", { name: `Glöm: ${name}` }).click();
    await expect(page.getByText("Adressen är borttagen.")).toBeVisible();
    await expect(page.getByRole("button", { name: `Läs igen: ${name}` })).toHaveCount(0);
  });
});
