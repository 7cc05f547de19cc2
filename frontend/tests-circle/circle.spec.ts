import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { emptySeason } from "../tests/season.js";
import { signIn, settled, type Role } from "../tests/planner.js";

/** What the Go test has started. */
const server = JSON.parse(process.env.POLISKONTOR_TEST_CIRCLE ?? "{}") as { address: string; clock: string };

/** What the server's clock shows, after setting it where a time is given. */
async function clock(to?: Date): Promise<Date> {
  const answer = await fetch(server.clock + (to ? `?to=${encodeURIComponent(to.toISOString())}` : ""));
  return new Date(await answer.text());
}

/** Somebody at a browser of their own, whose clock is the server's. */
async function at(browser: Browser, role?: Role): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await page.clock.install({ time: await clock() });
  if (role) await signIn(page, role);
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  expect((await page.goto(path))?.status(), path).toBe(200);
  if (path.startsWith("/planera")) await settled(page);
}

/** What citizens read follows a change within moments: asked for again until it is there. */
const inTime = (reads: () => Promise<void>) => expect(reads).toPass({ timeout: 60_000 });

/** The Friday after a day, when that week's lägesbild is ready. */
function fridayAfter(day: Date): Date {
  const days = (5 - day.getUTCDay() + 7) % 7 || 7;
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + days, 9));
}

interface Visit {
  id: string;
  localityId: string;
  starts: string;
  ends: string;
  state: string;
}

