import type { Page } from "@playwright/test";
import { overflow, tabStops, violations } from "../tests/accessibility.js";
import { cookieName, expect, signIn, test } from "./fixtures.js";
import { server } from "./server.js";

// Chromium says so of every answer that is not a success.
test.use({ foreseen: /responded with a status of 4/ });

const states: Record<string, (page: Page) => Promise<void>> = {
  "the ways in": async (page) => {
    await page.goto("/logga-in?till=/planera/");
  },
  "the ways in, in English": async (page) => {
    await page.goto("/en/logga-in");
  },
  "what is missing": async (page) => {
    await page.goto("/logga-in");
    await page.getByRole("button", { name: "Logga in", exact: true }).click();
    await expect(page.getByRole("alert").first()).toBeFocused();
  },
  "an invitation": async (page) => {
    await page.goto("/logga-in/inbjudan");
  },
  "who is signed in": (page) => signIn(page),
};

for (const [name, open] of Object.entries(states)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ colorScheme });

      test("is well formed, accessible, and led through by the keyboard", async ({ page }) => {
        await open(page);
        await expect(page.locator("h1")).toHaveCount(1);
        expect(await overflow(page), "pixels to scroll sideways").toBe(0);
        expect(await violations(page)).toEqual([]);
        const stops = await tabStops(page);
        expect(stops.length).toBeGreaterThan(3);
        expect(stops.filter((stop) => !stop.visible).map((stop) => stop.element)).toEqual([]);
      });
    });
  }
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a password lets in, and a mistake is said", async ({ page }) => {
    await page.goto("/logga-in?till=/om");
    await expect(page.getByRole("button", { name: "Logga in med nyckel" })).toBeHidden();
    await page.getByLabel("E-postadress").fill(server.email);
    await page.getByRole("button", { name: "Logga in", exact: true }).click();
    await expect(page.getByRole("alert").first()).toBeFocused();
    await expect(page.getByLabel("E-postadress")).toHaveValue(server.email);
    await page.getByRole("link", { name: "Skriv ett lösenord." }).click();
    await page.getByLabel("Lösenord", { exact: true }).fill(server.password);
    await page.getByRole("button", { name: "Logga in", exact: true }).click();
    await expect(page).toHaveURL("/om");
  });
});

for (const address of [server.address, server.byNumber]) {
  test(`the cookie is kept and taken back at ${new URL(address).hostname}`, async ({ page, context }) => {
    await page.goto(address + "/");
    await page.goto(address + "/logga-in");
    expect(await context.cookies()).toEqual([]);
    await signIn(page, address);
    const cookies = await context.cookies();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatchObject({ name: cookieName, path: "/", secure: true, httpOnly: true, sameSite: "Lax" });
    // It outlives the browser, for seven days at the most.
    expect(cookies[0]!.expires * 1000).toBeGreaterThan(Date.now());
    expect(cookies[0]!.expires * 1000).toBeLessThanOrEqual(Date.now() + 7 * 86_400_000 + 60_000);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.getByRole("button", { name: "Logga ut" }).click();
    await expect(page.getByRole("status")).toHaveText("Du är utloggad.");
    expect(await context.cookies()).toEqual([]);
  });
}

test("an invitation's code is sent in no address", async ({ page }, info) => {
  const code = server.invitations[info.project.name]!;
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url(), request.headers()["referer"] ?? ""));
  await page.goto(`/logga-in/inbjudan#${code}`);
  await expect(page).toHaveURL("/logga-in/inbjudan");
  await expect(page.getByLabel("Inbjudans kod")).toBeHidden();
  await expect(page.getByLabel("Nytt lösenord")).toBeFocused();
  await page.getByLabel("Nytt lösenord").fill(server.password);
  await page.getByLabel("Visa lösenordet").check();
  await expect(page.getByLabel("Nytt lösenord")).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Spara och logga in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Du är inloggad");
  expect(addresses.filter((address) => address.includes(code) && !address.includes("#"))).toEqual([]);
});
