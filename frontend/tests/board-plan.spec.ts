import type { Page } from "@playwright/test";
import { violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";
import { addDays, emptySeason, tabTo } from "./season.js";

/** Whether the feed that everyone reads has a visit on one of the season's days. */
async function inFeed(page: Page, monday: string): Promise<boolean> {
  const feed = await (await page.request.get("/kalender/alla.ics")).text();
  return Array.from({ length: 14 }, (_, n) => addDays(monday, n).replaceAll("-", "")).some((day) => feed.includes(`DTSTART;TZID=Europe/Stockholm:${day}`));
}

test.describe("from an empty season to a plan that everyone sees", () => {
  // Both publish the one district's schedule.
  test.describe.configure({ mode: "serial", timeout: 90_000 });
  test.beforeEach(({}, { project }) => test.skip(project.name === "phone", "one run changes the schedule that all see"));

  test("by clicking", async ({ page }) => {
    await open(page, "/planera/sasong");
    const { season, monday } = await emptySeason(page, 60, "Med musen");
    await open(page, `/planera/sasong?period=${season}`);
    expect(await inFeed(page, monday)).toBe(false);
    await page.getByText("Perioden är tom.").getByRole("link", { name: "Förslag" }).click();
    await page.getByLabel("Noggrannhet").selectOption("Snabbt");
    await page.getByRole("button", { name: "Föreslå", exact: true }).click();
    await expect(page.getByRole("table", { name: "Planerna sida vid sida" })).toBeVisible({ timeout: 60_000 });
    expect(await violations(page)).toEqual([]);
    const places = page.getByRole("checkbox", { name: /^Välj / });
    await places.first().uncheck();
    await page.getByRole("button", { name: /^Ta in \d+ ändring/ }).click();
    await page.getByRole("link", { name: "Till säsongen" }).click();
    const marks = page.getByRole("gridcell", { name: /Utkast/ });
    await expect(marks.first()).toBeVisible();
    const drafts = await marks.count();

    // One is dragged to the day after; the dialog is there before anything is saved.
    await page.getByRole("button", { name: "Månad", exact: true }).click();
    const mark = marks.first().locator("[data-visit]");
    const box = (await mark.boundingBox())!;
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 45, box.y + 5, { steps: 4 });
    await page.mouse.up();
    const dialog = page.getByRole("dialog", { name: /^Flytta besöket/ });
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: "Avbryt" }).click();

    await marks.first().click();
    await page.getByRole("button", { name: "Ta bort", exact: true }).click();
    await expect(marks).toHaveCount(drafts - 1);
    await page.getByRole("button", { name: "Ångra", exact: true }).first().click();
    await expect(marks).toHaveCount(drafts);

    await page.getByRole("main").getByRole("link", { name: "Publicera" }).click();
    await page.getByLabel("Kommentar").fill("Nya besök.");
    await page.getByRole("button", { name: /^Publicera \d+ ändring/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publicera" }).click();
    await expect(page.getByRole("heading", { name: /är publicerad$/ })).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => inFeed(page, monday)).toBe(true);
  });

  test("by the keyboard alone", async ({ page }) => {
    await open(page, "/planera/sasong");
    const { season, monday } = await emptySeason(page, 70, "Med tangenterna");
    await open(page, `/planera/sasong?period=${season}`);
    const cell = page.locator('[role="gridcell"]:focus');

    await tabTo(page, page.getByRole("gridcell"));
    await page.keyboard.press("n");
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Lägg till" }));
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^Tillagt: /)).toBeVisible();
    await expect(cell).toHaveAccessibleName(/Utkast/);
    const before = await cell.getAttribute("aria-label");

    await page.keyboard.press("m");
    const dialog = page.getByRole("dialog", { name: /^Flytta besöket/ });
    await tabTo(page, dialog.getByRole("group", { name: "Lediga tider" }).getByRole("button"));
    await page.keyboard.press("Enter");
    await tabTo(page, dialog.getByRole("button", { name: "Flytta", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^Flyttat: /)).toBeVisible();
    await expect(cell).not.toHaveAccessibleName(before!);
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("gridcell", { name: before!, exact: true })).toHaveCount(1);
    await page.keyboard.press("Control+y");
    await expect(page.getByRole("gridcell", { name: before!, exact: true })).toHaveCount(0);

    await page.keyboard.press("g");
    await page.keyboard.press("u");
    await tabTo(page, page.getByRole("button", { name: /^Publicera \d+ ändring/ }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Publicera" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: /är publicerad$/ })).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => inFeed(page, monday)).toBe(true);
  });

  test("shows both where two change the same visit", async ({ page, context }) => {
    await open(page, "/planera/sasong");
    const { season } = await emptySeason(page, 80, "Två på en gång");
    const here = `/planera/sasong?period=${season}&vy=board`;
    await open(page, here);
    await page.locator('[data-row="0"] .track').click({ position: { x: 20, y: 12 } });
    await page.getByRole("button", { name: "Lägg till besök" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Lägg till", exact: true }).click();
    await expect(page.getByRole("gridcell", { name: /Utkast/ })).toHaveCount(1);

    const other = await context.newPage();
    await open(other, here);
    for (const [who, starts] of [[page, "14.00"], [other, "13.30"]] as const) {
      await who.getByRole("gridcell", { name: /Utkast/ }).click();
      await who.getByRole("button", { name: "Flytta till…" }).click();
      await who.getByRole("dialog").getByLabel("Börjar").fill(starts);
      await who.getByRole("dialog").getByLabel("Börjar").press("Tab");
    }
    await other.getByRole("dialog").getByRole("button", { name: "Flytta", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toContainText("Någon annan ändrade medan du skrev");
    await expect(dialog.getByRole("alert")).toContainText("13.30");
    await expect(dialog.getByRole("alert")).toContainText("14.00");
    await dialog.getByRole("button", { name: "Spara det valda" }).click();
    await expect(page.getByRole("gridcell", { name: /14\.00/ })).toHaveCount(1);
  });
});
