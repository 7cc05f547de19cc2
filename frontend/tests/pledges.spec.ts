import type { Browser, Locator, Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, settled, test } from "./planner.js";

/** A title that no other test and no other run uses. */
const unique = (info: { title: string; project: { name: string } }) => `Löfte ${info.title.slice(0, 12)} ${info.project.name} ${Date.now()}`;

/** An article of the form, unfolded. */
async function article(page: Page, number: number): Promise<Locator> {
  const summary = page.locator("summary", { hasText: `Åtagande ${number}` });
  const group = page.getByRole("group", { name: `Åtagande ${number}`, exact: true });
  if (!(await group.isVisible())) await summary.click();
  await expect(group).toBeVisible();
  return group;
}

/** Fills in what a pledge must have, from a sort of document. */
async function write(page: Page, title: string, beginning = "Löfte med ett syfte"): Promise<void> {
  await open(page, "/planera/loften");
  await page.getByRole("link", { name: "Nytt löfte" }).click();
  await page.getByRole("link", { name: beginning, exact: true }).click();
  await page.getByLabel("Titel").first().fill(title);
  await page.getByLabel("Kommun", { exact: true }).selectOption({ label: "Kristianstad" });
  await page.getByLabel("Från", { exact: true }).fill("2031-01-01");
  await page.getByLabel("Till och med").fill("2031-12-31");
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Spara utkastet" }).click();
  await expect(page.getByText(/^(Tillagt|Sparat)\.$/)).toBeVisible();
  await settled(page);
}

async function sign(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Underteckna" }).click();
  const dialog = page.getByRole("dialog", { name: "Underteckna" });
  await dialog.getByLabel("Undertecknat").fill("2026-11-01");
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Underteckna" }).click();
  await expect(page.getByText("Löftet är undertecknat.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Gör nästa version" })).toBeVisible();
}

async function looksWell(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
}

/** The same planner in another browser. */
async function another(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ storageState: await page.context().storageState(), baseURL: new URL(page.url()).origin, locale: "sv-SE" });
  return context.newPage();
}

