import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";

const programs = {
  apple: "iOS/17.4.1 (21E236) dataaccessd/1.0",
  google: "Google-Calendar-Importer",
  thunderbird: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0",
};

/** Fetches a calendar as a program does, and returns its tag. */
async function fetched(page: Page, path: string, program: keyof typeof programs, tag = ""): Promise<string> {
  const answer = await page.request.get(path, { headers: { "User-Agent": programs[program], ...(tag && { "If-None-Match": tag }) } });
  expect(answer.status()).toBe(tag ? 304 : 200);
  return answer.headers().etag!;
}

/** The line of a table, by what it is about. */
const line = (page: Page, table: string, name: string) =>
  page.getByRole("table", { name: table }).locator("tr").filter({ has: page.getByText(name, { exact: true }) });

/** How many fetches a line of programs has in the seven days. */
async function week(page: Page, name: string): Promise<number> {
  return Number((await line(page, "Per sorts program", name).locator("td").nth(2).textContent())!.replace(/\D/g, ""));
}

test.describe("a communicator", () => {
  test.use({ role: "communicator" });

  test("comes from what is published to how calendars fetch it, and reads it anew, by keyboard alone", async ({ page }) => {
    const tag = await fetched(page, "/kalender/alla.ics", "apple");
    await fetched(page, "/kalender/alla.ics", "apple", tag);
    await fetched(page, "/kalender/g/alla.ics", "google");
    await open(page, "/planera/publicera");
    await page.getByRole("navigation", { name: "Publicera" }).getByRole("link", { name: "Hämtningar" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Hämtningar" })).toBeVisible();
    for (const name of ["Apple Kalender (iPhone, iPad, Mac)", "Google Kalender"]) await expect(line(page, "Per sorts program", name)).toBeVisible();
    await expect(line(page, "Per sorts kalender", "Alla besök")).toBeVisible();
    await expect(page.getByRole("status").getByText(/hämtningar? de senaste sju dagarna/)).toBeVisible();
    await expect(page.getByText(/mellanlagring \(cache\)/)).toBeVisible();

    const before = await week(page, "Google Kalender");
    await fetched(page, "/kalender/g/alla.ics", "google");
    await page.getByRole("button", { name: "Läs av igen" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => week(page, "Google Kalender")).toBeGreaterThan(before);
  });

  test("reads all of it on any screen", async ({ page }) => {
    await fetched(page, "/kalender/alla.ics", "thunderbird");
    await open(page, "/planera/publicera/hamtningar");
    await expect(line(page, "Per sorts program", "Thunderbird")).toContainText(/\d/);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  });
});

test.describe("the crew", () => {
  test.use({ role: "crew" });

  test("is not bothered with how calendars are fetched", async ({ page }) => {
    await open(page, "/planera/publicera");
    await expect(page.getByRole("heading", { level: 1, name: "Publicera" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Hämtningar" })).toHaveCount(0);
  });
});
