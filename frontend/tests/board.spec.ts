import { overflow, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";

const views = ["År", "Kvartal", "Månad", "Vecka", "Tabell"];

test.describe("the season", () => {
  for (const view of views) {
    test(`is accessible and fits the window: ${view}`, async ({ page }) => {
      await open(page, "/planera/sasong");
      await page.getByRole("button", { name: view, exact: true }).click();
      expect(await overflow(page), "pixels to scroll sideways").toBe(0);
      expect(await violations(page)).toEqual([]);
    });
  }

  test.describe("in the dark", () => {
    test.use({ colorScheme: "dark" });

    test("is accessible", async ({ page }) => {
      await open(page, "/planera/sasong");
      expect(await violations(page)).toEqual([]);
    });
  });

  test("remembers whether it is a board or a table", async ({ page }) => {
    await open(page, "/planera/sasong");
    await page.getByRole("button", { name: "Tabell", exact: true }).click();
    await open(page, "/planera/sasong");
    await expect(page.getByRole("table", { name: "Besök" })).toBeVisible();
  });

  test("goes to a week by its number, the 53rd too", async ({ page }, { project }) => {
    const search = async () => project.name === "phone" && (await page.getByRole("button", { name: "Sök", exact: true }).click());
    await open(page, "/planera/sasong");
    await search();
    await page.getByLabel("Vecka", { exact: true }).fill("2027 v 20");
    await page.getByRole("button", { name: "Gå till" }).click();
    await expect(page.getByRole("gridcell", { name: /vecka 20/ }).and(page.locator(":focus"))).toBeVisible();
    await search();
    await page.getByLabel("Vecka", { exact: true }).fill("99");
    await page.getByRole("button", { name: "Gå till" }).click();
    await expect(page.getByText("Veckan ligger inte i perioden.")).toBeVisible();
  });

  test("says what moving a visit does before it is saved, and is accessible while it does", async ({ page }) => {
    await open(page, "/planera/sasong");
    await page.getByRole("gridcell", { name: /Annonserat/ }).nth(3).click();
    await page.getByRole("button", { name: "Flytta till…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Dag").fill("2027-12-31");
    await expect(dialog.getByRole("region", { name: "Vad det betyder för löftena" })).toContainText("Kontoret är inte bemannat då.");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Avbryt" }).click();
    await page.getByRole("button", { name: "Ställ in…" }).click();
    expect(await violations(page)).toEqual([]);
  });

  test("shows why a place is not visited, and what fits best in a shift", async ({ page }, { project }) => {
    test.skip(project.name === "phone", "the same panel, below the board");
    await open(page, "/planera/sasong");
    await page.getByRole("button", { name: "Vecka", exact: true }).click();
    await page.getByRole("button", { name: "Nästa vecka" }).click();
    const week = page.getByRole("region", { name: /per kontor och timme/ });
    await week.getByRole("button", { name: /^Vad passar bäst här/ }).first().press("Enter");
    await expect(page.getByRole("dialog", { name: "Vad passar bäst här?" }).getByRole("listitem").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await week.locator("[aria-describedby]").first().click();
    await page.getByText("Veckans pass").click();
    await page.getByRole("complementary", { name: "Det valda" }).getByRole("button", { name: /^Vad passar bäst här/ }).first().click();
    await expect(page.getByRole("complementary", { name: "Det valda" }).getByRole("listitem").first()).toBeVisible();
    await page.getByRole("button", { name: "År", exact: true }).click();
    await page.locator('[data-row="1"] .track').click({ position: { x: 400, y: 3 } });
    // To a week in which the place is not visited, wherever the plan has put its visits.
    const why = page.getByRole("button", { name: "Varför inte?" });
    await expect(async () => {
      if (!(await why.isVisible())) await page.getByRole("complementary", { name: "Det valda" }).getByRole("button", { name: "Nästa vecka" }).click();
      await expect(why).toBeVisible({ timeout: 500 });
    }).toPass();
    await why.click();
    await expect(page.getByRole("complementary", { name: "Det valda" })).toContainText(/Inte dags än|Går inte|Fullt|Ledigt|Möjligt|Tränger/);
  });
});

for (const path of ["/planera/forslag", "/planera/publicera"]) {
  test(`${path} is accessible and fits the window`, async ({ page }) => {
    await open(page, path);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    expect(await violations(page)).toEqual([]);
  });
}
