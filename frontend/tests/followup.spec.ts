import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";

const example = /^Mobilt poliskontor i basorterna/;

/** A follow-up that is there, on the demonstration's own pledge. */
async function followUp(page: Page, path = "/planera/uppfoljning"): Promise<void> {
  await open(page, path);
  await expect(page.getByLabel("Löfte", { exact: true })).toBeVisible();
}

async function looksWell(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
}

test.describe("a coordinator", () => {
  test.use({ role: "coordinator" });

  test("sees how each commitment is kept, and opens a figure to its rows", async ({ page }) => {
    await followUp(page);
    await expect(page.getByRole("heading", { name: example })).toBeVisible();
    await looksWell(page);
    const visits = page.locator("details", { hasText: "Besök i varje basort minst var tredje vecka" });
    await visits.locator("summary").focus();
    await page.keyboard.press("Enter");
    const waits = visits.getByRole("table", { name: "Väntan mellan besöken, i dagar då löftet gällde" });
    for (const place of ["Arkelstorp", "Degeberga", "Fjälkinge", "Tollarp", "Åhus", "Önnestad"]) {
      await expect(waits.getByRole("rowheader", { name: place, exact: true })).toBeVisible();
    }
    // What the figure says it counts is what its rows are.
    const said = await visits.locator("summary").textContent();
    const rows = visits.getByRole("table", { name: "Besök som räknas" }).locator("tbody tr");
    expect(Number(said!.match(/Gjort:\s*(\d+) besök/)![1])).toBe(await rows.count());
    await expect(rows.first().getByRole("link")).toHaveAttribute("href", /^\/planera\/uppfoljning\/besok\//);
    await looksWell(page);
  });

  test("has a table beside every chart, with the same figures", async ({ page }) => {
    await followUp(page);
    const chart = page.getByRole("img", { name: /^Genomförda av annonserade besök per månad\./ });
    await expect(chart).toBeVisible();
    const told = (await chart.getAttribute("aria-label"))!.replace(/^[^.]*\. |\.$/g, "").split("; ");
    const table = page.getByRole("table", { name: "Besök per månad" });
    await expect(table.locator("tbody tr")).toHaveCount(told.length);
    for (const [i, month] of told.entries()) {
      const [, name, held, announced] = month.match(/^(.*): (\d+) av (\d+)$/)!;
      await expect(table.locator("tbody tr").nth(i)).toHaveText(new RegExp(`^${name}\\s*${announced}\\s*${held}`));
    }
  });

  test("chooses another pledge by keyboard, and says nothing in per cent where nothing is promised in figures", async ({ page }) => {
    await followUp(page);
    const pledge = page.getByLabel("Löfte", { exact: true });
    await pledge.focus();
    await pledge.selectOption({ label: "Medborgarlöften Kristianstad 2025" });
    await expect(page.getByRole("heading", { name: "Medborgarlöften Kristianstad 2025" })).toBeVisible();
    await expect(page).toHaveURL(/lofte=/);
    await expect(page.locator("details", { hasText: "Tobak och alkohol bland unga" }).locator(".tag")).toHaveText("Utan siffra");
    await page.reload();
    await expect(page.getByRole("heading", { name: "Medborgarlöften Kristianstad 2025" })).toBeVisible();
  });

  test("reads the report, prints it without the page around it, and fetches it in each form", async ({ page }) => {
    await followUp(page);
    await page.getByRole("link", { name: "Visa som rapport" }).click();
    await expect(page.getByRole("heading", { name: /^Uppföljning: / })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Källor och räknesätt" })).toBeVisible();
    await looksWell(page);
    for (const chart of await page.getByRole("article").getByRole("img").all()) {
      await expect(chart.locator("xpath=ancestor::figure/following-sibling::*[1]").locator("table")).toHaveCount(1);
    }
    for (const [name, type] of [["Hämta PDF", "application/pdf"], ["Hämta för att ändra (DOCX)", "wordprocessingml"], ["Hämta alla siffror (XLSX)", "spreadsheetml"]] as const) {
      const address = await page.getByRole("link", { name }).getAttribute("href");
      const answer = await page.request.get(address!);
      expect(answer.status(), name).toBe(200);
      expect(answer.headers()["content-type"]).toContain(type);
      expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="uppfoljning-/);
    }
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("link", { name: "Hämta PDF" })).toBeHidden();
    await expect(page.getByLabel("Löfte", { exact: true })).toBeHidden();
    await expect(page.getByRole("heading", { name: "Sammanfattning" })).toBeVisible();
  });
});

test("the menu's keys lead to the follow-up", async ({ page }) => {
  await open(page, "/planera/loften");
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/planera\/uppfoljning/);
  await expect(page.getByRole("heading", { name: "Uppföljning", level: 1 })).toBeVisible();
});
