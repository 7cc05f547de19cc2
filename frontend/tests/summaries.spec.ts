import type { Browser, Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, settled, signIn, test, type Role } from "./planner.js";
import { at, card, noted, pastStop, write as note } from "./stops.js";

async function looksWell(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);
}

/** Somebody else, in a browser of their own. */
async function another(browser: Browser, baseURL: string, role: Role): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } })).newPage();
  await signIn(page, role);
  return page;
}

/** A text that no other test and no other run uses. */
const unique = (info: { project: { name: string } }) => `Provtext ${info.project.name} ${Date.now()}.`;

/** Writes a summary of a place and sends it for approval. */
async function write(page: Page, said: string): Promise<void> {
  await open(page, "/planera/dialog/sammanfattningar/ny");
  await page.getByLabel("Ort", { exact: true }).selectOption({ label: "Degeberga" });
  await page.getByLabel("Ämne", { exact: true }).selectOption({ label: "Trafik" });
  await page.getByLabel("Ni sa", { exact: true }).fill(said);
  await page.getByLabel("Vi gjorde", { exact: true }).fill("Vi har mätt farten. Ring 044-13 50 00.");
  await expect(page.getByText("Den som godkänner får ta ställning")).toBeVisible();
  await expect(page.getByRole("region", { name: "Så här kommer medborgare att läsa det" })).toContainText(said);
  await page.getByRole("button", { name: "Spara och skicka för godkännande" }).click();
  await expect(page.getByText("Väntar på godkännande", { exact: true })).toBeVisible();
  await settled(page);
}

