import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, settled, signIn, test } from "./planner.js";

// Older than anything that the demonstration or another test has, by a lifetime: so the
// rule, which keeps for a hundred years, is due for these alone.
const oldest = "1901-05-04";
const months = "1200";

/** Reports an activity of that age, and tells its ID. */
const report = (page: Page, title: string): Promise<string> =>
  page.evaluate(
    async ([day, title]) => {
      const districtId = (await (await fetch("/api/v1/districts")).json()).items[0].id;
      const body = { districtId, kind: "other", title, day, status: "done" };
      const made = await fetch("/api/v1/activities", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      if (!made.ok) throw new Error(await made.text());
      return (await made.json()).id as string;
    },
    [oldest, title] as const,
  );

async function looksWell(page: Page): Promise<void> {
  for (const size of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
    await page.setViewportSize(size);
    // The bar learns of its new width a moment after the window has it.
    await expect.poll(() => overflow(page), `pixels to scroll sideways at ${size.width}`).toBe(0);
    expect(await violations(page), `at ${size.width}`).toEqual([]);
  }
}

test.describe("a run of weeding", () => {
  test.use({ role: "admin" });
  test.describe.configure({ timeout: 180_000 });
  // An authority has one rule for each kind of records, so one run looks in both sizes.
  test.beforeEach(({}, { project }) => test.skip(project.name === "phone", "the one run looks in both sizes"));

  test("removes what its list showed and nothing that is held, and the protocol says so", async ({ page, browser, baseURL }) => {
    const crew = await (await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } })).newPage();
    await signIn(crew, "crew");
    const goes = await report(crew, "Provet som går");
    const stays = await report(crew, "Provet som stannar");
    const decision = `Provbeslut ${goes.slice(0, 8)}`;
    const answer = async (id: string) => (await crew.request.get(`/api/v1/activities/${id}`)).status();

    await open(page, "/planera/gallring");
    await test.step("there is a rule, and something is held", async () => {
      await page.getByRole("button", { name: "Lägg till en regel" }).click();
      const rule = page.getByRole("dialog");
      await rule.getByLabel("Vad", { exact: true }).selectOption("Aktiviteter");
      await rule.getByLabel("Månader som det sparas").fill(months);
      await rule.getByLabel("Räknas från").selectOption("handlingens egen dag");
      await rule.getByLabel("Beslut", { exact: true }).fill(decision);
      await rule.getByLabel("Beslutsdag").fill("2026-01-15");
      await rule.getByLabel("Ska exporteras till arkivet först").check();
      await looksWell(page);
      await rule.getByRole("button", { name: "Spara" }).click();
      await expect(rule).toBeHidden();
      await expect(page.getByText("Sparas i 100 år från dagen då de ägde rum.")).toBeVisible();

      await page.getByRole("button", { name: "Lägg till ett undantag" }).click();
      const hold = page.getByRole("dialog");
      await hold.getByLabel("Skäl").fill(decision);
      await hold.getByLabel("Handlingens nummer").fill(stays);
      await hold.getByRole("button", { name: "Undanta" }).click();
      await expect(hold).toBeHidden();
    });

    const list = page.getByRole("region", { name: "Provkörning: Aktiviteter" });
    await test.step("the dry run shows what would go, and removes nothing", async () => {
      await page.getByRole("button", { name: /^Visa vad som gallras.*Aktiviteter/ }).press("Enter");
      await expect(list.getByRole("status")).toContainText("1 handling gallras.");
      await expect(list.getByRole("status")).toContainText("1 handling blir kvar");
      await expect(list.getByRole("table", { name: "Det här gallras" })).toContainText(goes);
      await expect(list.getByRole("table", { name: "Det här blir kvar" })).toContainText(stays);
      await looksWell(page);
      expect([await answer(goes), await answer(stays)]).toEqual([200, 200]);
    });

    await test.step("nothing goes before the archive has it and somebody has said yes", async () => {
      const run = list.getByRole("button", { name: "Gallra", exact: true });
      await expect(run).toBeDisabled();
      const download = page.waitForEvent("download");
      await list.getByRole("button", { name: "Hämta export till arkivet" }).click();
      expect((await download).suggestedFilename()).toMatch(/^gallring-.*\.zip$/);
      await run.press("Enter");
      const ask = page.getByRole("dialog", { name: "Gallra" });
      await expect(ask).toContainText(`1 handling tas bort för gott, enligt ${decision}.`);
      expect(await violations(page)).toEqual([]);
      await ask.getByRole("button", { name: "Gallra", exact: true }).press("Enter");
    });

    await test.step("the protocol has what went", async () => {
      await expect(page.getByRole("heading", { level: 1, name: "Gallringsprotokoll" })).toBeVisible();
      await settled(page);
      const went = page.getByRole("table", { name: "Det här gallrades" });
      await expect(went.locator("tbody tr")).toHaveCount(1);
      await expect(went).toContainText(goes);
      await expect(page.getByText("1 handling gallrades.", { exact: true }).last()).toBeVisible();
      await expect(page.getByRole("main")).toContainText(`Enligt ${decision}, 15 jan. 2026`);
      await expect(page.getByRole("main")).toContainText("admin@exempel.se");
      await expect(page.getByRole("main")).not.toContainText(stays);
      await looksWell(page);
      expect([await answer(goes), await answer(stays)]).toEqual([404, 200]);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Hämta som CSV" }).click();
      expect((await download).suggestedFilename()).toMatch(/^gallringsprotokoll-.*\.csv$/);
      await page.emulateMedia({ media: "print" });
      await expect(page.getByRole("button", { name: "Hämta som CSV" })).toBeHidden();
      await expect(went).toContainText(goes);
      await page.emulateMedia({ media: "screen" });
    });

    await test.step("it is listed, and what was made for it is put away", async () => {
      await page.getByRole("link", { name: "Gallring" }).last().click();
      await expect(page.getByRole("list", { name: "Gallringsprotokoll" })).toContainText(decision);
      await page.getByRole("button", { name: `Häv undantaget: ${decision}` }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Häv undantaget" }).click();
      await expect(page.getByRole("button", { name: `Häv undantaget: ${decision}` })).toHaveCount(0);
      await page.getByRole("button", { name: /^Ta bort.*Aktiviteter/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Ta bort regeln" }).click();
      await expect(page.getByText("Sparas i 100 år från dagen då de ägde rum.")).toHaveCount(0);
      expect((await crew.request.delete(`/api/v1/activities/${stays}`, { headers: { "If-Match": '"1"', Origin: baseURL! } })).status()).toBe(204);
      await crew.context().close();
    });
  });
});
