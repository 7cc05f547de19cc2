import { test as base, expect, type Page } from "@playwright/test";
import { token } from "../playwright.config.js";

export { expect };

/**
 * Playwright's test as somebody who is signed in to the planner's app, with what holds
 * for every page of it: no other host is asked, the policy is never broken, nothing
 * fails uncaught, and no error is logged but that the server refused something.
 */
export const test = base.extend<{ plannerPage: void }>({
  extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  plannerPage: [
    async ({ context, page: _, baseURL }, use) => {
      const home = new URL(baseURL!).host;
      const broken: string[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== home) {
          broken.push(`asked another host: ${request.method()} ${url}`);
        }
      });
      context.on("console", (message) => {
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
          broken.push(`console error: ${message.text()}`);
        }
      });
      context.on("weberror", (error) => broken.push(`uncaught: ${error.error().message}`));
      await use();
      expect(broken, "promises of every page of the app").toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page of the app and waits until it shows what it is about. */
export async function open(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await settled(page);
}

/** Waits until the page has its heading and nothing is being fetched. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("main h1")).toBeVisible();
  await expect(page.getByText("Hämtar", { exact: true })).toHaveCount(0);
}