test("a draft is written, signed, replaced by its next version, and compared with it", async ({ page }, info) => {
  test.slow();
  const title = unique(info);
  await write(page, title);
  await looksWell(page);
  const first = await article(page, 1);
  await first.getByLabel("Text").fill("Kontoret kommer till varje basort.");
  await first.getByLabel("Högst", { exact: false }).fill("21");
  await page.getByLabel("Följs upp i").selectOption("december");
  await page.getByLabel("Forum för uppföljningen").fill("Lokala Brå");
  await page.getByLabel("Ansvarig för uppföljningen").fill("Kommunpolisen");
  await page.getByLabel("Parter").fill("Kommunen\nPolisen");
  await page.getByRole("button", { name: "Lägg till åtagande" }).click();
  const second = await article(page, 2);
  await second.getByLabel("Titel").fill("Trafikkontroller");
  await second.getByLabel("Räknas").selectOption({ label: "trafikkontroller" });
  await second.getByLabel("Minst så många").fill("10");
  await second.getByLabel("Per", { exact: false }).first().selectOption({ label: "i månaden" });
  await second.getByLabel("Ansvarig roll").fill("Trafikgruppen");
  await second.getByLabel("Klart senast").fill("2031-06-30");
  await second.getByRole("checkbox", { name: "Åhus" }).check();
  await looksWell(page);
  await save(page);

  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Utkast");
  await expect(page.getByRole("main")).toContainText("trafikkontroller: minst 10 i månaden");
  await expect(page.getByRole("main")).toContainText("Trafikgruppen");
  await looksWell(page);
  await sign(page);
  await expect(page.getByRole("link", { name: "Ändra utkastet" })).toHaveCount(0);
  await looksWell(page);

  // The server refuses what the page no longer offers.
  const id = new URL(page.url()).pathname.split("/").pop();
  const refused = await page.evaluate(async (path) => {
    const stored = await (await fetch(path)).json();
    const answer = await fetch(path, {
      method: "PUT", headers: { "Content-Type": "application/json", "If-Match": `"${stored.version}"` },
      body: JSON.stringify({ ...stored, id: undefined, created: undefined, updated: undefined, title: "Ändrat" }),
    });
    return { status: answer.status, code: (await answer.json()).code };
  }, `/api/v1/pledges/${id}`);
  expect(refused.code).toBe("pledge_signed");

  // Everyone reads it, at once.
  const shown = await page.getByRole("link", { name: /^\/loften\// }).getAttribute("href");
  const public_ = await page.context().newPage();
  await public_.goto(shown!);
  await expect(public_.getByRole("heading", { level: 1 })).toContainText(title);
  await expect(public_.getByRole("main")).toContainText("Minst 10 i månaden.");
  await expect(public_.getByRole("main")).toContainText("I december varje år");
  await public_.close();

  await page.getByRole("link", { name: "Gör nästa version" }).click();
  await expect(page.getByLabel("Från", { exact: true })).toHaveValue("2032-01-01");
  await page.getByLabel("Titel").first().fill(`${title} igen`);
  const again = await article(page, 2);
  await again.getByLabel("Minst så många").fill("12");
  await save(page);
  await page.getByRole("link", { name: "Jämför versioner" }).click();
  await settled(page);
  await expect(page.getByRole("main")).toContainText("minst 12 i månaden");
  await expect(page.getByRole("row", { name: /Åtagande 2/ })).toContainText("ändrat");
  await expect(page.getByRole("row", { name: /Åtagande 1/ })).toHaveCount(0);
  await looksWell(page);
  await page.goBack();
  await sign(page);
  await page.getByRole("link", { name: title, exact: true }).click();
  await expect(page.getByRole("main")).toContainText("Ersatt");
});

test("what is wrong is named at its field, also in a folded article", async ({ page }, info) => {
  await write(page, unique(info), "Överenskommelse");
  await page.getByRole("button", { name: "Lägg till åtagande" }).click();
  await page.locator("summary", { hasText: "Åtagande 5" }).click();
  await expect(page.getByRole("group", { name: "Åtagande 5", exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Spara utkastet" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Något behöver rättas" });
  await summary.getByRole("link", { name: "Åtagande 5, Titel" }).click();
  await expect(page.getByRole("group", { name: "Åtagande 5", exact: true }).getByLabel("Titel")).toBeFocused();
  await looksWell(page);
});

test("of two who write on a draft, both keep what they wrote", async ({ page, browser }, info) => {
  const title = unique(info);
  await write(page, title, "Löfte med flera åtaganden");
  await save(page);
  const edit = `${new URL(page.url()).pathname}/andra`;
  await open(page, edit);
  const other = await another(browser, page);
  await open(other, edit);

  await page.getByLabel("Diarienummer").fill("A 1/2031");
  await (await article(page, 1)).getByLabel("Text").fill("Mina ord");
  await other.getByLabel("Forum för uppföljningen").fill("Styrgruppen");
  await (await article(other, 1)).getByLabel("Text").fill("Deras ord");
  await save(other);
  await other.context().close();

  const told = page.getByRole("alert").filter({ hasText: "ändrade medan du skrev" });
  await expect(told).toBeVisible();
  await expect(told.getByRole("group", { name: "Åtagande 1" })).toContainText("Deras ord");
  await expect(told.getByRole("group", { name: "Åtagande 1" })).toContainText("Mina ord");
  await looksWell(page);
  await told.getByRole("button", { name: "Spara det valda" }).click();
  await expect(page.getByText("Sparat.", { exact: true })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Mina ord");
  await expect(page.getByRole("main")).toContainText("A 1/2031");
  await expect(page.getByRole("main")).toContainText("Styrgruppen");
});

test("what was typed is there after the page was read anew, on top of what others saved", async ({ page, browser }, info) => {
  await write(page, unique(info), "Löften med namngivna ansvariga");
  await (await article(page, 1)).getByLabel("Titel").fill("Ordning");
  await (await article(page, 2)).getByLabel("Titel").fill("Miljöer");
  await page.reload();
  await settled(page);
  await expect(page.getByText("Det du skrev förra gången finns kvar")).toBeVisible();
  await save(page);

  const edit = `${new URL(page.url()).pathname}/andra`;
  await open(page, edit);
  await page.getByLabel("Diarienummer").fill("A 2/2031");
  const other = await another(browser, page);
  await page.goto("about:blank");
  await open(other, edit);
  await other.getByLabel("Forum för uppföljningen").fill("Rådet");
  await save(other);
  await other.context().close();

  await open(page, edit);
  await expect(page.getByLabel("Diarienummer")).toHaveValue("A 2/2031");
  await expect(page.getByLabel("Forum för uppföljningen")).toHaveValue("Rådet");
  await save(page);
  await expect(page.getByRole("main")).toContainText("A 2/2031");
  await expect(page.getByRole("main")).toContainText("Rådet");

  await page.getByRole("button", { name: "Ta bort" }).click();
  await page.locator(".toast", { hasText: "Borttaget." }).getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByText("Ändringen är återtagen.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Rådet");
});

test("what is signed while somebody writes on it goes on in the next version", async ({ page, browser }, info) => {
  await write(page, unique(info));
  await save(page);
  const path = new URL(page.url()).pathname;
  await open(page, `${path}/andra`);
  await page.getByLabel("Diarienummer").fill("A 3/2031");
  const other = await another(browser, page);
  await open(other, path);
  await sign(other);
  await other.context().close();
  await page.getByRole("button", { name: "Fortsätt i nästa version" }).click();
  await settled(page);
  await expect(page.getByRole("heading", { level: 1, name: "Gör nästa version" })).toBeVisible();
  await expect(page.getByLabel("Diarienummer")).toHaveValue("A 3/2031");
});

test("a pledge is written and signed by keyboard alone", async ({ page }, info) => {
  const title = unique(info);
  await open(page, "/planera/loften/ny?slag=purpose");
  const type = async (label: string, text: string) => {
    await page.getByLabel(label).first().focus();
    await page.keyboard.type(text);
  };
  await type("Titel", title);
  await type("Kommun", "Kristianstad");
  await page.getByLabel("Från", { exact: true }).fill("2031-01-01");
  await page.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Åtagande 1", exact: true })).toBeHidden();
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await page.getByRole("button", { name: "Underteckna" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Underteckna" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Underteckna" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Löftet är undertecknat.")).toBeVisible();
});

test.describe("a crew member", () => {
  test.use({ role: "crew" });
  test("reads pledges and writes none", async ({ page }) => {
    await open(page, "/planera/loften");
    await expect(page.getByRole("link", { name: "Nytt löfte" })).toHaveCount(0);
    await page.getByRole("link", { name: "Medborgarlöfte Kristianstad 2020" }).click();
    await expect(page.getByRole("main")).toContainText("Lägesbildsgruppen");
    await expect(page.getByRole("link", { name: "Gör nästa version" })).toHaveCount(0);
    await looksWell(page);
  });
});
