import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test, type BrowserContext, type Page } from "@playwright/test";
import { chromium as settings } from "../chromium.js";
import { signIn } from "./planner.js";
import { card, halfAnHourInto, noted, pastStop, type Stop } from "./stops.js";

/** The net between a device and the server, which can be cut. */
class Net {
  #server: Server;
  #open = new Set<Socket>();
  #cut = false;

  constructor(to: number) {
    this.#server = createServer((here) => {
      if (this.#cut) return void here.destroy();
      const there = createConnection(to, "127.0.0.1");
      for (const [one, other] of [[here, there], [there, here]] as const) {
        this.#open.add(one);
        one.pipe(other);
        one.on("error", () => other.destroy()).on("close", () => (this.#open.delete(one), other.destroy()));
      }
    });
  }

  listen = () => new Promise<string>((done) => this.#server.listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`)));

  cut(): void {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend = () => (this.#cut = false);

  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }
}

/** A telephone that is switched off and on: what its browser keeps stays. */
async function telephone(folder: string, baseURL: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...settings, baseURL, locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: { width: 390, height: 844 }, serviceWorkers: "allow" });
}

/** Goes to the crew's day as it was half an hour into a visit. */
async function today(context: BrowserContext, stop: Stop): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.clock.setFixedTime(halfAnHourInto(stop));
  await page.goto("/planera/idag");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return page;
}

test("a note that is written without a net outlives a browser that is closed, and arrives once", async ({ baseURL }, info) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), "poliskontor-telephone-"));
  const net = new Net(Number(new URL(baseURL!).port));
  const address = await net.listen();
  try {
    let context = await telephone(folder, address);
    let page = context.pages()[0]!;
    await signIn(page, "crew");
    const visit = await pastStop(page, info.project.name === "phone" ? 20 : 21);
    page = await today(context, visit);
    await expect(card(page, visit)).toBeVisible();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));

    net.cut();
    await context.close();
    context = await telephone(folder, address);
    page = await today(context, visit);
    await card(page, visit).getByRole("button", { name: "Skriv anteckning" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("group", { name: "Vuxna" }).getByRole("button", { name: /en till/ }).click();
    await dialog.getByLabel("Vad sa man?").fill("Skrivet utan nät, innan telefonen stängdes.");

    // Closed in the middle of a sentence, and again when it is said to be kept.
    await context.close();
    context = await telephone(folder, address);
    page = await today(context, visit);
    await card(page, visit).getByRole("button", { name: "Skriv anteckning" }).click();
    await expect(page.getByLabel("Vad sa man?")).toHaveValue("Skrivet utan nät, innan telefonen stängdes.");
    await page.getByRole("button", { name: "Spara anteckningen" }).click();
    await expect(card(page, visit).getByText("Det skickas när nätet är tillbaka.")).toBeVisible();
    await context.close();

    context = await telephone(folder, address);
    page = await today(context, visit);
    await expect(card(page, visit).getByText("Det skickas när nätet är tillbaka.")).toBeVisible();
    net.mend();
    await expect.poll(() => noted(page, visit).catch(() => []), { timeout: 60_000 }).toMatchObject([{ text: "Skrivet utan nät, innan telefonen stängdes.", attendance: { adults: 1 }, version: 1 }]);
    expect(Date.parse((await noted(page, visit))[0]!.written)).toBe(halfAnHourInto(visit).getTime());
    await expect(page.getByText("Det skickas när nätet är tillbaka.")).toHaveCount(0);
    await context.close();
  } finally {
    await net.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("who signs out leaves nothing on the telephone", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL!, serviceWorkers: "allow", locale: "sv-SE" });
  const page = await context.newPage();
  await signIn(page, "crew", "/planera/idag");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("poliskontor.draft.")).length)).toBeGreaterThan(0);
  const leave = page.getByRole("button", { name: "Logga ut" }).filter({ visible: true }).first();
  if (!(await leave.isVisible())) await page.getByRole("button", { name: "Meny" }).click();
  await leave.click();
  await page.waitForURL("**/logga-in**");
  expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => /^poliskontor\.(draft|outbox)\./.test(name)))).toEqual([]);
  await context.close();
});
