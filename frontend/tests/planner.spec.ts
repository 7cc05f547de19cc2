import type { Page } from "@playwright/test";
import { overflow, tabStops, violations } from "./accessibility.js";
import { expect, open, settled, test } from "./planner.js";

const paths = [
  "/planera/register",
  "/planera/register/localities",
  "/planera/register/localities/ny",
  "/planera/register/shifts",
  "/planera/register/shifts/ny",
  "/planera/register/seasons/ny",
  "/planera/evenemang",
  "/planera/evenemang/ny",
  "/planera/loften",
  "/planera/finns/inte",
];

for (const path of paths) {
  test.describe(path, () => {
    test("is well formed and accessible", async ({ page }) => {
      await open(page, path);
      await expect(page.locator("html")).toHaveAttribute("lang", "sv");
      await expect(page.locator("h1")).toHaveCount(1);
      expect(await overflow(page), "pixels to scroll sideways").toBe(0);
      expect(await violations(page)).toEqual([]);
    });

    test("leads the keyboard, visibly, with a skip link first", async ({ page }) => {
      await open(page, path);
      const stops = await tabStops(page);
      expect(stops[0]?.leadsTo).toBe("main");
      expect(stops.filter((stop) => !stop.visible).map((stop) => stop.element)).toEqual([]);
    });

    test.describe("in the dark", () => {
      test.use({ colorScheme: "dark" });

      test("is accessible", async ({ page }) => {
        await open(page, path);
        expect(await violations(page)).toEqual([]);
      });
    });
  });
}

