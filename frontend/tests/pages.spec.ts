import type { Page } from "@playwright/test";
import { overflow, tabStops, violations } from "./accessibility.js";
import { expect, test } from "./fixtures.js";

/** Stands for the first visit that the start page names: its id differs every time. */
const firstVisit = "/besok/{id}";

const paths = ["/", "/orter/ahus", "/affisch/ahus", firstVisit, "/prenumerera", "/andringar", "/manad", "/texter", "/loften", "/loften/kristianstad-samverkan-2025-2028", "/tillganglighet", "/om", "/inbaddning"];

const languages = [
  { lang: "sv", prefix: "" },
  { lang: "en", prefix: "/en" },
];

async function open(page: Page, prefix: string, path: string): Promise<void> {
  let address = prefix + path;
  if (path === firstVisit) {
    await page.goto(`${prefix}/`);
    const visit = page.locator(`a[href*="${prefix}/besok/"]`).first();
    address = (await visit.getAttribute("href"))!;
  }
  const answer = await page.goto(address);
  expect(answer?.status(), address).toBe(200);
}

/** What the browser keeps for the site after the page has been shown. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map((database) => `indexedDB ${database.name}`),
    ...(document.cookie === "" ? [] : [`cookie ${document.cookie}`]),
  ]);
}

for (const { lang, prefix } of languages) {
  for (const path of paths) {
    test.describe(prefix + path, () => {
      test("is well formed and accessible, and keeps nothing", async ({ page }) => {
        await open(page, prefix, path);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        await expect(page.locator("h1")).toHaveCount(1);
        expect(await overflow(page), "pixels to scroll sideways").toBe(0);
        expect(await violations(page)).toEqual([]);
        expect(await kept(page)).toEqual([]);
      });

      test("leads the keyboard, visibly, with a skip link first", async ({ page }) => {
        await open(page, prefix, path);
        const stops = await tabStops(page);
        const target = stops[0]?.leadsTo;
        expect(target, `where the first stop leads within the page: ${stops[0]?.element}`).toBeTruthy();
        await expect(page.locator(`main[id="${target}"], main [id="${target}"]`)).toHaveCount(1);
        expect(stops.filter((stop) => !stop.visible).map((stop) => stop.element)).toEqual([]);
      });

      test.describe("in the dark", () => {
        test.use({ colorScheme: "dark" });

        test("is accessible", async ({ page }) => {
          await open(page, prefix, path);
          expect(await violations(page)).toEqual([]);
        });
      });

      test.describe("without JavaScript", () => {
        test.use({ javaScriptEnabled: false });

        test("works", async ({ page }) => {
          await open(page, prefix, path);
          await expect(page.locator("h1")).toBeVisible();
          await expect(page.locator("main").getByText(/\S/).filter({ visible: true }).nth(1)).toBeVisible();
          expect(await overflow(page), "pixels to scroll sideways").toBe(0);
        });
      });
    });
  }
}

test.describe("the map on the start page", () => {
  test("comes after the list, leads where it does, and is reached by keyboard", async ({ page }) => {
    await page.goto("/");
    const map = page.getByRole("group", { name: /^Karta över orterna i Kristianstads kommun/ });
    await map.scrollIntoViewIfNeeded();
    const links = map.getByRole("link");
    expect(await links.count()).toBeGreaterThan(10);
    const listed = await page.locator(".place-list a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const link of await links.all()) expect(listed).toContain(await link.getAttribute("href"));
    const place = map.getByRole("link", { name: /^Åhus/ });
    await place.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: "Här står kontoret i Åhus" })).toBeVisible();
  });

  test("leaves the first view small", async ({ page }) => {
    await page.goto("/", { waitUntil: "load" });
    const bytes = await page.evaluate(() =>
      ([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")] as PerformanceResourceTiming[]).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(60_000);
  });
});

test("a place says where the office stands, and asks a map elsewhere only when it is followed", async ({ page }) => {
  await page.goto("/orter/ahus");
  const sites = page.getByRole("region", { name: "Här står kontoret i Åhus" });
  await expect(sites.getByText("Parkering", { exact: true }).first()).toBeVisible();
  await expect(sites.getByText("Tillgänglighet", { exact: true }).first()).toBeVisible();
  await expect(sites.getByRole("link", { name: /openstreetmap\.org/ }).first()).toHaveAttribute("href", /^https:\/\/www\.openstreetmap\.org\//);
  await expect(sites.getByRole("link", { name: /telefonens karta/ }).first()).toHaveAttribute("href", /^geo:55\.9/);
  await sites.getByRole("group").getByRole("link", { name: /^1 / }).click();
  await expect(page).toHaveURL(/#plats-1$/);
});
