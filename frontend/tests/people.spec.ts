import type { Page } from "@playwright/test";
import { overflow, spaceText, tabStops, violations } from "./accessibility.js";
import { expect, open, signIn, test, type Role } from "./planner.js";

const pages: { path: string; role: Role }[] = [
  { path: "/planera/konto", role: "planner" },
  { path: "/planera/personer", role: "admin" },
  { path: "/planera/personer/ny", role: "admin" },
  { path: "/planera/granskning", role: "admin" },
];

for (const { path, role } of pages) {
  test.describe(`${path} as ${role}`, () => {
    test.use({ role });

    test("is well formed and accessible", async ({ page }) => {
      await open(page, path);
      await expect(page.locator("h1")).toHaveCount(1);
      expect(await overflow(page), "pixels to scroll sideways").toBe(0);
      expect(await violations(page)).toEqual([]);
    });

    test("has room for text set wide", async ({ page }) => {
      await spaceText(page);
      await open(page, path);
      expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    });

    test("leads the keyboard, visibly", async ({ page }) => {
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

test.describe("the menu", () => {
  const entries = async (page: Page) => {
    await open(page, "/planera/konto");
    const menu = page.getByRole("button", { name: "Meny" });
    if (await menu.isVisible()) await menu.click();
    return page.getByRole("navigation", { name: "Meny" }).last().getByRole("link").allTextContents();
  };

  test("shows a planner what a planner may", async ({ page }) => {
    const shown = await entries(page);
    expect(shown).toContain("Evenemang");
    expect(shown).not.toContain("Granskning");
    expect(shown).not.toContain("Personer");
  });

  test.describe("of an administrator", () => {
    test.use({ role: "admin" });

    test("shows people and the audit log too", async ({ page }) => {
      expect(await entries(page)).toEqual(expect.arrayContaining(["Personer", "Granskning"]));
    });
  });
});

test.describe("a communicator", () => {
  test.use({ role: "communicator" });

  test("reads registers but changes none", async ({ page }) => {
    await open(page, "/planera/register/localities");
    await expect(page.getByRole("link", { name: "Ny ort" })).toHaveCount(0);
    await page.getByRole("link", { name: "Degeberga" }).click();
    await expect(page.getByText("Du kan läsa det här men inte ändra det.")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Namn", exact: true })).toBeDisabled();
    await expect(page.getByRole("button", { name: "Spara" })).toHaveCount(0);
  });
});

test("a key for a program is shown once, opens the API, and stops when it is revoked", async ({ page, playwright, baseURL }, info) => {
  const name = `Nyckel ${info.project.name} ${Date.now()}`;
  await open(page, "/planera/konto");
  await page.getByRole("button", { name: "Ny programnyckel" }).click();
  const dialog = page.getByRole("dialog", { name: "Ny programnyckel" });
  await dialog.getByRole("button", { name: "Skapa nyckeln" }).click();
  await expect(dialog.getByRole("textbox", { name: "Namn", exact: true })).toHaveAccessibleDescription(/saknas/i);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Skapa nyckeln" }).click();
  const secret = await dialog.getByLabel(name).inputValue();
  expect(secret).toMatch(/^mpk_/);
  await dialog.getByRole("button", { name: "Klart" }).click();
  await page.reload();
  await expect(page.getByText(name)).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const machine = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { Authorization: `Bearer ${secret}` } });
  expect((await machine.get("/api/v1/sites")).status()).toBe(200);
  await page.getByRole("button", { name: `Återkalla: ${name}` }).click();
  await page.getByRole("dialog", { name: "Återkalla" }).getByRole("button", { name: "Återkalla" }).click();
  await expect(page.getByText("Nyckeln är återkallad.")).toBeVisible();
  expect((await machine.get("/api/v1/sites")).status()).toBe(401);
  await machine.dispose();
});

test("a private calendar's address is shown once and can be revoked", async ({ page }, info) => {
  const name = `Telefon ${info.project.name} ${Date.now()}`;
  await open(page, "/planera/konto");
  await page.getByRole("button", { name: "Ny kalender" }).click();
  const dialog = page.getByRole("dialog", { name: "Ny kalender" });
  await dialog.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Skapa adressen" }).click();
  await expect(dialog.getByLabel("Adress att prenumerera på")).toHaveValue(/\/kalender\/privat\/.+\.ics$/);
  await dialog.getByRole("button", { name: "Klart" }).click();
  await page.getByRole("button", { name: `Återkalla: ${name}` }).click();
  await page.getByRole("dialog", { name: "Återkalla" }).getByRole("button", { name: "Återkalla" }).click();
  await expect(page.getByText("Adressen är återkallad.")).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
});

test("a wrong present password is told beside its field", async ({ page }) => {
  await open(page, "/planera/konto");
  await page.getByRole("button", { name: "Byt lösenord" }).click();
  await page.getByLabel("Nuvarande lösenord").fill("canary-secret, fel lösenord");
  await page.getByLabel("Nytt lösenord").fill("canary-secret, ett långt nytt");
  await page.getByRole("button", { name: "Spara" }).click();
  await expect(page.getByLabel("Nuvarande lösenord")).toHaveAttribute("aria-invalid", "true");
  expect(await violations(page)).toEqual([]);
});

test("another device is signed out", async ({ page, browser, baseURL }) => {
  const other = await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } });
  const there = await other.newPage();
  await signIn(there, "planner", "/planera/konto");
  await open(page, "/planera/konto");
  const devices = page.getByRole("list", { name: "Inloggade enheter" });
  await expect(devices.getByText("den här")).toHaveCount(1);
  const before = await devices.getByRole("listitem").count();
  await devices.getByRole("button", { name: /^Logga ut/ }).first().click();
  await expect(page.getByText("Enheten är utloggad.")).toBeVisible();
  await expect(devices.getByRole("listitem")).toHaveCount(before - 1);
  await there.goto("/planera/register");
  await there.waitForURL(/\/logga-in\?till=%2Fplanera%2Fregister$/);
  await other.close();
});

test.describe("an administrator", () => {
  test.use({ role: "admin" });

  test("adds a person, sends the way in, and closes the account", async ({ page }, info) => {
    const name = `Ny Person ${info.project.name} ${Date.now()}`;
    await open(page, "/planera/personer/ny");
    await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
    await page.getByLabel("E-postadress").fill("ingen adress");
    await page.getByRole("button", { name: "Spara" }).click();
    await expect(page.getByLabel("E-postadress")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("E-postadress").fill(`${Date.now()}-${info.project.name}@exempel.se`);
    await page.getByRole("checkbox", { name: /^Patrull/ }).first().check();
    await page.getByRole("button", { name: "Spara" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await page.getByRole("button", { name: "Skapa länk" }).click();
    await expect(page.getByLabel("Länk att skicka till personen")).toHaveValue(/\/logga-in\/inbjudan#mpk_/);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Avstängd").check();
    await page.getByRole("button", { name: "Spara" }).click();
    await expect(page.getByText("Sparat.")).toBeVisible();
    await page.getByLabel("Sök i Personer").fill(name);
    await expect(page.getByRole("main").getByText("Avstängd", { exact: true })).toBeVisible();
  });

  test("finds in the audit log who did what", async ({ page }) => {
    await open(page, "/planera/granskning");
    await page.getByRole("combobox", { name: "Gjorde" }).selectOption("lade till");
    await page.getByRole("combobox", { name: "Vad", exact: true }).selectOption("ort");
    await expect(page.getByText(/^\d+ händelser$/)).toBeVisible();
    await page.getByRole("button", { name: /^Visa/ }).first().click();
    await expect(page.getByRole("rowheader", { name: "Namn" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    await page.reload();
    await expect(page.getByRole("combobox", { name: "Gjorde" })).toHaveValue("create");
    await page.getByRole("searchbox", { name: "Vem" }).fill("ingen sådan");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Inga händelser passar.")).toBeVisible();
  });
});
