import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";

export { expect };

/** The accounts of the demonstration, by their role. */
const emails = {
  planner: "planerare@exempel.se",
  crew: "patrull@exempel.se",
  coordinator: "samordnare@exempel.se",
  communicator: "kommunikator@exempel.se",
  admin: "admin@exempel.se",
};

export type Role = keyof typeof emails;

const password = "en tur till byn varje vecka";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Signs in on the page that a person would use, and stays on the page that it leads to. */
export async function signIn(page: Page, role: Role, till = "/planera"): Promise<void> {
  await page.goto(`/logga-in?till=${encodeURIComponent(till)}`);
  await page.getByLabel("E-postadress").fill(emails[role]);
  await page.getByLabel("Lösenord", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Logga in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/logga-in"));
}

/** What a browser keeps once somebody has signed in. */
async function stateOf(browser: Browser, baseURL: string, role: Role): Promise<State> {
  const context = await browser.newContext({ baseURL, locale: "sv-SE" });
  try {
    await signIn(await context.newPage(), role);
    return await context.storageState();
  } finally {
    await context.close();
  }
}

interface ForTest {
  /** Who is signed in. */
  role: Role;
  plannerPage: void;
}
interface ForWorker {
  states: Map<Role, State>;
}

/**
 * Playwright's test as somebody who is signed in to the planner's app, with what holds
 * for every page of it: no other host is asked, the policy is never broken, nothing
 * fails uncaught, and no error is logged but that the server refused something.
 */
export const test = base.extend<ForTest, ForWorker>({
  role: ["planner", { option: true }],
  states: [async ({}, use) => use(new Map()), { scope: "worker" }],
  storageState: async ({ browser, baseURL, role, states }, use) => {
    const state = states.get(role) ?? (await stateOf(browser, baseURL!, role));
    states.set(role, state);
    await use(state);
  },
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
