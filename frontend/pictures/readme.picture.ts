import { fileURLToPath } from "node:url";
import { test, type Browser } from "@playwright/test";
import { open, signIn } from "../tests/planner.js";

const file = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

/** A public page as it is first seen in a window. */
async function seen(browser: Browser, baseURL: string, path: string, viewport: { width: number; height: number }): Promise<string> {
  const context = await browser.newContext({ baseURL, locale: "sv-SE", viewport });
  const page = await context.newPage();
  await page.goto(path);
  const picture = await page.screenshot();
  await context.close();
  return `data:image/png;base64,${picture.toString("base64")}`;
}

test("the public pages", async ({ browser, page, baseURL }) => {
  const desk = await seen(browser, baseURL!, "/", { width: 1280, height: 910 });
  const phone = await seen(browser, baseURL!, "/orter/ahus", { width: 390, height: 780 });
  await page.setViewportSize({ width: 1340, height: 720 });
  await page.setContent(`<style>
    body { display: flex; gap: 40px; align-items: center; justify-content: center; height: 100vh; margin: 0; background: #e8edf2; }
    img { border: 1px solid #a9bccd; height: 640px; border-radius: 6px; } img + img { border-radius: 20px; }
  </style><img alt="" src="${desk}"><img alt="" src="${phone}">`);
  await page.screenshot({ path: file("screenshot.png") });
});

test("the season board", async ({ page }) => {
  await signIn(page, "planner");
  await open(page, "/planera/sasong");
  await page.getByRole("button", { name: "År", exact: true }).click();
  await page.getByRole("grid").getByRole("gridcell").first().waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file("planner.png") });
});