test("from a citizen's wish to the report in December", async ({ browser }) => {
  const citizen = await at(browser);
  const planner = await at(browser, "planner");

  const wish = "Vi vill prata om farten förbi skolan.";
  await test.step("a citizen wishes", async () => {
    await open(citizen, "/onskemal?ort=degeberga");
    await citizen.getByLabel("Ämne").selectOption("Trafik");
    await citizen.getByLabel("Vad vill du prata om?").fill(wish);
    await citizen.getByRole("button", { name: "Skicka önskemålet" }).click();
    await expect(citizen.getByRole("heading", { name: "Tack för ditt önskemål" })).toBeVisible();
    await open(planner, "/planera/onskemal");
    await expect(planner.getByText(wish)).toBeVisible();
  });

  const pledge = "Prov av hela kretsen";
  const { season, monday } = await emptySeason(planner, 60, pledge);
  const { visit, slug, place } = await test.step("a planner lets a season be proposed and publishes it", async () => {
    await open(planner, `/planera/forslag?period=${season}`);
    await planner.getByLabel("Noggrannhet").selectOption("Snabbt");
    await planner.getByRole("button", { name: "Föreslå", exact: true }).click();
    await planner.getByRole("button", { name: /^Ta in \d+ ändring/ }).click();
    await planner.getByRole("link", { name: "Till säsongen" }).click();
    await planner.getByRole("main").getByRole("link", { name: "Publicera" }).click();
    await planner.getByLabel("Kommentar").fill("Besök efter önskemål.");
    await planner.getByRole("button", { name: /^Publicera \d+ ändring/ }).click();
    await planner.getByRole("dialog").getByRole("button", { name: "Publicera" }).click();
    await expect(planner.getByRole("heading", { name: /är publicerad$/ })).toBeVisible({ timeout: 60_000 });
    return planner.evaluate(async (monday) => {
      const ask = async (path: string) => (await fetch(path)).json();
      const district = (await ask("/api/v1/districts")).items[0].id as string;
      const visits = (await ask(`/api/v1/visits?district=${district}&from=${monday}&limit=500`)).items as Visit[];
      const visit = visits.filter(({ state }) => state === "announced").sort((a, b) => a.starts.localeCompare(b.starts))[0]!;
      const places = (await ask(`/api/v1/localities?district=${district}&limit=500`)).items as { id: string; name: string; slug: string }[];
      const { name, slug } = places.find(({ id }) => id === visit.localityId)!;
      return { visit, slug, place: name };
    }, monday);
  });

  await test.step("citizens have the visit in their calendars", async () => {
    await inTime(async () => {
      const feed = await (await citizen.request.get(`/kalender/ort/${slug}.ics`)).text();
      expect(feed.replaceAll("\r\n ", "").includes(visit.id), visit.id).toBe(true);
    });
  });

  const said = "Det körs för fort förbi skolan.";
  const promised = "Mäta farten förbi skolan";
  await clock(new Date(Date.parse(visit.starts) + 30 * 60_000));
  const crew = await at(browser, "crew");
  const stop = crew.getByRole("article", { name: place, exact: true }).first();
  await test.step("the crew notes what was said, without a net", async () => {
    await open(crew, "/planera/idag");
    await stop.getByRole("button", { name: "Skriv anteckning" }).waitFor();
    await crew.context().setOffline(true);
    await stop.getByRole("button", { name: "Skriv anteckning" }).click();
    const dialog = crew.getByRole("dialog");
    await dialog.getByRole("group", { name: "Vuxna" }).getByRole("button", { name: /en till/ }).click();
    await dialog.getByRole("checkbox", { name: "Trafik" }).check();
    await dialog.getByLabel("Vad sa man?").fill(said);
    await dialog.getByRole("button", { name: "Lägg till något ni lovade" }).click();
    await dialog.getByLabel("Vad ska göras?").fill(promised);
    await dialog.getByLabel("Vem svarar, som roll").fill("Kommunpolis");
    await dialog.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(stop.getByText("Det skickas när nätet är tillbaka.")).toBeVisible();
    await crew.context().setOffline(false);
    await expect(stop.getByText("Anteckningen är sparad.")).toBeVisible();
  });

  await test.step("the visit was held", async () => {
    await clock(new Date(Date.parse(visit.ends) + 10 * 60_000));
    await crew.clock.setSystemTime(await clock());
    await open(crew, "/planera/idag");
    await stop.getByRole("button", { name: "Genomfört" }).click();
    await crew.getByRole("dialog").getByRole("button", { name: "Genomfört" }).click();
    await expect(stop.getByText("Genomfört", { exact: true }).first()).toBeVisible();
  });

  await test.step("the action is answered", async () => {
    await open(crew, "/planera/dialog/atgarder");
    await crew.getByRole("link", { name: promised }).click();
    await crew.getByLabel("Läge", { exact: true }).selectOption("Klar");
    await crew.getByLabel(/^Svar till invånarna/).fill("Vi har mätt. De flesta håller farten.");
    await crew.getByRole("button", { name: "Spara", exact: true }).click();
    await expect(crew.getByRole("row").filter({ hasText: promised })).toContainText("Klar");
  });

  const told = "Ni tycker att det körs för fort förbi skolan. Provet av kretsen.";
  await test.step("a summary is written by one, approved by another, and read by citizens", async () => {
    await open(crew, "/planera/dialog/sammanfattningar/ny");
    await crew.getByLabel("Ort", { exact: true }).selectOption({ label: place });
    await crew.getByLabel("Ämne", { exact: true }).selectOption({ label: "Trafik" });
    await crew.getByLabel("Ni sa", { exact: true }).fill(told);
    await crew.getByLabel("Vi gjorde", { exact: true }).fill("Vi mätte farten i en vecka.");
    await crew.getByRole("checkbox", { name: new RegExp(`^${promised}`) }).check();
    await crew.getByRole("button", { name: "Spara och skicka för godkännande" }).click();
    await expect(crew.getByText("Väntar på godkännande", { exact: true })).toBeVisible();
    const approver = await at(browser, "communicator");
    await open(approver, new URL(crew.url()).pathname);
    await approver.getByRole("button", { name: "Godkänn och publicera" }).click();
    await expect(approver.getByText("Publicerad", { exact: true })).toBeVisible();
    await inTime(async () => {
      await open(citizen, `/orter/${slug}`);
      await expect(citizen.getByText(told)).toBeAttached({ timeout: 1000 });
      await expect(citizen.getByText("Vi har mätt. De flesta håller farten.").first()).toBeAttached({ timeout: 1000 });
    });
    expect(await citizen.content()).not.toContain(said); // the note itself is nobody else's
  });

  // The sign-ins from before end on the way.
  await clock(fridayAfter(new Date(visit.ends)));
  const again = await at(browser, "planner");
  await test.step("the week's lägesbild has the place and its topic", async () => {
    await open(again, "/planera/dialog/lagesbild");
    const row = again.getByRole("row").filter({ hasText: place }).filter({ hasText: "Trafik" });
    await expect(row.first()).toBeVisible();
  });

  await test.step("the promise is followed up, for everybody and in the report", async () => {
    await inTime(async () => {
      await open(citizen, `/loften/prov-${monday}`);
      const kept = citizen.getByRole("region", { name: "Så hålls löftet" });
      await expect(kept).toContainText("1 är genomförda", { timeout: 1000 });
      await expect(kept.getByRole("row", { name: "1. Besök" })).toContainText("1 besök", { timeout: 1000 });
    });
    await open(again, "/planera/uppfoljning/rapport");
    await again.getByLabel("Löfte", { exact: true }).selectOption({ label: pledge });
    await expect(again.getByRole("heading", { name: `Uppföljning: ${pledge}` })).toBeVisible();
    await expect(again.getByRole("article")).toContainText(place);
    const address = await again.getByRole("link", { name: "Hämta PDF" }).getAttribute("href");
    const file = await again.request.get(address!);
    expect(file.status()).toBe(200);
    expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