test("is loaded at first in less than 150 kB", async ({ page }) => {
  await open(page, "/planera");
  const bytes = await page.evaluate(() => {
    const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return (loaded as PerformanceResourceTiming[])
      .filter(({ name }) => !new URL(name).pathname.startsWith("/api/"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(150_000);
});

test("shows what a pledge promises", async ({ page }) => {
  await open(page, "/planera/loften");
  await page.locator('main a[href^="/planera/loften/"]:not([href$="/ny"])').first().click();
  await expect(page.getByRole("heading", { level: 2, name: "Åtaganden" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 3 }).first()).toBeVisible();
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  expect(await violations(page)).toEqual([]);
});

test("starts at the first page of the menu", async ({ page }) => {
  await open(page, "/planera");
  expect(new URL(page.url()).pathname).not.toBe("/planera");
});

test("speaks English when asked to, and remembers", async ({ page }) => {
  await open(page, "/planera/konto");
  await page.getByRole("region", { name: "Inställningar" }).getByRole("radio", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto("/planera/register/sites/ny");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New site");
});

test("moves the focus to the heading of the page that was asked for", async ({ page }) => {
  await open(page, "/planera/register");
  await page.getByRole("main").getByRole("link", { name: "Uppställningsplatser" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Uppställningsplatser" })).toBeFocused();
  expect(await page.title()).toContain("Uppställningsplatser");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Register" })).toBeFocused();
});

/** A name that no other test and no other run uses. */
const unique = (test: { title: string; project: { name: string } }) => `${test.title} ${test.project.name} ${Date.now()}`;

async function addOccasion(page: Page, name: string): Promise<void> {
  await open(page, "/planera/evenemang/ny");
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await page.getByLabel("Från").fill("2027-07-10");
  await page.getByLabel("Till och med").fill("2027-07-11");
  await page.getByLabel("Öppnar").fill("10");
  await page.getByLabel("Stänger").fill("18.30");
  await page.getByLabel("Uppställningsplats").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Tillagt.")).toBeVisible();
}

async function openOccasion(page: Page, name: string): Promise<void> {
  await open(page, "/planera/evenemang");
  await page.getByLabel("Sök i Evenemang").fill(name);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("an occasion is added, changed, and the change undone", async ({ page }, info) => {
  const name = unique(info);
  await addOccasion(page, name);
  await openOccasion(page, name);
  await expect(page.getByLabel("Stänger")).toHaveValue("18:30");
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(`${name} två`);
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Sparat.")).toBeVisible();
  await page.getByLabel("Sök i Evenemang").fill(name);
  await expect(page.getByRole("link", { name: `${name} två` })).toBeVisible();
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByText("Ändringen är återtagen.")).toBeVisible();
  await page.getByLabel("Sök i Evenemang").fill(name);
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
});

test("the bar holds as many links as there is room for, at any width", async ({ page }, { project }) => {
  test.skip(project.name === "phone", "all widths are tried in one window");
  await open(page, "/planera/register");
  const tooWide: string[] = [];
  for (let width = 1024; width < 1240; width++) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const pixels = await overflow(page);
    if (pixels > 0) tooWide.push(`${pixels} at ${width}`);
  }
  expect(tooWide).toEqual([]);
});

test("what is wrong stands beside its field, in the server's words", async ({ page }) => {
  await open(page, "/planera/evenemang/ny");
  await page.getByLabel("Från").fill("2027-07-11");
  await page.getByLabel("Till och med").fill("2027-07-10");
  await page.getByRole("button", { name: "Spara" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Något behöver rättas" });
  await expect(summary).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Namn", exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Namn", exact: true })).toHaveAccessibleDescription(/saknas/i);
  expect(await violations(page)).toEqual([]);
  await summary.getByRole("link", { name: "Namn" }).click();
  await expect(page.getByRole("textbox", { name: "Namn", exact: true })).toBeFocused();
});

test("what was typed is there again after the page was left", async ({ page }) => {
  await open(page, "/planera/register/sites/ny");
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill("Halvskriven plats");
  await page.reload();
  await settled(page);
  await expect(page.getByRole("textbox", { name: "Namn", exact: true })).toHaveValue("Halvskriven plats");
  await page.getByRole("button", { name: "Kasta det" }).click();
  await expect(page.getByRole("textbox", { name: "Namn", exact: true })).toHaveValue("");
});

test("two who change the same thing see both and lose neither", async ({ page, context }, info) => {
  const name = unique(info);
  await addOccasion(page, name);
  await openOccasion(page, name);
  const other = await context.newPage();
  await openOccasion(other, name);
  await page.getByRole("textbox", { name: "Namn", exact: true }).fill(`${name} mitt`);
  await other.getByRole("textbox", { name: "Namn", exact: true }).fill(`${name} deras`);
  await other.getByLabel("Besökare per dag").fill("700");
  await other.getByRole("button", { name: "Spara" }).click();
  await expect(other.getByText("Sparat.")).toBeVisible();

  const conflict = page.getByRole("alert").filter({ hasText: "ändrade medan du skrev" });
  await expect(conflict).toContainText(`${name} deras`);
  await expect(conflict).toContainText(`${name} mitt`);
  await expect(conflict).toContainText("700");
  expect(await violations(page)).toEqual([]);
  await conflict.getByRole("button", { name: "Spara det valda" }).click();
  await expect(page.getByText("Sparat.")).toBeVisible();
  await openOccasion(page, `${name} mitt`);
  await expect(page.getByLabel("Besökare per dag")).toHaveValue("700");
});

test("a lost connection is shown, and what was typed is saved when it returns", async ({ page, context }, info) => {
  const name = unique(info);
  await addOccasion(page, name);
  await openOccasion(page, name);
  await page.getByLabel("Besökare per dag").fill("900");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Ingen kontakt med servern.")).toBeVisible();
  await expect(page.getByLabel("Besökare per dag")).toHaveValue("900");
  await context.setOffline(false);
  await expect(page.getByText("Ingen kontakt med servern.")).toBeHidden({ timeout: 15_000 });
  await expect(page.getByText("Sparat.")).toBeVisible();
});

test.describe("with the keyboard alone", () => {
  test.skip(({ isMobile }) => isMobile, "there is a keyboard on a desk");

  test("one finds the way by the palette and the shortcuts", async ({ page }) => {
    await open(page, "/planera/register");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("ny uppst");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Ny uppställningsplats" })).toBeFocused();
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await expect(page.getByRole("heading", { level: 1, name: "Evenemang" })).toBeFocused();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Kortkommandon" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Kommandon med en enda bokstav").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await expect(page.getByRole("heading", { level: 1, name: "Evenemang" })).toBeVisible();
  });

  test("one sorts and searches a list", async ({ page }) => {
    await open(page, "/planera/register/localities");
    await page.getByRole("columnheader", { name: "Invånare" }).getByRole("button").press("Enter");
    await expect(page.getByRole("columnheader", { name: "Invånare" })).toHaveAttribute("aria-sort", "ascending");
    await page.getByRole("columnheader", { name: "Invånare" }).getByRole("button").press("Enter");
    await expect(page.getByRole("row").nth(1)).toContainText("Kristianstad");
    await page.keyboard.press("/");
    await page.keyboard.type("basort");
    // The head alone is left of what is no basort; others may be added meanwhile.
    await expect(page.getByRole("row").filter({ hasNotText: "Basort" })).toHaveCount(1);
    await expect(page.getByRole("row").filter({ hasText: "Åhus" })).toHaveCount(1);
    expect(new URL(page.url()).searchParams.get("q")).toBe("basort");
  });
});
