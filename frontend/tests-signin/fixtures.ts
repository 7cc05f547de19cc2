import { test as base, expect, type Page } from "@playwright/test";
import { server } from "./server.js";

export { expect };

export const cookieName = "__Host-poliskontor";

/** Playwright's test with a promise: no page logs an error that is not foreseen. */
export const test = base.extend<{ calm: void; foreseen: RegExp }>({
  foreseen: [/^$/, { option: true }],
  calm: [
    async ({ context, page: _, foreseen }, use) => {
      const broken: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error" && !foreseen.test(message.text())) {
          broken.push(`console error: ${message.text()} (${message.location().url})`);
        }
      });
      context.on("weberror", (error) => broken.push(`uncaught: ${error.error().message}`));
      await use();
      expect(broken, "promises of every page").toEqual([]);
    },
    { auto: true },
  ],
});

export async function signIn(page: Page, address = ""): Promise<void> {
  await page.goto(`${address}/logga-in`);
  await page.getByLabel("E-postadress").fill(server.email);
  await page.getByLabel("Lösenord", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Logga in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Du är inloggad");
}

/** Signs somebody in at the provider, once it asks. */
export async function consent(page: Page, person: string): Promise<void> {
  await page.getByLabel("Username").fill(person);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Login" }).click();
}

export async function throughProvider(page: Page, person: string): Promise<void> {
  await page.goto("/logga-in");
  await page.getByRole("link", { name: "Logga in med Polisens konto" }).click();
  await consent(page, person);
}

/** Whoever is let in sees it on this page. */
export async function expectNobody(page: Page): Promise<void> {
  await page.goto("/logga-in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Logga in");
}
