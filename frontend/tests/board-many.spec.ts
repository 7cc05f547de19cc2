import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";
import { addDays, emptySeason, tabTo } from "./season.js";

/** A season with drafts on its first three days, one a day at a place each, from 13 to 15. */
async function drafts(page: Page, weeks: number, name: string) {
  await open(page, "/planera/sasong");
  const { season, monday } = await emptySeason(page, weeks, name);
  await page.evaluate(
    async (days) => {
      const ask = async (path: string, body?: object) => {
        const answer = await fetch(path, { method: body ? "POST" : "GET", headers: body && { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const districtId = (await ask("/api/v1/districts")).items[0].id;
      const officeId = (await ask(`/api/v1/offices?district=${districtId}`)).items[0].id;
      const sites = (await ask(`/api/v1/sites?district=${districtId}&limit=500`)).items as { id: string; localityId: string; retired?: boolean }[];
      const places = [...new Map(sites.filter(({ retired }) => !retired).map((site) => [site.localityId, site])).values()];
      for (const [i, day] of days.entries()) {
        const { id: siteId, localityId } = places[i]!;
        await ask("/api/v1/visits", { districtId, localityId, siteId, officeId, starts: `${day}T13:00`, ends: `${day}T15:00` });
      }
    },
    [0, 1, 2].map((n) => addDays(monday, n)),
  );
  await open(page, `/planera/sasong?period=${season}&vy=board`);
  const marks = page.getByRole("gridcell", { name: /Utkast/ });
  await expect(marks).toHaveCount(3);
  return { season, monday, marks };
}

const bar = (page: Page) => page.getByRole("region", { name: "Markerade besök" });
const names = (page: Page) => page.getByRole("gridcell", { name: /Utkast/ }).evaluateAll((cells) => cells.map((cell) => cell.getAttribute("aria-label")).sort());

test.describe("many at once", () => {
  test.beforeEach(({}, { project }) => test.skip(project.name === "phone", "marking on a phone is its own test"));

  test("are marked by the pointer, moved by weeks, and brought back as one", async ({ page }) => {
    const { marks } = await drafts(page, 90, "Flera med musen");
    const before = await names(page);
    await marks.first().click({ modifiers: ["Control"] });
    await marks.last().click({ modifiers: ["Shift"] });
    await expect(bar(page)).toContainText("3 markerade besök");
    await expect(marks.first()).toHaveAttribute("aria-selected", "true");
    expect(await violations(page)).toEqual([]);

    await bar(page).getByRole("button", { name: "Flytta…" }).click();
    const dialog = page.getByRole("dialog", { name: "Flytta 3 besök" });
    await expect(dialog.getByRole("region", { name: "Vad det betyder för löftena" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Flytta 3", exact: true }).click();
    await expect(page.getByText("3 besök flyttade").first()).toBeVisible();
    await expect(dialog).toHaveCount(0);
    expect(await names(page)).not.toEqual(before);

    await page.getByRole("button", { name: "Ångra", exact: true }).first().click();
    await expect.poll(() => names(page)).toEqual(before);
    await expect(page.getByRole("group", { name: "Ångra och gör om" }).getByRole("button", { name: "Ångra" })).toBeDisabled();
  });

  test("are marked and removed by the keyboard alone", async ({ page }) => {
    const { marks } = await drafts(page, 93, "Flera med tangenterna");
    await tabTo(page, page.getByRole("gridcell"));
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+a");
    await expect(bar(page)).toContainText("3 markerade besök");
    await expect(page.getByText("3 markerade besök")).toHaveCount(2);
    await page.keyboard.press("Escape");
    await expect(bar(page)).toHaveCount(0);
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+PageDown");
    await page.keyboard.press("Shift+PageDown");
    await page.keyboard.press("Shift+PageDown");
    await expect(bar(page)).toContainText("3 markerade besök");
    await page.keyboard.press("Delete");
    const dialog = page.getByRole("dialog", { name: /^Ta bort/ });
    await tabTo(page, dialog.getByRole("button", { name: "Ta bort 3" }));
    await page.keyboard.press("Enter");
    await expect(marks).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(marks).toHaveCount(3);
  });

  test("a week is copied where the office is crewed, and what is left out is told", async ({ page }) => {
    const { monday, marks } = await drafts(page, 96, "Kopierad vecka");
    await page.getByRole("button", { name: "Spärra…" }).click();
    const block = page.getByRole("dialog", { name: "Spärra en dag eller ett kontor" });
    await block.getByLabel("Från").fill(addDays(monday, 8));
    await expect(block.getByRole("region", { name: "Vad spärren gör" })).toContainText("1 pass går inte att planera.");
    expect(await violations(page)).toEqual([]);
    await block.getByRole("button", { name: "Spärra", exact: true }).click();
    await expect(page.getByText(/^Spärrat: /).first()).toBeVisible();

    await page.getByRole("button", { name: "Kopiera vecka…" }).click();
    const dialog = page.getByRole("dialog", { name: "Kopiera veckor" });
    const week = Number(await dialog.getByLabel("Från vecka").inputValue());
    const next = await page.getByRole("columnheader", { name: /^vecka/ }).last().getAttribute("aria-label");
    expect(next).not.toBe(`vecka ${week}`);
    await dialog.getByLabel("Till vecka").fill(next!.replace(/\D/g, ""));
    await expect(dialog.getByText("1 besök utelämnas")).toBeVisible();
    await expect(dialog.getByText("Kontoret är borta då.")).toBeVisible();
    await dialog.getByRole("button", { name: "Lägg till 2 utkast" }).click();
    await expect(marks).toHaveCount(5);
    await page.keyboard.press("Control+z");
    await expect(marks).toHaveCount(3);

    await page.keyboard.press("Control+z");
    await expect(page.getByText(/^Ångrat: Spärrat: /).first()).toBeVisible();
    await page.getByRole("button", { name: "Spärra…" }).click();
    await expect(block.getByLabel("Från")).toBeVisible();
    await expect(block.getByRole("button", { name: new RegExp(`Ta bort spärren.*${Number(addDays(monday, 8).slice(8))} `) })).toHaveCount(0);
  });

  test("a visit is drawn longer by its edge and by keys, and its effect is there before it is saved", async ({ page }) => {
    await drafts(page, 99, "Längre besök");
    await page.getByLabel("Vecka", { exact: true }).fill(String(await weekOf(page)));
    await page.getByRole("button", { name: "Gå till" }).click();
    await page.getByRole("button", { name: "Vecka", exact: true }).click();
    const visit = page.getByRole("region", { name: /per kontor och timme/ }).getByRole("button", { name: /13\.00–15\.00/ }).first();
    const box = (await visit.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 33, { steps: 5 });
    await page.mouse.up();
    const dialog = page.getByRole("dialog", { name: /^Flytta besöket/ });
    await expect(dialog.getByLabel("Slutar")).toHaveValue("16.00");
    await expect(dialog.getByRole("region", { name: "Vad det betyder för löftena" })).toBeVisible();
    await dialog.getByRole("button", { name: "Avbryt" }).click();

    await visit.focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Enter");
    await expect(dialog.getByLabel("Börjar")).toHaveValue("12.45");
    await expect(dialog.getByLabel("Slutar")).toHaveValue("15.30");
    await dialog.getByRole("button", { name: "Flytta", exact: true }).click();
    await expect(page.getByRole("region", { name: /per kontor och timme/ }).getByRole("button", { name: /12\.45–15\.30/ })).toHaveCount(1);
    expect(await violations(page)).toEqual([]);
  });
});

/** The number of the season's first week. */
async function weekOf(page: Page): Promise<number> {
  const first = await page.getByRole("columnheader", { name: /^vecka/ }).first().getAttribute("aria-label");
  return Number(first!.replace(/\D/g, ""));
}

test.describe("on a phone", () => {
  test.beforeEach(({}, { project }) => test.skip(project.name !== "phone", "a phone's way"));

  test("the tools take two rows, and many are marked in the table and pinned", async ({ page }) => {
    const { season } = await drafts(page, 105, "Flera på telefonen");
    const tools = page.getByRole("group", { name: "Visa och ändra" });
    expect((await tools.boundingBox())!.height).toBeLessThanOrEqual(100);
    await open(page, `/planera/sasong?period=${season}&vy=table`);
    for (const box of await page.getByRole("checkbox", { name: /^Välj / }).all()) await box.check();
    await expect(bar(page)).toContainText("3 markerade besök");
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    // At the end of the page the bar lies below all else.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    expect(await violations(page)).toEqual([]);
    await bar(page).getByRole("button", { name: "Lås…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Lås 3" }).click();
    await expect(page.getByText("3 besök låsta").first()).toBeVisible();
    await bar(page).getByRole("button", { name: "Lås upp…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Lås upp 3" }).click();
    await expect(page.getByText("3 besök upplåsta").first()).toBeVisible();
  });
});
