import type { Browser, Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, signIn, test } from "./planner.js";
import { at, card, halfAnHourInto, noted, pastStop, write, type Stop } from "./stops.js";

/** A stop that only this test notes anything of. */
async function past(page: Page, which: number): Promise<Stop> {
  await open(page, "/planera/idag");
  return pastStop(page, which);
}

/** Another device of the crew's. */
async function device(browser: Browser, baseURL: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } })).newPage();
  await signIn(page, "crew");
  return page;
}

test.describe("the note at the stop", () => {
  test.use({ role: "crew" });
  test.describe.configure({ timeout: 90_000 });
  const mine = (n: number) => n + (test.info().project.name === "phone" ? 0 : 10);

  test("is written in some taps, without what tells who somebody is, and read before the next visit", async ({ page }) => {
    const visit = await past(page, mine(0));
    await at(page, visit);
    const dialog = await write(page, visit);
    const adults = dialog.getByRole("group", { name: "Vuxna" });
    await adults.getByRole("button", { name: /en till/ }).click();
    await adults.getByRole("button", { name: /en till/ }).click();
    await expect(adults.getByRole("status")).toHaveText("2");
    await dialog.getByRole("checkbox", { name: "Trafik" }).check();
    const text = dialog.getByLabel("Vad sa man?");
    await text.fill("Anna, 850709-9805, tycker att bilarna kör fort.");
    await expect(dialog.getByText("Ta bort personnumret innan du sparar:")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Spara anteckningen" })).toBeDisabled();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await dialog.getByRole("button", { name: "Maska det" }).click();
    await expect(text).toHaveValue("Anna, […], tycker att bilarna kör fort.");
    await text.fill("Bilarna kör fort förbi skolan.");
    await dialog.getByRole("button", { name: "Lägg till något ni lovade" }).click();
    await dialog.getByLabel("Vad ska göras?").fill("Mäta farten förbi skolan");
    await dialog.getByLabel("Vem svarar, som roll").fill("Kommunpolis");
    await dialog.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(page, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    expect(await noted(page, visit)).toMatchObject([{ text: "Bilarna kör fort förbi skolan.", topics: ["Trafik"], attendance: { adults: 2, youths: 0 } }]);

    await card(page, visit).getByRole("button", { name: "Vad sa orten sist?" }).click();
    const brief = card(page, visit).getByRole("region", { name: `Sist i ${visit.place}` });
    await expect(brief).toContainText("Bilarna kör fort förbi skolan.");
    await expect(brief).toContainText("Mäta farten förbi skolan");
  });

  test("says that nothing came up in one tap", async ({ page }) => {
    const visit = await past(page, mine(1));
    await at(page, visit);
    const dialog = await write(page, visit);
    await dialog.getByRole("button", { name: "Inget kom upp" }).click();
    await expect(card(page, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    expect(await noted(page, visit)).toMatchObject([{ nothing: true }]);
  });

  test("of two devices is one that loses nothing", async ({ page, browser, baseURL }) => {
    const visit = await past(page, mine(2));
    const other = await device(browser, baseURL!);
    await at(page, visit);
    await at(other, visit);
    const [here, there] = [await write(page, visit), await write(other, visit)];
    await here.getByLabel("Vad sa man?").fill("Lamporna i parken är trasiga.");
    await there.getByLabel("Vad sa man?").fill("Många cyklar utan lyse.");
    await there.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(other, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    await here.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(here.getByRole("alert")).toContainText("En annan enhet har skrivit");
    await expect(here.getByLabel("Vad sa man?")).toHaveValue("Många cyklar utan lyse.\n\nLamporna i parken är trasiga.");
    await here.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(page, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    expect(await noted(page, visit)).toMatchObject([{ text: "Många cyklar utan lyse.\n\nLamporna i parken är trasiga.", version: 2 }]);
    await other.context().close();
  });

  test("waits for the net, and arrives once with the time when it was written", async ({ page, context }) => {
    const visit = await past(page, mine(3));
    await at(page, visit);
    await context.setOffline(true);
    const dialog = await write(page, visit);
    await dialog.getByLabel("Vad sa man?").fill("Skrivet utan nät.");
    await dialog.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(page, visit).getByText("Det skickas när nätet är tillbaka.")).toBeVisible();
    await context.setOffline(false);
    await expect(card(page, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    await expect.poll(() => noted(page, visit)).toMatchObject([{ text: "Skrivet utan nät.", version: 1 }]);
    const [stored] = await noted(page, visit);
    expect(Date.parse(stored!.written)).toBe(halfAnHourInto(visit).getTime());
  });

  test("of a device without a net is not lost where another one was first", async ({ page, context, browser, baseURL }) => {
    const visit = await past(page, mine(4));
    const other = await device(browser, baseURL!);
    await at(page, visit);
    await at(other, visit);
    await context.setOffline(true);
    const here = await write(page, visit);
    await here.getByLabel("Vad sa man?").fill("Skrivet utan nät.");
    await here.getByRole("button", { name: "Spara anteckningen" }).click();
    const there = await write(other, visit);
    await there.getByLabel("Vad sa man?").fill("Skrivet med nät.");
    await there.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(other, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    await context.setOffline(false);
    await expect(card(page, visit).getByText(`Det här gick inte fram: Anteckning, ${visit.place}.`)).toBeVisible();
    const again = await write(page, visit);
    await expect(again.getByLabel("Vad sa man?")).toHaveValue("Skrivet med nät.\n\nSkrivet utan nät.");
    await again.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(page, visit).getByText("Anteckningen är sparad.")).toBeVisible();
    expect(await noted(page, visit)).toMatchObject([{ text: "Skrivet med nät.\n\nSkrivet utan nät.", version: 2 }]);
    await other.context().close();
  });
});
