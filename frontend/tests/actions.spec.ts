import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";

const path = "/planera/dialog/atgarder";

/** A name that no other test and no other window has. */
const own = (what: string) => `${what} ${test.info().project.name} ${Date.now().toString(36)}`;

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("late actions stand first, say so in words, and can be shown alone", async ({ page }) => {
  await open(page, path);
  const table = page.getByRole("table", { name: "Åtgärder" });
  await expect(table.getByRole("row").filter({ has: page.getByRole("cell") }).first()).toContainText("Sen");
  await expect(page.getByText(/åtgärder är sena\.$/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Visa de sena" }).click();
  const form = page.getByRole("form", { name: "Urval av åtgärder" });
  await expect(form.getByRole("combobox", { name: "Läge" })).toHaveValue("overdue");
  await expect(table.getByText("Klar", { exact: true })).toHaveCount(0);
  await expect(table.getByText("Klippa buskarna vid stationen")).toBeVisible();
  await form.getByRole("combobox", { name: "Ansvarar" }).selectOption("Polisen");
  await expect(table.getByText("Klippa buskarna vid stationen")).toHaveCount(0);
  await expect(table.getByText("Kontrollera tung trafik genom byn")).toBeVisible();
});

test("an action is added, answered and shown as done, by keyboard alone", async ({ page }) => {
  const what = own("Mäta farten vid badet");
  await open(page, path);
  await page.locator("h1").focus();
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ny åtgärd");
  await page.getByLabel("Vad som ska göras").focus();
  await page.keyboard.type(what);
  await page.getByLabel("Ort", { exact: true }).focus();
  await page.keyboard.type("Yngsjö");
  await page.getByLabel(/^Ämne/).focus();
  await page.keyboard.type("Trafik");
  await page.getByLabel("Ansvarar", { exact: true }).focus();
  await page.keyboard.type("Polisen");
  await page.getByLabel("Roll som ansvarar").focus();
  await page.keyboard.type("Trafikgruppen");
  await page.getByLabel("Ska vara klar").fill("2031-05-20");
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Control+s");
  await expect(row(page, what)).toContainText("Öppen");

  await page.getByRole("link", { name: what }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Läge", { exact: true }).focus();
  await page.keyboard.type("Klar");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("alert")).toContainText("Svaret saknas");
  await page.getByLabel(/^Svar till invånarna/).focus();
  await page.keyboard.type("Vi har mätt. De flesta håller farten.");
  await page.keyboard.press("Control+s");
  await expect(row(page, what)).toContainText("Klar");
  await expect(row(page, what)).toContainText("De flesta håller farten");
});

test("a safety walk leads to an action that knows where it comes from", async ({ page }) => {
  const what = own("Byta lampor");
  await open(page, "/planera/uppfoljning/aktiviteter?kind=safety_walk&owner=police");
  await page.getByRole("link", { name: "Trygghetsvandring", exact: true }).first().click();
  await page.getByRole("link", { name: "Ny åtgärd från aktiviteten" }).click();
  await expect(page.getByText("Åtgärden kommer från")).toBeVisible();
  await expect(page.getByLabel("Ort", { exact: true })).not.toHaveValue("");
  await page.getByLabel("Vad som ska göras").fill(what);
  await page.getByLabel("Ansvarar", { exact: true }).selectOption("Polisen");
  await page.getByLabel("Roll som ansvarar").fill("Kommunpolis");
  await page.getByLabel("Ska vara klar").fill("2031-06-01");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("link", { name: what }).click();
  await expect(page.getByRole("link", { name: "Aktiviteten som åtgärden kommer från" })).toBeVisible();
});
