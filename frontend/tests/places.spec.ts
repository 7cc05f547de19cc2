import { deflateSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, open, settled, test } from "./planner.js";

/** A PNG photo, grey all over. */
function png(width: number, height: number): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const part = Buffer.concat([Buffer.from(kind), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc(part));
    return Buffer.concat([length, part, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A name that no other test and no other run uses. */
const unique = (test: { title: string; project: { name: string } }) => `${test.title.slice(0, 40)} ${test.project.name} ${Date.now()}`;

const map = (page: Page) => page.getByRole("application", { name: "Karta" });
const position = (page: Page) => page.getByLabel("Läge");

async function typed(page: Page): Promise<{ lat: number; lon: number }> {
  await expect(position(page)).toHaveValue(/^\d+\.\d+, \d+\.\d+$/);
  const [lat, lon] = (await position(page).inputValue()).split(", ").map(Number);
  return { lat: lat!, lon: lon! };
}

async function box(locator: Locator) {
  await locator.scrollIntoViewIfNeeded();
  return (await locator.boundingBox())!;
}

async function newSite(page: Page, name?: string): Promise<void> {
  await open(page, "/planera/register/sites/ny");
  await expect(map(page)).toBeVisible();
  if (name) {
    await page.getByRole("textbox", { name: "Namn", exact: true }).fill(name);
    await page.getByLabel("Ort", { exact: true }).selectOption({ label: "Åhus" });
  }
}

/** Adds a site and opens it again. */
async function added(page: Page, name: string): Promise<void> {
  await newSite(page, name);
  await position(page).fill("55.9236, 14.2952");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("Tillagt.", { exact: true })).toBeVisible();
  await page.getByLabel("Sök i Uppställningsplatser").fill(name);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await settled(page);
}

for (const path of ["/planera/register/sites/ny", "/planera/register/localities/ny", "/planera/register/offices/ny"]) {
  test(`${path} has a map that is accessible and fits`, async ({ page }) => {
    await open(page, path);
    await expect(map(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
  });
}

test.describe("the map in the dark", () => {
  test.use({ colorScheme: "dark" });
  test("is accessible", async ({ page }) => {
    await newSite(page);
    expect(await violations(page)).toEqual([]);
  });
});

test("a click marks a spot, and the mark is dragged", async ({ page }) => {
  await newSite(page);
  await expect(page.getByText("Inget är utmärkt än")).toBeVisible();
  let { x, y, width, height } = await box(map(page));
  await page.mouse.click(x + width / 2, y + height / 2);
  const first = await typed(page);
  ({ x, y, width, height } = await box(map(page)));
  // From the tip to a quarter of the map to the right of it.
  await page.mouse.move(x + width / 2, y + height / 2 - 3);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 4 });
  await page.mouse.move(x + width * 0.75, y + height / 2 - 3, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await typed(page)).lon).toBeGreaterThan(first.lon);
  expect(Math.abs((await typed(page)).lat - first.lat)).toBeLessThan(0.02);
});

test("dragging the ground moves the map and marks nothing", async ({ page }) => {
  await newSite(page);
  const { x, y, width, height } = await box(map(page));
  const place = map(page).getByText("Tollarp", { exact: true });
  const before = (await place.boundingBox())!.x;
  await page.mouse.move(x + width * 0.3, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + height * 0.2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await place.boundingBox())!.x - before).toBeGreaterThan(width * 0.15);
  await expect(position(page)).toHaveValue("");
});

test("arrow keys, plus and minus do the same, and say where the mark is", async ({ page }) => {
  await newSite(page);
  await position(page).fill("55.9236, 14.2952");
  await position(page).press("Tab");
  await expect(map(page)).toBeFocused();
  const where = page.getByRole("status").filter({ hasText: "Märket står" });
  await expect(where).toContainText("Torgets norra del");
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await typed(page)).lon).toBeGreaterThan(14.2952);
  await expect(where).toContainText("öster om Åhus");
  const east = await typed(page);
  await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(async () => (await typed(page)).lat).toBeGreaterThan(east.lat);
  const fine = (await typed(page)).lat - east.lat;
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await typed(page)).lat).toBeLessThan(east.lat + fine);
  await page.keyboard.press("0");
  await expect(map(page).getByText("Tollarp", { exact: true })).toBeVisible();
});

test("coordinates are pasted in degrees or SWEREF 99 TM", async ({ page }) => {
  await newSite(page);
  for (const [pasted, read] of [
    ["55,9236; 14,2952", /^55\.9236, 14\.2952$/],
    ["N 6097107 E 356083", /^55(\.00000)?, 12\.(75|74999)$/],
  ] as const) {
    await position(page).fill(pasted);
    await position(page).press("Tab");
    await expect(position(page)).toHaveValue(read);
  }
  await position(page).fill("vid torget");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Läge");
});

