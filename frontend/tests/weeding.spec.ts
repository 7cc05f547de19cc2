import { overflow, spaceText, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";

test.describe("weeding", () => {
  test.use({ role: "admin" });

  test("has a page that is well formed and accessible", async ({ page }) => {
    await open(page, "/planera/gallring");
    await expect(page.getByRole("heading", { level: 1, name: "Gallring" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Lägg till ett undantag" })).toBeVisible();
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  test("has room for text set wide", async ({ page }) => {
    await spaceText(page);
    await open(page, "/planera/gallring");
    await expect(page.getByRole("button", { name: "Lägg till ett undantag" })).toBeVisible();
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  });

  test("needs a hold to name something, and lifts it by keyboard alone", async ({ page }, info) => {
    const reason = `Begäran om utlämnande ${info.project.name} ${Date.now()}`;
    await open(page, "/planera/gallring");
    await page.getByRole("button", { name: "Lägg till ett undantag" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Skäl" }).fill(reason);
    await dialog.getByRole("textbox", { name: "Skäl" }).press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("Säg vad som ska vara kvar");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("textbox", { name: "Handlingens nummer" }).fill("ingen-handling");
    await dialog.getByRole("textbox", { name: "Handlingens nummer" }).press("Enter");
    await expect(page.getByText(reason)).toBeVisible();
    await page.getByRole("button", { name: `Häv undantaget: ${reason}` }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Häv undantaget" }).press("Enter");
    await expect(page.getByText(reason)).toHaveCount(0);
  });
});
