import { overflow, violations } from "./accessibility.js";
import { Camera } from "./codes.js";
import { expect, test } from "./fixtures.js";

const åhus = { latitude: 55.9235, longitude: 14.2955 };

test("places are found by typing, with and without dots and rings, and by keyboard alone", async ({ page }) => {
  await page.goto("/prenumerera");
  const search = page.getByRole("searchbox", { name: "Skriv ortens namn" });
  await expect(page.getByRole("button", { name: "Visa alla orter" })).toBeHidden();
  await search.fill("ahus");
  await expect(page.getByRole("checkbox", { name: "Åhus" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Tollarp" })).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "1 ort visas." })).toBeVisible();
  await search.press("Enter");
  await expect(page.getByRole("checkbox", { name: "Åhus" })).toBeFocused();
  await page.keyboard.press("Space");
  await search.fill("xyz");
  await expect(page.getByRole("status").filter({ hasText: "Ingen ort heter så." })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Visa alla orter" }).click();
  await expect(search).toBeFocused();
  await page.getByRole("checkbox", { name: "Tollarp" }).check();
  await expect(page.getByRole("status").filter({ hasText: "Du har valt: " })).toContainText(/Åhus.*Tollarp|Tollarp.*Åhus/);
  await page.getByRole("combobox", { name: "Påminnelse" }).selectOption("1 timme före");
  await page.getByRole("button", { name: "Visa länkar" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Polisens mobila kontor i Åhus och Tollarp");
  await expect(page.getByText("Kalendern påminner 1 timme före.")).toBeVisible();
  await expect(page.getByLabel("Kalenderns adress")).toHaveValue(/\/kalender\/urval\.ics\?ort=ahus,tollarp&paminn=60$/);
});

test.describe("near me", () => {
  test.use({ permissions: ["geolocation"], geolocation: åhus });

  test("is asked only when it is tapped, sends nothing, and keeps nothing", async ({ page }) => {
    await page.addInitScript(() => {
      const asked = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
      navigator.geolocation.getCurrentPosition = (...all) => {
        document.documentElement.dataset["asked"] = "yes";
        asked(...all);
      };
    });
    await page.goto("/prenumerera");
    await expect(page.getByRole("button", { name: "Visa orter nära mig" })).toBeVisible();
    await expect(page.locator("html")).not.toHaveAttribute("data-asked");
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.url()));
    await page.getByRole("button", { name: "Visa orter nära mig" }).click();
    await expect(page.getByRole("status").filter({ hasText: "De 5 orter som ligger närmast dig visas." })).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Åhus 1 km" })).toBeVisible();
    await expect(page.getByRole("checkbox").and(page.locator("[name=ort]")).filter({ visible: true })).toHaveCount(5);
    expect(sent).toEqual([]);
    expect(new URL(page.url()).search).toBe("");
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
});

test("who does not say where they are types instead", async ({ page }) => {
  await page.goto("/prenumerera");
  await page.getByRole("button", { name: "Visa orter nära mig" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Skriv ortens namn i stället." })).toBeVisible();
});

test("places are chosen on the map", async ({ page }) => {
  await page.goto("/prenumerera");
  await page.getByText("Välj på karta").first().click();
  await page.getByRole("link", { name: /^Åhus, / }).click();
  await expect(page.getByRole("checkbox", { name: "Åhus" })).toBeChecked();
  await expect(page.getByRole("status").filter({ hasText: "Du har valt: Åhus" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("each calendar program has its button, and a code moves the choice to the telephone", async ({ page, baseURL }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/prenumerera?ort=ahus,tollarp&evenemang=nej&paminn=60");
  const host = baseURL!.replace(/^https?:/, "");
  for (const [name, href] of [
    ["Öppna i Kalender", `webcal:${host}/kalender/urval.ics?`],
    ["Lägg till i Google Kalender", "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F"],
    ["Privat konto", "https://outlook.live.com/calendar/0/addfromweb?url="],
    ["Jobb eller skola", "https://outlook.office.com/calendar/0/addfromweb?url="],
    ["Öppna i Thunderbird", `webcal:${host}/kalender/urval.ics?`],
    ["Öppna i min kalenderapp", `webcal:${host}/kalender/urval.ics?`],
  ] as const) {
    expect(await page.getByRole("link", { name, exact: true }).getAttribute("href")).toContain(href);
  }
  const code = page.getByRole("img", { name: "QR-kod" });
  expect(await (await Camera.beside(page)).read(code)).toBe(`${baseURL}/prenumerera?ort=ahus,tollarp&evenemang=nej&paminn=60`);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
});

test("the timetable shows every chosen place, and lets each be taken away", async ({ page }) => {
  await page.goto("/?ort=ahus&ort=tollarp");
  const chosen = page.getByRole("group", { name: "Valda orter" });
  await expect(chosen.getByRole("checkbox", { name: "Åhus" })).toBeChecked();
  await chosen.getByRole("checkbox", { name: "Tollarp" }).uncheck();
  await page.getByRole("combobox", { name: "Lägg till en ort" }).selectOption("Degeberga");
  await page.getByRole("button", { name: "Visa besök" }).click();
  await expect(page.getByRole("heading", { name: "Kommande besök: Åhus och Degeberga" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
