import { overflow, spaceText, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";

// A week of its own for each window, far back, so that no other test meets it.
const weekOf = (project: string) => (project.includes("phone") ? "2024-W10" : "2024-W11");

test.describe("the lägesbild", () => {
  test("is well formed and accessible", async ({ page }) => {
    await open(page, "/planera/dialog/lagesbild");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Lägesbild vecka");
    await expect(page.getByRole("heading", { name: "Polisens del" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Dialog" }).getByRole("link", { name: "Lägesbild" })).toHaveAttribute("aria-current", "page");
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  test("has room for text set wide", async ({ page }) => {
    await spaceText(page);
    await open(page, "/planera/dialog/lagesbild");
    await expect(page.getByRole("heading", { name: "Polisens del" })).toBeVisible();
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  });

  test("is written, released and taken back by keyboard alone, and the kommun's part waits", async ({ page }, info) => {
    await open(page, `/planera/dialog/lagesbild?vecka=${weekOf(info.project.name)}`);
    await expect(page.getByText("Kommunen har inte släppt sin del än.")).toBeVisible();
    const words = page.getByRole("textbox", { name: "Vad vill ni säga om veckan?" });
    await words.fill("Ring 850709-9805.");
    await page.getByRole("button", { name: "Spara", exact: true }).press("Enter");
    await expect(words).toHaveAttribute("aria-invalid", "true");
    await words.fill(`Lugnt på alla orter ${Date.now()}.`);
    const said = await words.inputValue();
    await page.getByRole("button", { name: "Släpp vår del" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Släpp vår del" }).press("Enter");
    await expect(page.getByRole("button", { name: "Ta tillbaka" })).toBeVisible();
    await expect(page.getByText(said)).toBeVisible();
    await page.getByRole("button", { name: "Ta tillbaka" }).press("Enter");
    await expect(page.getByRole("button", { name: "Släpp vår del" })).toBeVisible();
  });

  test("opens to a group by its link until that is closed", async ({ page, browser, baseURL }, info) => {
    const name = `Gruppen ${info.project.name} ${Date.now()}`;
    await open(page, "/planera/dialog/lagesbild");
    await page.getByRole("button", { name: "Gör en länk" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Gruppens namn" }).fill(name);
    await dialog.getByLabel("Gäller till").fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
    await dialog.getByRole("button", { name: "Gör länken" }).click();
    const address = await dialog.getByRole("textbox", { name: "Länkens adress" }).inputValue();
    await dialog.getByRole("button", { name: "Klart" }).click();

    const group = await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } });
    try {
      const shared = await group.newPage();
      await shared.goto(new URL(address).pathname);
      await expect(shared.getByRole("heading", { level: 1 })).toContainText("Lägesbild vecka");
      expect(await overflow(shared), "pixels to scroll sideways").toBe(0);
      expect(await violations(shared)).toEqual([]);
      expect(await group.cookies()).toEqual([]);
      await page.getByRole("button", { name: `Stäng länken: ${name}` }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Stäng länken" }).click();
      await expect(page.getByText(name)).toHaveCount(0);
      expect((await shared.goto(new URL(address).pathname))?.status()).toBe(404);
    } finally {
      await group.close();
    }
  });
});
