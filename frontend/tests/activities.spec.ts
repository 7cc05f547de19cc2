import { overflow, violations } from "./accessibility.js";
import { countToo, proposeAgain } from "./countings.js";
import { expect, open, settled, test } from "./planner.js";

const path = "/planera/uppfoljning/aktiviteter";

/** A name that no other test and no other window has. */
const own = (what: string) => `${what} ${test.info().project.name} ${Date.now().toString(36)}`;

test("activities are narrowed to a kind, an owner and a time, and what is chosen stands in the address", async ({ page }) => {
  await open(page, path);
  await expect(page.getByRole("navigation", { name: "Uppföljning" }).getByRole("link", { name: "Aktiviteter" })).toHaveAttribute("aria-current", "page");
  const form = page.getByRole("form", { name: "Urval av aktiviteter" });
  await form.getByRole("combobox", { name: "Slag" }).selectOption("Trygghetsvandring");
  await form.getByRole("combobox", { name: "Ägare" }).selectOption("Kommunen");
  const table = page.getByRole("table", { name: "Aktiviteter" });
  await expect(table.getByText("Trafikkontroll")).toHaveCount(0);
  await expect(table.getByText("Kristianstad, Gamlegården").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expect(page).toHaveURL(/kind=safety_walk/);
  await page.reload();
  await settled(page);
  await expect(form.getByRole("combobox", { name: "Ägare" })).toHaveValue("kommun");
  await page.getByRole("button", { name: "Visa alla" }).click();
  await expect(table.getByText("Trafikkontroll").first()).toBeVisible();
});

test("an activity is entered, counted otherwise and removed, by keyboard alone", async ({ page }) => {
  const title = own("Cykelmärkning");
  await open(page, path);
  await page.locator("h1").focus();
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ny aktivitet");
  await page.getByLabel("Slag").focus();
  await page.keyboard.type("Annat");
  await page.getByLabel("Rubrik").focus();
  await page.keyboard.type(title);
  await page.getByLabel("Dag", { exact: true }).fill("2026-03-02");
  await page.getByLabel(/^Ort/).focus();
  await page.keyboard.type("Kristianstad");
  await page.getByLabel(/^Vad som gjordes/).focus();
  await page.keyboard.type("Ring 850709-9805.");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("alert")).toContainText("personnummer");
  await page.getByLabel(/^Vad som gjordes/).fill("Vi märkte cyklar på torget.");
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Control+s");
  await expect(page).toHaveURL(new RegExp(`${path}$`));

  await expect(page.getByRole("searchbox")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(title);
  await page.getByRole("link", { name: title }).focus();
  await page.keyboard.press("Enter");
  await countToo(page);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await proposeAgain(page);

  await page.getByRole("button", { name: "Ta bort", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect(page.getByText("Borttaget")).toBeVisible();
});

test("a table is looked at before it is taken in, and the same one again changes nothing", async ({ page }) => {
  const place = own("Vägen");
  const file = {
    name: "kontroller.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`Slag;Dag;Ort;Plats\nTrafikkontroll;2026-03-03;Vånga;${place}\nTrafikkontroll;2026-03-03;Atlantis;${place}\n`),
  };
  await open(page, path);
  await page.getByRole("link", { name: "Hämta in från fil" }).click();
  await expect(page.getByRole("link", { name: "Hämta mall (Excel)" })).toBeVisible();
  await page.getByLabel("Välj fil").setInputFiles(file);
  const rows = page.getByRole("table", { name: "Rader i filen" });
  await expect(rows.getByText("Tas inte in")).toBeVisible();
  await expect(rows.getByText(/^Ort: /)).toBeVisible();
  await expect(rows.getByText(`Vånga, ${place}`)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Ta in en rad" }).click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await page.getByRole("link", { name: "Hämta in från fil" }).click();
  await page.getByLabel("Välj fil").setInputFiles(file);
  await expect(rows.getByText("Finns redan")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Ta in/ })).toBeDisabled();
});

test("what is the other party's is read and not changed", async ({ page }) => {
  await open(page, `${path}?owner=kommun&kind=survey`);
  await page.getByRole("link", { name: "Enkät om trygghet på kommunens webbplats" }).click();
  await expect(page.getByLabel("Rubrik")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Spara", exact: true })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Räknas mot" }).getByRole("checkbox")).toHaveCount(0);
});

test("what an activity comes from is searched for and chosen by keyboard, and leads there", async ({ page }) => {
  const place = own("Gången");
  await open(page, path);
  const walk = await page.evaluate(async (place) => {
    const ask = async (path: string) => (await (await fetch(path)).json()).items;
    const districtId = (await ask("/api/v1/districts"))[0].id;
    const body = { districtId, kind: "safety_walk", step: "walk", day: "2026-03-04", status: "done", place };
    const made = await fetch("/api/v1/activities", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return (await made.json()).id as string;
  }, place);

  await open(page, `${path}/ny`);
  const finder = (name: RegExp) => page.getByRole("combobox", { name });
  await expect(finder(/^Vandring/)).toHaveCount(0);
  await page.getByLabel("Slag").selectOption("Trygghetsvandring");
  await page.getByLabel("Steg", { exact: true }).selectOption("Uppföljande vandring");
  await page.getByLabel("Dag", { exact: true }).fill("2026-03-18");
  await finder(/^Vandring/).focus();
  await page.keyboard.type(place);
  await expect(page.getByRole("listbox").getByRole("option")).toHaveText([new RegExp(place)]);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: new RegExp(place) })).toHaveAttribute("href", `/planera/uppfoljning/aktiviteter/${walk}`);

  // Of what citizens wished the first is looked at and left, and of the actions one is chosen.
  await finder(/^Önskemål/).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("listbox").getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(0);
  await finder(/^Åtgärd/).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const second = await page.getByRole("listbox").getByRole("option").nth(1).locator("span").first().evaluate((about) => about.previousSibling!.textContent!.trim());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: second })).toHaveAttribute("href", /^\/planera\/dialog\/atgarder\//);
  await page.getByRole("button", { name: "Ta bort: Åtgärd" }).press("Enter");
  await expect(finder(/^Åtgärd/)).toBeFocused();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Control+s");
  await expect(page).toHaveURL(new RegExp(`${path}$`));

  const made = await page.evaluate(async (walk) => ((await (await fetch("/api/v1/activities?kind=safety_walk&limit=500")).json()).items as { id: string; version: number; walkId?: string; actionId?: string }[]).find(({ walkId }) => walkId === walk), walk);
  expect(made?.actionId).toBeUndefined();
  await open(page, `${path}/${made!.id}`);
  await page.getByRole("link", { name: new RegExp(place) }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`${path}/${walk}$`));
  await expect(page.getByRole("textbox", { name: /^Plats/ })).toHaveValue(place);
  const removed = await page.evaluate(async (all) => Promise.all(all.map(async ([id, version]) => (await fetch(`/api/v1/activities/${id}`, { method: "DELETE", headers: { "If-Match": `"${version}"` } })).status)), [[made!.id, made!.version], [walk, 1]]);
  expect(removed).toEqual([204, 204]);
});