test.describe("a summary", () => {
  test.use({ role: "crew" });
  test.describe.configure({ timeout: 120_000 });

  test("is written by one, approved by another, read by citizens and withdrawn", async ({ page, browser, baseURL }, info) => {
    const said = unique(info);
    await write(page, said);
    await expect(page.getByText("Nu läser en kollega som får godkänna.")).toBeVisible();
    await looksWell(page);

    const reader = await another(browser, baseURL!, "communicator");
    await open(reader, new URL(page.url()).pathname);
    const approve = reader.getByRole("button", { name: "Godkänn och publicera" });
    await expect(approve).toBeDisabled(); // until the telephone number is decided on
    await looksWell(reader);
    await reader.getByRole("radio", { name: "Maskera" }).check();
    await approve.click();
    await expect(reader.getByText("Publicerad", { exact: true })).toBeVisible();
    const citizen = await (await browser.newContext({ baseURL, locale: "sv-SE", storageState: { cookies: [], origins: [] } })).newPage();
    await citizen.goto("/orter/degeberga");
    await expect(citizen.getByText(said)).toHaveCount(1);
    await expect(citizen.getByText("Ring […].").first()).toBeAttached();
    expect(await violations(citizen)).toEqual([]);
    expect(await overflow(citizen), "pixels to scroll sideways").toBe(0);

    await page.reload();
    await expect(page.getByText("Publicerad", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Dra tillbaka" }).click();
    const dialog = page.getByRole("dialog", { name: "Dra tillbaka" });
    await dialog.getByLabel("Varför?").fill("Det var ett prov.");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Dra tillbaka nu" }).click();
    await expect(page.getByText("Tillbakadragen", { exact: true })).toBeVisible();
    await expect(page.getByText("Det var ett prov.")).toBeVisible();
    await citizen.reload();
    await expect(citizen.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(citizen.getByText(said)).toHaveCount(0);
    await reader.context().close();
    await citizen.context().close();
  });

  test("is kept while it is typed, and a personnummer stops it", async ({ page }, info) => {
    const said = unique(info);
    await open(page, "/planera/dialog/sammanfattningar/ny");
    await page.getByLabel("Ni sa", { exact: true }).fill(`${said} Anna, 850709-9805.`);
    await expect(page.getByRole("button", { name: "Spara utkast" })).toBeDisabled();
    await page.getByRole("button", { name: "Maska det" }).click();
    await expect(page.getByLabel("Ni sa", { exact: true })).toHaveValue(`${said} Anna, […].`);
    await page.reload();
    await settled(page);
    await expect(page.getByLabel("Ni sa", { exact: true })).toHaveValue(`${said} Anna, […].`);
    await page.getByRole("button", { name: "Spara utkast" }).click();
    await expect(page.getByRole("alert")).toContainText("Ort"); // what is missing is said, and nothing is lost
    await expect(page.getByLabel("Ni sa", { exact: true })).toHaveValue(`${said} Anna, […].`);
    await looksWell(page);
  });
});

test.describe("a summary that is begun from a note", () => {
  test.use({ role: "crew" });
  test.describe.configure({ timeout: 120_000 });

  test("is about its place, day and topic, and takes over none of its words", async ({ page }, info) => {
    await open(page, "/planera/idag");
    const stop = await pastStop(page, info.project.name === "phone" ? -1 : -2);
    const inner = unique(info);
    await at(page, stop);
    const dialog = await note(page, stop);
    await dialog.getByRole("checkbox", { name: "Trafik" }).check();
    await dialog.getByLabel("Vad sa man?").fill(inner);
    await dialog.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(page, stop).getByText("Anteckningen är sparad.")).toBeVisible();

    await card(page, stop).getByRole("button", { name: "Vad sa orten sist?" }).click();
    const brief = card(page, stop).getByRole("region", { name: `Sist i ${stop.place}` });
    const begin = brief.locator("p", { hasText: inner }).locator("xpath=following-sibling::p[1]").getByRole("link", { name: /^Skriv en sammanfattning/ });
    await begin.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Skriv en sammanfattning" })).toBeVisible();
    await expect(page.getByLabel("Ort", { exact: true }).locator("option:checked")).toHaveText(stop.place);
    await expect(page.getByLabel("Ämne", { exact: true }).locator("option:checked")).toHaveText("Trafik");
    for (const label of ["Sagt från", "Sagt till"]) await expect(page.getByLabel(label, { exact: true })).toHaveValue(stop.starts.slice(0, 10));
    await expect(page.getByLabel("Ni sa", { exact: true })).toHaveValue("");
    await expect(page.getByLabel("Vi gjorde", { exact: true })).toHaveValue("");
    await expect(page.getByRole("main")).not.toContainText(inner);
    await looksWell(page);

    await page.getByLabel("Ni sa", { exact: true }).fill("Många talade om farten.");
    await page.getByLabel("Vi gjorde", { exact: true }).fill("Vi mäter den i höst.");
    await page.getByRole("button", { name: "Spara utkast" }).click();
    await expect(page.getByText("Utkast", { exact: true })).toBeVisible();
    const [stored] = await noted(page, stop);
    const summary = await page.evaluate(async (id) => (await fetch(`/api/v1/summaries/${id}`)).json(), page.url().split("/").at(-1)!);
    expect(summary).toMatchObject({ visits: [stop.id], notes: [stored!.id], said: "Många talade om farten." });
    await expect(page.getByText("Den kan godkännas av Kim Kommunikatör eller Petra Planerare.")).toBeVisible();
    await looksWell(page);
    await page.getByRole("button", { name: "Ta bort" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ta bort" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Sammanfattningar" })).toBeVisible();
  });
});

test.describe("a coordinator who is alone at the kommun", () => {
  test.use({ role: "coordinator" });

  test("is told that nobody can approve, who could, and whom to ask", async ({ page }, info) => {
    test.slow();
    await write(page, unique(info));
    await expect(page.getByText("Ingen kan godkänna den här texten än.")).toBeVisible();
    await expect(page.getByText("någon annan hos kommunen som är samordnare")).toBeVisible();
    await expect(page.getByText("Be en administratör")).toBeVisible();
    await looksWell(page);
    await page.getByRole("button", { name: "Ta bort" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ta bort" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Sammanfattningar" })).toBeVisible();
  });
});

test("whoever wrote it is told that somebody else approves it", async ({ page }, info) => {
  test.slow();
  await write(page, unique(info)); // a planner, who may approve others'
  await expect(page.getByText("Du har skrivit eller ändrat den här texten, så någon annan än du godkänner den.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Godkänn och publicera" })).toHaveCount(0);
  await page.getByRole("button", { name: "Ta bort" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ta bort" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sammanfattningar" })).toBeVisible();
});

test("the list leads on by keyboard alone, and shows what waits", async ({ page }) => {
  await open(page, "/planera/sasong");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page.getByRole("heading", { level: 1, name: "Sammanfattningar" })).toBeVisible();
  await settled(page);
  await expect(page.getByText(/väntar på att du läser och godkänner/)).toBeVisible();
  await looksWell(page);
  const waiting = page.getByRole("link", { name: "Tollarp: Grannsamverkan och stöldskydd" });
  await waiting.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Godkännande" })).toBeVisible();
  const back = page.getByRole("button", { name: "Skicka tillbaka", exact: true });
  await back.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Vad behöver ändras?")).toBeFocused();
  await looksWell(page);
});
