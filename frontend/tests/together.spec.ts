import type { Browser, BrowserContext, Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, signIn, test } from "./planner.js";

interface Made {
  season: string;
  district: string;
  monday: string;
  locality: { id: string; name: string };
  site: string;
  office: string;
}

const addDays = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Asks the API as the page's own session. */
function ask<T = any>(page: Page, method: string, path: string, body?: object, version?: number): Promise<T> {
  return page.evaluate(
    async ({ method, path, body, version }) => {
      const headers: Record<string, string> = {};
      if (body) headers["Content-Type"] = "application/json";
      if (version) headers["If-Match"] = `"${version}"`;
      const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
    { method, path, body, version },
  );
}

/** Adds an office, a place and a season of their own, so many weeks from now, with a shift on each Monday. */
async function ground(page: Page, weeks: number, name: string): Promise<Made> {
  await open(page, "/planera/konto");
  const today = new Date().toISOString().slice(0, 10);
  const monday = addDays(today, weeks * 7 - ((new Date(today).getUTCDay() + 6) % 7));
  const slug = `${name}-${Date.now()}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const districtId = (await ask(page, "GET", "/api/v1/districts")).items[0].id;
  const like = (await ask(page, "GET", `/api/v1/localities?district=${districtId}`)).items[0];
  const { id: _1, version: _2, created: _3, updated: _4, ...copied } = like;
  const locality = await ask(page, "POST", "/api/v1/localities", { ...copied, slug, name, kind: "tatort" }); // no promise to basorter is about it
  const siteLike = (await ask(page, "GET", `/api/v1/sites?district=${districtId}`)).items[0];
  const { id: _5, version: _6, created: _7, updated: _8, ...spot } = siteLike;
  const site = await ask(page, "POST", "/api/v1/sites", { ...spot, localityId: locality.id, name: `Torget i ${name}`, retired: undefined });
  const officeLike = (await ask(page, "GET", `/api/v1/offices?district=${districtId}`)).items[0];
  const { id: _9, version: _10, created: _11, updated: _12, ...car } = officeLike;
  const office = await ask(page, "POST", "/api/v1/offices", { ...car, name: `Kontoret för ${name}` });
  for (const n of [0, 7]) await ask(page, "POST", "/api/v1/shifts", { districtId, officeId: office.id, starts: `${addDays(monday, n)}T11:00`, ends: `${addDays(monday, n)}T20:00` });
  const season = await ask(page, "POST", "/api/v1/seasons", { districtId, name, from: monday, to: addDays(monday, 13) });
  return { season: season.id, district: districtId, monday, locality: { id: locality.id, name }, site: site.id, office: office.id };
}

function visit(page: Page, { district, locality, site, office, monday }: Made): Promise<{ id: string; version: number }> {
  return ask(page, "POST", "/api/v1/visits", { districtId: district, localityId: locality.id, siteId: site, officeId: office, starts: `${monday}T12:00`, ends: `${monday}T14:00` });
}

async function visits(page: Page, { locality }: Made): Promise<{ id: string; version: number; publicNote?: string; starts: string }[]> {
  return (await ask(page, "GET", `/api/v1/visits?locality=${locality.id}`)).items ?? [];
}

/** Another browser with somebody signed in. */
async function another(browser: Browser, baseURL: string, role: "planner" | "crew"): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] }, locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await signIn(page, role, "/planera/konto");
  return { context, page };
}

const note = (page: Page) => page.getByRole("dialog").getByLabel("Offentlig anteckning");
const panel = (page: Page) => page.getByRole("complementary", { name: "Det valda" });
const address = (made: Made, id: string) => `/planera/sasong?period=${made.season}&besok=${id}`;

test.describe("two browsers", () => {
  test.beforeEach(({}, { project }) => test.skip(project.name === "phone", "the same on the phone"));

  test("edit the same visit at once: the second is told, sees both, and keeps its text", async ({ page, browser, baseURL }) => {
    const made = await ground(page, 70, "Samtidigt");
    const { id } = await visit(page, made);
    const { context, page: other } = await another(browser, baseURL!, "planner");
    await open(page, address(made, id));
    await open(other, address(made, id));
    await panel(page).getByRole("button", { name: "Beskriv…" }).click();
    await note(page).fill("Vi har kaffe med oss");
    await panel(other).getByRole("button", { name: "Beskriv…" }).click();
    await note(other).fill("Ta med legitimation");
    await other.getByRole("dialog").getByRole("button", { name: "Spara" }).click();
    await expect(other.getByRole("dialog")).toHaveCount(0);

    const conflict = page.getByRole("dialog").getByRole("alert").filter({ hasText: "ändrade medan du skrev" });
    await expect(conflict).toContainText("Vi har kaffe med oss");
    await expect(conflict).toContainText("Ta med legitimation");
    await expect(note(page)).toHaveValue("Vi har kaffe med oss");
    expect(await violations(page)).toEqual([]);
    await conflict.getByRole("button", { name: "Spara det valda" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(panel(other)).toContainText("Vi har kaffe med oss");
    expect(await visits(page, made)).toMatchObject([{ id, version: 3, publicNote: "Vi har kaffe med oss" }]);
    await context.close();
  });

  test("see each other, and what the other changes", async ({ page, browser, baseURL }) => {
    const made = await ground(page, 72, "Tillsammans");
    const { id } = await visit(page, made);
    const { context, page: other } = await another(browser, baseURL!, "crew");
    await open(other, address(made, id));
    await open(page, address(made, id));
    await expect(panel(page)).toContainText("Öppet hos");
    await expect(page.getByRole("list", { name: "Andra som är här nu" }).getByRole("listitem").first()).toBeAttached();
    await ask(page, "PUT", `/api/v1/visits/${id}`, { pinned: true, publicNote: "Nytt för alla" }, 1);
    await expect(panel(other)).toContainText("Nytt för alla");
    await open(other, `/planera/register/localities`);
    await other.getByRole("searchbox").fill(made.locality.name);
    const { id: _1, version, created: _2, updated: _3, ...values } = await ask(page, "GET", `/api/v1/localities/${made.locality.id}`);
    await ask(page, "PUT", `/api/v1/localities/${made.locality.id}`, { ...values, name: "Tillsammansby" }, version);
    await expect(other.getByRole("link", { name: "Tillsammansby" })).toBeVisible();
    await expect(other.getByRole("searchbox")).toHaveValue(made.locality.name);
    await context.close();
  });
});

test.describe("a lost connection", () => {
  test.beforeEach(({}, { project }) => test.skip(project.name === "phone", "the same on the phone"));

  test("in the middle of an edit loses nothing and doubles nothing", async ({ page, context }) => {
    const made = await ground(page, 74, "Avbrottet");
    await open(page, `/planera/sasong?period=${made.season}&ort=${made.locality.id}`);
    await panel(page).getByRole("button", { name: "Lägg till besök" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Dag").fill(made.monday);
    await dialog.getByLabel("Börjar").fill("12.00");
    await dialog.getByLabel("Börjar").press("Tab");
    await dialog.getByLabel("Slutar").fill("14.00");
    await context.setOffline(true);
    await dialog.getByRole("button", { name: "Lägg till", exact: true }).click();
    await expect(dialog.getByRole("alert")).toContainText("Ingen kontakt med servern.");
    await expect(dialog.getByLabel("Börjar")).toHaveValue("12.00");
    await context.setOffline(false);
    await expect(dialog).toHaveCount(0, { timeout: 15_000 });
    await expect(page.getByText("Ingen kontakt med servern.")).toHaveCount(0);
    expect(await visits(page, made)).toHaveLength(1);
  });

  test("takes the answer away after the server has written: it is written once", async ({ page }) => {
    const made = await ground(page, 76, "Svaret");
    await open(page, `/planera/sasong?period=${made.season}&ort=${made.locality.id}`);
    let lost = 0;
    await page.route("**/api/v1/visits", async (route) => {
      if (route.request().method() !== "POST" || lost++ > 1) return route.fallback();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await panel(page).getByRole("button", { name: "Lägg till besök" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Dag").fill(made.monday);
    await dialog.getByRole("button", { name: "Lägg till", exact: true }).click();
    await expect(dialog).toHaveCount(0, { timeout: 15_000 });
    expect(lost).toBeGreaterThan(2);
    const [only, ...more] = await visits(page, made);
    expect(more).toEqual([]);

    // A change that was made, and whose answer was lost, is no conflict with oneself.
    lost = 0;
    await page.route(`**/api/v1/visits/${only!.id}`, async (route) => {
      if (route.request().method() !== "PUT" || lost++ > 0) return route.fallback();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await panel(page).getByRole("button", { name: "Beskriv…" }).click();
    await note(page).fill("En gång");
    await dialog.getByRole("button", { name: "Spara" }).click();
    await expect(dialog).toHaveCount(0);
    expect(await visits(page, made)).toMatchObject([{ version: 2, publicNote: "En gång" }]);
  });

  test("keeps what waits while the page is read anew", async ({ page }) => {
    const made = await ground(page, 78, "Omladdat");
    await open(page, `/planera/register/localities/${made.locality.id}`);
    await page.getByLabel("Namn", { exact: true }).fill("Omladdat efteråt");
    // The net is back when somebody asks for it, and not before: the app looks by itself too.
    const asked = () => page.evaluate(() => document.documentElement.dataset.asked === "yes").catch(() => false);
    for (const path of ["**/api/v1/**", "**/readyz"]) {
      await page.route(path, async (route) => ((await asked()) ? route.fallback() : route.abort("internetdisconnected")));
    }
    await page.getByRole("button", { name: "Spara" }).click();
    const outbox = page.getByRole("region", { name: "Kontakt och väntande ändringar" });
    await expect(outbox).toContainText("1 ändring väntar på att skickas.");
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await expect(outbox).toContainText("Ingen kontakt med servern.");
    const look = outbox.getByRole("button", { name: "Sök nu" });
    await look.evaluate((button) => button.addEventListener("click", () => (document.documentElement.dataset.asked = "yes"), { capture: true }));
    await look.click();
    await expect(page.getByRole("status").filter({ hasText: "En ändring som väntade är sparad" })).toBeVisible();
    await expect(page.getByLabel("Namn", { exact: true })).toHaveValue("Omladdat efteråt");
    await expect(outbox).toHaveCount(0);
    expect(await ask(page, "GET", `/api/v1/localities/${made.locality.id}`)).toMatchObject({ name: "Omladdat efteråt", version: 2 });
  });

  test("of a sign-in lets one sign in again, and what was typed is saved", async ({ browser, baseURL, page: first }) => {
    const made = await ground(first, 80, "Utloggad");
    const { id } = await visit(first, made);
    // A session of its own: the others' lasts.
    const { context, page } = await another(browser, baseURL!, "planner");
    await open(page, address(made, id));
    await panel(page).getByRole("button", { name: "Beskriv…" }).click();
    await note(page).fill("Skrivet innan");
    await context.clearCookies();
    await page.getByRole("dialog").getByRole("button", { name: "Spara" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Du är inte inloggad längre.");
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Kontakt och väntande ändringar" }).getByRole("button", { name: "Logga in igen" }).click();
    await page.getByLabel("E-postadress").fill("planerare@exempel.se");
    await page.getByLabel("Lösenord", { exact: true }).fill("en tur till byn varje vecka");
    await page.getByRole("button", { name: "Logga in", exact: true }).click();
    await expect(panel(page)).toContainText("Skrivet innan");
    expect(await visits(first, made)).toMatchObject([{ version: 2, publicNote: "Skrivet innan" }]);
    await context.close();
  });

  test("or a reload leaves what was typed in a dialog", async ({ page }) => {
    const made = await ground(page, 82, "Halvskrivet");
    const { id } = await visit(page, made);
    await open(page, address(made, id));
    await panel(page).getByRole("button", { name: "Beskriv…" }).click();
    await note(page).fill("Halvfärdig mening");
    await page.reload();
    await expect(note(page)).toHaveValue("Halvfärdig mening");
    await page.getByRole("dialog").getByRole("button", { name: "Stäng" }).click();
    await page.reload();
    await expect(panel(page)).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test("checkpoints are saved, compared, returned to and forgotten", async ({ page }, { project }) => {
  const made = await ground(page, project.name === "phone" ? 84 : 86, `Lägen ${project.name}`);
  const { id } = await visit(page, made);
  await open(page, `/planera/lagen?period=${made.season}`);
  await page.getByLabel("Namn", { exact: true }).fill("Före provet");
  await page.getByRole("button", { name: "Spara läget" }).click();
  await expect(page.getByText("Inga besök skiljer sig.")).toBeVisible();
  await ask(page, "PUT", `/api/v1/visits/${id}`, { pinned: true }, 1);
  await expect(page.getByText("1 besök skiljer sig.")).toBeVisible();
  await expect(page.getByText("Låst: nej → ja")).toBeVisible();
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: /^Gå tillbaka hit/ }).click();
  await expect(page.getByText("Inga besök skiljer sig.")).toBeVisible();
  expect((await visits(page, made))[0]).not.toHaveProperty("pinned", true);
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByText("Låst: nej → ja")).toBeVisible();
  await expect(page.getByText("Före återgång till")).toHaveCount(0);
  await page.getByRole("main").getByRole("button", { name: /^Glöm/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Glöm" }).click();
  await expect(page.getByText("Du har inget sparat läge")).toBeVisible();
});
