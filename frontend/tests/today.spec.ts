import type { Browser, Page } from "@playwright/test";
import { overflow, spaceText, tabStops, violations } from "./accessibility.js";
import { expect, open, signIn, test } from "./planner.js";
import { addDays } from "./season.js";

interface Stops {
  office: string;
  /** Two announced visits of the office: tomorrow, and the day after. */
  visits: { id: string; place: string }[];
}

const tomorrow = () => addDays(new Date().toISOString().slice(0, 10), 1);

/** Adds an office of the test's own, crewed for some days, with two announced visits. */
async function stops(browser: Browser, baseURL: string, name: string): Promise<Stops> {
  const context = await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } });
  try {
    const page = await context.newPage();
    await signIn(page, "planner");
    return await page.evaluate(
      async ({ name, days }) => {
        const ask = async (path: string, body?: object) => {
          const answer = await fetch(path, { method: body ? "POST" : "GET", headers: body && { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
          if (!answer.ok && answer.status !== 409) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
          return answer.json();
        };
        const districtId = (await ask("/api/v1/districts")).items[0].id;
        const localities = (await ask(`/api/v1/localities?district=${districtId}`)).items;
        const place = localities.find(({ name }: { name: string }) => name === "Åhus");
        const office = `${name} ${crypto.randomUUID().slice(0, 8)}`;
        const officeId = (await ask("/api/v1/offices", { districtId, name: office, baseName: "Stationen", base: place.position })).id;
        const site = (await ask("/api/v1/sites", { districtId, localityId: place.id, name: `Torget ${office}`, street: "Torggatan 1", postalCode: "296 31", town: "Åhus", position: place.position, preference: 9 })).id;
        const visits = [];
        for (const day of days) {
          await ask("/api/v1/shifts", { districtId, officeId, starts: `${day}T08:00`, ends: `${day}T18:00` });
          const visit = await ask("/api/v1/visits", { districtId, localityId: place.id, siteId: site, officeId, starts: `${day}T10:00`, ends: `${day}T12:00`, publicNote: "Vi talar om trafiken.", note: "Nyckel hos vaktmästaren." });
          visits.push({ id: visit.id as string, place: place.name as string });
        }
        // Other tests publish too: whoever comes second asks again.
        for (let made = false; !made; ) {
          const last = (await ask(`/api/v1/districts/${districtId}/releases?limit=1`)).items[0]?.number ?? 0;
          made = Boolean((await ask(`/api/v1/districts/${districtId}/releases`, { after: last, comment: "Prov", only: visits.map(({ id }) => id) })).number);
        }
        return { office, visits };
      },
      { name, days: [tomorrow(), addDays(tomorrow(), 1)] },
    );
  } finally {
    await context.close();
  }
}

/** Shows the day of one office. */
async function dayOf(page: Page, { office }: Stops): Promise<void> {
  await open(page, "/planera/idag");
  await page.getByLabel("Kontor", { exact: true }).selectOption({ label: office });
}

/** What everybody is told of a visit. */
async function told(page: Page, id: string): Promise<{ state: string; reason?: string; starts: string }> {
  return (await page.request.get(`/api/v1/public/visits/${id}`)).json();
}

test.describe("the crew's day", () => {
  test.use({ role: "crew" });
  test.describe.configure({ timeout: 90_000 });

  test("is where the crew begins, and first in the menu", async ({ page }) => {
    await open(page, "/planera");
    await expect(page).toHaveURL(/\/planera\/idag$/);
    const menu = page.getByRole("button", { name: "Meny" });
    if (await menu.isVisible()) await menu.click();
    await expect(page.getByRole("navigation", { name: "Meny" }).last().getByRole("link").first()).toHaveText("I dag");
  });

  test("is accessible and fits the window, also in the dark and with text set wide", async ({ page, browser, baseURL }) => {
    const made = await stops(browser, baseURL!, "Syn");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await dayOf(page, made);
      await expect(page.getByRole("article")).toHaveCount(2);
      expect(await overflow(page), "pixels to scroll sideways").toBe(0);
      expect(await violations(page)).toEqual([]);
    }
    expect((await tabStops(page)).filter(({ visible }) => !visible).map(({ element }) => element)).toEqual([]);
    const small = await page.locator("main .button, main select").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 48).map((one) => one.textContent));
    expect(small, "targets under 48 pixels").toEqual([]);
    await spaceText(page);
    await dayOf(page, made);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  });

  test("tells everybody in two taps that a visit is late or cancelled, and takes it back", async ({ page, browser, baseURL }) => {
    const made = await stops(browser, baseURL!, "Tapp");
    const [visit] = made.visits;
    await dayOf(page, made);
    const card = page.getByRole("article").first();
    await expect(card).toContainText("Torggatan 1, 296 31 Åhus");
    await expect(card.getByRole("link", { name: /^Visa vägen/ })).toHaveAttribute("href", /^(geo:|https:)/);
    await card.getByRole("button", { name: /^Visa anteckning/ }).click();
    await expect(card).toContainText("Nyckel hos vaktmästaren.");

    await card.getByRole("button", { name: /^Försenad/ }).click();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    await page.getByRole("dialog").getByRole("button", { name: /^30 min/ }).click();
    await expect(card).toContainText("Alla ser nu: Försenat, börjar 10.30.");
    expect(await told(page, visit!.id)).toMatchObject({ state: "delayed", reason: "Vi är på väg men blir sena." });
    await card.getByRole("button", { name: /^Ångra/ }).click();
    await expect(card.getByText("Alla ser nu")).toHaveCount(0);
    expect(await told(page, visit!.id)).toMatchObject({ state: "announced" });

    await card.getByRole("button", { name: /^Inställd/ }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Bilen har gått sönder." }).click();
    await expect(card).toContainText("Alla ser nu: Inställt. Bilen har gått sönder.");
    const feed = await (await page.request.get("/kalender/alla.ics")).text();
    const event = feed.replaceAll("\r\n ", "").split("BEGIN:VEVENT").find((one) => one.includes(visit!.id));
    expect(event).toContain("STATUS:CANCELLED");
    expect(event).toContain("Bilen har gått sönder.");
    expect(await (await page.request.get(`/en/besok/${visit!.id}`)).text()).toContain("The vehicle has broken down.");
    // What replaces it can be seen and handed on, but only a planner takes it.
    const instead = card.getByRole("region", { name: "Ersättning" });
    await expect(instead).toContainText(/löftet|lovad/i);
    await expect(instead.getByRole("button", { name: /^Ta tiden/ })).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    await card.getByRole("button", { name: /^Ångra/ }).click();
    await expect(card.getByRole("button", { name: /^Inställd/ })).toBeVisible();
    expect(await told(page, visit!.id)).toMatchObject({ state: "announced" });

    await card.getByRole("button", { name: /^Inställd/ }).click();
    await page.getByRole("dialog").getByLabel("Eller med egna ord").fill("Torget är avstängt.");
    await page.getByRole("dialog").getByRole("button", { name: "Inställd" }).click();
    await expect(card).toContainText("Alla ser nu: Inställt. Torget är avstängt.");
  });

  test("shows what was fetched last while there is no net, and sends once what was said then", async ({ page, browser, baseURL, context }) => {
    const made = await stops(browser, baseURL!, "Nät");
    const [first, second] = made.visits;
    await dayOf(page, made);
    const [late, lost] = [page.getByRole("article").first(), page.getByRole("article").nth(1)];
    await expect(late.getByRole("button", { name: /^Försenad/ })).toBeEnabled();
    await context.setOffline(true);
    await expect(page.getByText(/^Inget nät, visar det som hämtades \d\d\.\d\d\./)).toBeVisible();
    await late.getByRole("button", { name: /^Försenad/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^30 min/ }).click();
    await expect(late).toContainText("Försenad: börjar 10.30");
    await expect(late).toContainText("Ingen annan ser det än.");
    await expect(late.getByRole("button", { name: /^Inställd/ })).toBeDisabled();
    await lost.getByRole("button", { name: /^Inställd/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Bilen har gått sönder." }).click();
    await expect(lost).toContainText("Ingen annan ser det än.");
    await expect(page.getByRole("region", { name: "Kontakt och väntande ändringar" })).toContainText("Inställd, Åhus");
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    expect(await told(page, first!.id)).toMatchObject({ state: "announced" });

    // Meanwhile somebody with a net says something else of the second one.
    const { version } = await (await page.request.get(`/api/v1/visits/${second!.id}`)).json();
    const other = await page.request.post(`/api/v1/visits/${second!.id}/cancel`, { data: { reason: "Vägen är avstängd.", release: true }, headers: { "If-Match": `"${version}"`, "Sec-Fetch-Site": "same-origin" } });
    expect(other.status()).toBe(200);
    const sent: number[] = [];
    page.on("response", (answer) => void (answer.url().endsWith("/delay") && sent.push(answer.status())));
    await context.setOffline(false);
    await expect(late).toContainText("Alla ser nu: Försenat, börjar 10.30.", { timeout: 40_000 });
    await expect(lost).toContainText("Det här gick inte fram: Inställd, Åhus.");
    await expect(lost).toContainText("Alla ser nu: Inställt. Vägen är avstängd.");
    expect(sent).toEqual([200]);
    expect(await told(page, first!.id)).toMatchObject({ state: "delayed" });
    expect(await told(page, second!.id)).toMatchObject({ state: "cancelled", reason: "Vägen är avstängd." });
  });

  test("tells of a change after the page was read anew without an answer", async ({ page, browser, baseURL }) => {
    const made = await stops(browser, baseURL!, "Om");
    await dayOf(page, made);
    const card = page.getByRole("article").first();
    await page.route("**/delay", (route) => route.abort());
    await page.route("**/readyz", (route) => route.abort());
    await card.getByRole("button", { name: /^Försenad/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^15 min/ }).click();
    await expect(card).toContainText("Ingen annan ser det än.");
    await page.reload();
    await expect(card).toContainText("Ingen annan ser det än.");
    await page.unroute("**/delay");
    await page.unroute("**/readyz");
    await expect(card).toContainText("Försenat, börjar 10.15.", { timeout: 40_000 });
    expect(await told(page, made.visits[0]!.id)).toMatchObject({ state: "delayed" });
  });

  test("follows what others change, and sees the week below", async ({ page, browser, baseURL }) => {
    const made = await stops(browser, baseURL!, "Live");
    await dayOf(page, made);
    const other = await page.context().newPage();
    await dayOf(other, made);
    await other.getByRole("button", { name: /^Försenad/ }).first().click();
    await other.getByRole("dialog").getByRole("button", { name: /^15 min/ }).click();
    await expect(page.getByRole("article").first()).toContainText("Alla ser nu: Försenat, börjar 10.15.", { timeout: 40_000 });
    await page.getByRole("button", { name: "Nästa vecka" }).click();
    const week = page.getByRole("region", { name: /^Vecka \d+$/ });
    await expect(week.getByRole("listitem")).toHaveCount(7);
    expect(await violations(page)).toEqual([]);
  });
});

test.describe("a planner on call", () => {
  test.describe.configure({ timeout: 120_000 });

  test("takes a replacement that everybody is told of", async ({ page, browser, baseURL }, { project }) => {
    test.skip(project.name.startsWith("phone"), "one run changes the schedule that all see");
    const made = await stops(browser, baseURL!, "Jour");
    await dayOf(page, made);
    const card = page.getByRole("article").first();
    await card.getByRole("button", { name: /^Inställd/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Personal har blivit sjuk." }).click();
    const take = card.getByRole("button", { name: /^Ta tiden/ }).first();
    await expect(take).toBeVisible();
    const posted = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/visits") && answer.request().method() === "POST");
    await take.click();
    const { id } = await (await posted).json();
    await expect(card).toContainText("Ersättningen är planerad");
    await expect.poll(async () => (await page.request.get(`/api/v1/public/visits/${id}`)).status(), { timeout: 60_000 }).toBe(200);
  });
});

test.describe("a release that is taken back", () => {
  // Another test may publish all there is while this one's visit waits.
  test.describe.configure({ retries: 2, timeout: 120_000 });

  test("never reaches the feed", async ({ page, browser, baseURL }, { project }) => {
    test.skip(project.name.startsWith("phone"), "one run changes the schedule that all see");
    const made = await stops(browser, baseURL!, "Regret");
    await open(page, "/planera/publicera");
    const id = await page.evaluate(async (known) => {
      const visit = await (await fetch(`/api/v1/visits/${known}`)).json();
      const { districtId, localityId, siteId, officeId, starts } = visit;
      const day = starts.slice(0, 10);
      const body = { districtId, localityId, siteId, officeId, starts: `${day}T14:00`, ends: `${day}T16:00` };
      return (await (await fetch("/api/v1/visits", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json()).id as string;
    }, made.visits[0]!.id);
    await open(page, "/planera/publicera");
    await page.getByLabel("Kommentar").fill("Ett misstag.");
    await page.getByRole("button", { name: /^Publicera \d+ ändring/ }).click({ timeout: 40_000 });
    await page.getByRole("dialog").getByRole("button", { name: "Publicera" }).click();

    // Somebody else sees it too, with the time that is left.
    const other = await page.context().newPage();
    await open(other, "/planera/sasong");
    await expect(other.getByRole("region", { name: "Publicering på väg" })).toContainText(/om \d+ s/);
    const going = page.getByRole("region", { name: "Publicering på väg" });
    expect(await violations(page)).toEqual([]);
    await going.getByRole("button", { name: "Ta tillbaka" }).click();
    await expect(going).toHaveCount(0);
    await expect(page.getByText("Publiceringen togs tillbaka. Ingen har sett något av den.")).toBeVisible();
    await expect(page.getByLabel("Kommentar")).toHaveValue("Ett misstag.");
    await expect(other.getByRole("region", { name: "Publicering på väg" })).toHaveCount(0);
    const pending = await (await page.request.get("/api/v1/pending-releases")).json();
    expect(pending.items.filter(({ comment }: { comment: string }) => comment === "Ett misstag.").map(({ state }: { state: string }) => state)).toEqual(["taken_back"]);
    expect(await (await page.request.get("/kalender/alla.ics")).text()).not.toContain(id);
    expect((await page.request.get(`/api/v1/public/visits/${id}`)).status()).toBe(404);
    await page.evaluate((id) => fetch(`/api/v1/visits/${id}`, { method: "DELETE", headers: { "If-Match": '"1"' } }), id);
  });
});
