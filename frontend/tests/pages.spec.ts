import type { Page } from "@playwright/test";
import { overflow, tabStops, violations } from "./accessibility.js";
import { expect, test } from "./fixtures.js";

/** Stands for the first visit that the start page names: its id differs every time. */
const firstVisit = "/besok/{id}";

const paths = ["/", "/orter/ahus", firstVisit, "/prenumerera", "/andringar", "/tillganglighet", "/om"];

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
