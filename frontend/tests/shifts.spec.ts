import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, settled, test } from "./planner.js";

/**
 * Makes an office of the test's own, so that its shifts are in nobody's way, and opens
 * the form of a new series for it.
 */
async function begin(page: Page, name: string): Promise<void> {
  await open(page, "/planera/register/offices/ny");
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await page.getByLabel("Läge").fill("56.03, 14.16");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Tillagt.")).toBeVisible();
  await page.goto("/planera/register/shifts/serier/ny");
  await settled(page);
  await page.getByLabel("Kontor").selectOption({ label: name });
}

async function describeSeries(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole("checkbox", { name: "mån" }).check();
  await page.getByLabel("Börjar").fill("9");
  await page.getByLabel("Slutar").fill("17");
  await page.getByLabel("Från", { exact: true }).fill(from);
  await page.getByLabel("Till och med").fill(to);
}

const unique = (info: { title: string; project: { name: string } }) => `Kontor ${info.title.slice(0, 10)} ${info.project.name} ${Date.now()}`;

const plan = (page: Page) => page.getByRole("region", { name: "Passen" });

test("warns of week 53, and makes all shifts of a pattern at once", async ({ page }, info) => {
  const office = unique(info);
  await begin(page, office);
  await describeSeries(page, "2026-12-14", "2027-01-31");
  await expect(plan(page).getByRole("status")).toHaveText("7 nya pass");
  await page.getByLabel("Veckor", { exact: true }).selectOption("odd");
  await expect(plan(page).getByRole("status")).toHaveText("4 nya pass");
  await expect(plan(page)).toContainText("2026 har en vecka 53. Den följs av vecka 1, 4 jan. 2027: två udda veckor i rad.");
  await expect(plan(page).getByRole("listitem").filter({ hasText: "4 jan. 2027" })).toContainText("andra udda veckan i rad");
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  expect(await violations(page)).toEqual([]);

  await plan(page).getByRole("button", { name: "Undanta: mån 4 jan. 2027" }).click();
  await expect(plan(page).getByRole("status")).toHaveText("3 nya pass, 1 dag hoppas över");
  await page.getByRole("button", { name: "Lägg till 3 pass" }).click();
  await expect(page.getByText("3 pass sparade.")).toBeVisible();

  // The same pattern again collides with itself, and says on which days.
  await open(page, "/planera/register/shifts/serier/ny");
  await page.getByLabel("Kontor").selectOption({ label: office });
  await describeSeries(page, "2027-01-18", "2027-01-31");
  await expect(plan(page)).toContainText("1 dag står i vägen");
  await expect(page.getByRole("button", { name: "Lägg till 1 pass" })).toBeDisabled();
  await plan(page).getByRole("button", { name: "Undanta de dagar som krockar" }).click();
  await expect(page.getByRole("button", { name: "Lägg till 1 pass" })).toBeEnabled();
});

test("changes and removes the rest of a series from a day on", async ({ page }, info) => {
  const office = unique(info);
  await begin(page, office);
  await describeSeries(page, "2027-02-01", "2027-03-07");
  await page.getByRole("button", { name: "Lägg till 5 pass" }).click();
  await expect(page.getByText("5 pass sparade.")).toBeVisible();

  const openSeries = async (nth: number) => {
    await page.getByLabel("Sök i Passerier").fill(office);
    await page.getByRole("link", { name: /09\.00|10\.00/ }).nth(nth).click();
    await expect(page.getByRole("heading", { level: 1, name: "Passerie" })).toBeVisible();
    await expect(plan(page)).toBeVisible();
  };
  await openSeries(0);
  await page.getByLabel("Ändra från och med").fill("2027-02-15");
  await page.getByLabel("Börjar").fill("10");
  await page.getByLabel("Börjar").press("Tab");
  await expect(plan(page).getByRole("status")).toHaveText("3 ändras");
  await page.getByRole("button", { name: "Ändra passen" }).click();
  await expect(page.getByText("3 pass sparade.")).toBeVisible();

  await openSeries(1);
  await page.getByLabel("Ändra från och med").fill("2027-02-22");
  await page.getByRole("button", { name: "Ta bort resten" }).click();
  const question = page.getByRole("dialog", { name: "Ta bort resten" });
  await expect(question).toContainText("2 pass tas bort.");
  expect(await violations(page)).toEqual([]);
  await question.getByRole("button", { name: "Ta bort" }).click();
  await expect(page.getByText("2 borttagna.")).toBeVisible();

  await open(page, "/planera/register/shifts");
  await page.getByLabel("Sök i Bemannade pass").fill(office);
  await expect(page.getByRole("row").filter({ hasText: office })).toHaveCount(3);
});

test("a series is made by keyboard alone", async ({ page }, info) => {
  await begin(page, unique(info));
  await page.getByRole("checkbox", { name: "mån" }).focus();
  await page.keyboard.press("Space");
  for (const [label, typed] of [["Börjar", "9"], ["Slutar", "17"]] as const) {
    await page.getByLabel(label).focus();
    await page.keyboard.type(typed);
  }
  await page.getByLabel("Från", { exact: true }).fill("2027-04-12");
  await page.getByLabel("Till och med").fill("2027-04-18");
  await page.getByLabel("Till och med").press("Tab");
  await expect(plan(page).getByRole("status")).toHaveText("1 nytt pass");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("1 pass sparat.")).toBeVisible();
});