test("a photo is put on a site, shown, reworded and removed", async ({ page }, info) => {
  test.slow(); // pictures are made anew each time
  const name = unique(info);
  await added(page, name);
  const photo = page.getByRole("region", { name: "Foto" });
  const save = photo.getByRole("button", { name: "Spara foto" });
  await expect(save).toBeDisabled();

  await photo.getByLabel("Fil").setInputFiles({ name: "torget.png", mimeType: "image/png", buffer: png(900, 600) });
  await save.click();
  await expect(photo.getByRole("alert")).toContainText("Skriv vad fotot visar.");
  await photo.getByLabel("Vad fotot visar").fill("Torget från norr");
  await save.click();
  await expect(page.getByText("Fotot är sparat.")).toBeVisible();
  const shown = photo.getByRole("img", { name: "Torget från norr" });
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page), "pixels to scroll sideways").toBe(0);

  // The form knows that the photo has changed the site.
  await page.getByLabel("Parkering").fill("Bakom torget");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByText("Sparat.", { exact: true })).toBeVisible();
  await page.getByLabel("Sök i Uppställningsplatser").fill(name);
  await page.getByRole("link", { name }).click();
  await expect(page.getByLabel("Parkering")).toHaveValue("Bakom torget");

  await photo.getByLabel("Vad fotot visar").fill("Torget norrifrån");
  await save.click();
  await expect(photo.getByRole("img", { name: "Torget norrifrån" })).toBeVisible();
  await photo.getByRole("button", { name: "Ta bort fotot" }).click();
  await expect(photo.getByText("Platsen har inget foto.")).toBeVisible();
  await page.locator(".toast", { hasText: "Fotot är borttaget." }).getByRole("button", { name: "Ångra" }).click();
  await expect(photo.getByRole("img", { name: "Torget norrifrån" })).toBeVisible();
});

test("a site that was removed by mistake comes back with its photo", async ({ page }, info) => {
  test.slow(); // pictures are made anew each time
  const name = unique(info);
  await added(page, name);
  const photo = page.getByRole("region", { name: "Foto" });
  await photo.getByLabel("Fil").setInputFiles({ name: "torget.png", mimeType: "image/png", buffer: png(900, 600) });
  await photo.getByLabel("Vad fotot visar").fill("Torget från söder");
  await photo.getByRole("button", { name: "Spara foto" }).click();
  await expect(photo.getByRole("img", { name: "Torget från söder" })).toBeVisible();
  const undo = (said: string) => page.locator(".toast", { hasText: said }).getByRole("button", { name: "Ångra" }).click();
  const comesBack = async () => {
    await page.getByLabel("Sök i Uppställningsplatser").fill(name);
    await page.getByRole("link", { name }).click();
    const shown = photo.getByRole("img", { name: "Torget från söder" });
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
  };

  await page.getByRole("button", { name: "Ta bort", exact: true }).click();
  await undo("Borttaget.");
  await expect(page.getByText("Ändringen är återtagen.")).toBeVisible();
  await comesBack();

  // So it does from the list.
  await page.getByRole("link", { name: "Uppställningsplatser" }).first().click();
  await page.getByLabel("Sök i Uppställningsplatser").fill(name);
  await page.getByRole("row", { name }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Ta bort", exact: true }).click();
  await undo("1 borttagen.");
  await comesBack();
});

test("what is no photo is refused in plain words", async ({ page }, info) => {
  await added(page, unique(info));
  const photo = page.getByRole("region", { name: "Foto" });
  await photo.getByLabel("Vad fotot visar").fill("Torget");
  for (const [buffer, said] of [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "Filen är inget foto"],
    [png(900, 600).subarray(0, 300), "trasigt eller avklippt"],
    [Buffer.alloc(13 * 1024 * 1024, 0xff), "större än 12 MB"],
  ] as const) {
    await photo.getByLabel("Fil").setInputFiles({ name: "torget.jpg", mimeType: "image/jpeg", buffer });
    await photo.getByRole("button", { name: "Spara foto" }).click();
    await expect(photo.getByRole("alert")).toContainText(said);
  }
});

test.describe("a crew member", () => {
  test.use({ role: "crew" });
  test("sees the map and changes nothing on it", async ({ page }) => {
    await open(page, "/planera/register/sites");
    await page.getByRole("main").getByRole("link", { name: "Torgets norra del" }).click();
    await expect(map(page)).toBeVisible();
    const before = await position(page).inputValue();
    const { x, y, width, height } = await box(map(page));
    await page.mouse.click(x + width * 0.7, y + height * 0.7);
    await expect(position(page)).toHaveValue(before);
    expect(await violations(page)).toEqual([]);
  });
});
