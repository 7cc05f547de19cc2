import type { Locator, Page } from "@playwright/test";
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

  test("goes to a week by its number, the 53rd too", async ({ page }) => {
    await open(page, "/planera/sasong");
    await page.getByLabel("Vecka", { exact: true }).fill("2027 v 20");
    await page.getByRole("button", { name: "Gå till" }).click();
    await expect(page.getByRole("gridcell", { name: /vecka 20/ }).and(page.locator(":focus"))).toBeVisible();
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
    await page.getByRole("region", { name: /per kontor och timme/ }).getByRole("button").first().click();
    await page.getByText("Veckans pass").click();
    await page.getByRole("button", { name: /Vad passar bäst här/ }).first().click();
    await expect(page.getByRole("complementary", { name: "Det valda" }).getByRole("listitem").first()).toBeVisible();
    await page.getByRole("button", { name: "År", exact: true }).click();
    const empty = page.locator('[data-row="1"] .track');
    await empty.click({ position: { x: 400, y: 3 } });
    await page.getByRole("button", { name: "Varför inte?" }).click();
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

interface Made {
  season: string;
  /** Its first Monday. */
  monday: string;
}

const addDays = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Adds an empty season of two weeks, with shifts and a pledge, so many weeks from now. */
async function emptySeason(page: Page, weeks: number, name: string): Promise<Made> {
  const today = new Date().toISOString().slice(0, 10);
  const monday = addDays(today, weeks * 7 - ((new Date(today).getUTCDay() + 6) % 7));
  const days = [0, 1, 2, 7, 8, 9].map((n) => addDays(monday, n));
  const season = await page.evaluate(
    async ({ monday, last, days, name }) => {
      const ask = async (path: string, body?: object) => {
        const answer = await fetch(path, { method: body ? "POST" : "GET", headers: body && { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const districtId = (await ask("/api/v1/districts")).items[0].id;
      const officeId = (await ask(`/api/v1/offices?district=${districtId}`)).items[0].id;
      const municipalityId = (await ask(`/api/v1/localities?district=${districtId}`)).items[0].municipalityId;
      const commitment = { article: 1, title: "Besök", owner: "police", indicator: "visits", binds: "year_round", target: { aimDays: 7, maxGapDays: 14 }, scope: { kinds: ["basort"] } };
      await ask("/api/v1/pledges", { districtId, municipalityId, slug: `prov-${monday}`, kind: "pledge", title: name, signed: monday, from: monday, to: last, parties: ["Polisen"], commitments: [commitment], demonstration: true });
      for (const day of days) await ask("/api/v1/shifts", { districtId, officeId, starts: `${day}T11:00`, ends: `${day}T20:00` });
      return (await ask("/api/v1/seasons", { districtId, name, from: monday, to: last })).id as string;
    },
    { monday, last: addDays(monday, 13), days, name },
  );
  return { season, monday };
}

/** Whether the feed that everyone reads has a visit on one of the season's days. */
async function inFeed(page: Page, monday: string): Promise<boolean> {
  const feed = await (await page.request.get("/kalender/alla.ics")).text();
  return Array.from({ length: 14 }, (_, n) => addDays(monday, n).replaceAll("-", "")).some((day) => feed.includes(`DTSTART;TZID=Europe/Stockholm:${day}`));
}

test.describe("from an empty season to a plan that everyone sees", () => {
  // Both publish the one district's schedule.
  test.describe.configure({ mode: "serial" });
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
    await expect(page.getByRole("heading", { name: /är publicerad$/ })).toBeVisible();
    expect(await inFeed(page, monday)).toBe(true);
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
    await expect(page.getByRole("heading", { name: /är publicerad$/ })).toBeVisible();
    expect(await inFeed(page, monday)).toBe(true);
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
    for (const [who, starts] of [[other, "13.30"], [page, "14.00"]] as const) {
      await who.getByRole("gridcell", { name: /Utkast/ }).click();
      await who.getByRole("button", { name: "Flytta till…" }).click();
      await who.getByRole("dialog").getByLabel("Börjar").fill(starts);
      await who.getByRole("dialog").getByRole("button", { name: "Flytta", exact: true }).click();
    }
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toContainText("Någon annan ändrade medan du skrev");
    await expect(dialog.getByRole("alert")).toContainText("13.30");
    await expect(dialog.getByRole("alert")).toContainText("14.00");
    await dialog.getByRole("button", { name: "Spara det valda" }).click();
    await expect(page.getByRole("gridcell", { name: /14\.00/ })).toHaveCount(1);
  });
});

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const focused = wanted.and(page.locator(":focus"));
  await expect(wanted.first()).toBeVisible();
  for (let i = 0; i < 150; i++) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}
