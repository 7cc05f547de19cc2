import { test as plain } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { Demonstration } from "./demonstration.js";
import { expect, test } from "./fixtures.js";
import { MailServer } from "./mailserver.js";
import { test as signedIn } from "./planner.js";

// A form that comes back has a status that Chromium logs as an error, so these go without
// the promise that none is logged.

const wished = (project: string) => `Vi vill prata om farten förbi skolan, ${project} ${Date.now()}`;

test("somebody wishes for a visit by the keyboard alone", async ({ page }, { project }) => {
  await page.goto("/orter/ahus");
  await page.getByRole("link", { name: "Önska ett besök i Åhus" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Ort", { exact: true })).toHaveValue("ahus");
  await page.getByLabel("Ort", { exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.type("Vid skolan");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Tab"); // day, hours, topic
  await expect(page.getByLabel("Ämne")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type(wished(project.name));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skicka önskemålet" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Tack för ditt önskemål" })).toBeVisible({ timeout: 60_000 });
});

plain("what belongs elsewhere comes back as it was typed, with the number to call", async ({ page }) => {
  await page.goto("/en/onskemal?ort=ahus");
  await page.getByLabel("What do you want to talk about?").fill("My number is 850709-9805");
  await page.getByLabel("Time of day").selectOption({ label: "Evening" });
  await page.getByRole("button", { name: "Send the wish" }).click();
  const problem = page.getByRole("alert").getByRole("link");
  await expect(problem).toContainText("114 14", { timeout: 60_000 });
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("What do you want to talk about?")).toHaveValue("My number is 850709-9805");
  await expect(page.getByLabel("Time of day")).toHaveValue("evening");
  expect(await overflow(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
  await problem.click();
  await expect(page.getByLabel("What do you want to talk about?")).toBeFocused();
});

plain.describe("without script", () => {
  plain.use({ javaScriptEnabled: false });

  plain("a form that is sent at once comes back, and asks for a little time", async ({ page }) => {
    await page.goto("/onskemal?ort=ahus");
    await page.getByLabel("Vad vill du prata om?").fill("Utan skript");
    await page.getByRole("button", { name: "Skicka önskemålet" }).click();
    await expect(page.getByRole("alert")).toContainText("Vänta en halv minut");
    await expect(page.getByLabel("Vad vill du prata om?")).toHaveValue("Utan skript");
  });
});

signedIn("planners read what is wished, by place and topic", async ({ page }, { project }) => {
  const text = wished(`planners ${project.name}`);
  await page.goto("/onskemal?ort=tollarp");
  await page.getByLabel("Ämne").selectOption("Trafik");
  await page.getByLabel("Vad vill du prata om?").fill(text);
  await page.getByRole("button", { name: "Skicka önskemålet" }).click();
  await expect(page.getByRole("heading", { name: "Tack för ditt önskemål" })).toBeVisible({ timeout: 60_000 });

  await page.goto("/planera/onskemal");
  await expect(page.getByText(text)).toBeVisible();
  await page.getByLabel("Ort").selectOption({ label: "Tollarp" });
  await page.getByLabel("Ämne").selectOption("Trafik");
  await expect(page.getByRole("listitem").filter({ hasText: text })).toContainText("Tollarp");
  await page.getByLabel("Ort").selectOption({ label: "Åhus" });
  await expect(page.getByText(text)).toHaveCount(0);
  expect(await overflow(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test.describe("e-mail", () => {
  let mails: MailServer;
  let server: Demonstration;

  test.beforeAll(async () => {
    mails = await MailServer.start();
    server = await Demonstration.start({
      POLISKONTOR_SMTP_URL: `smtp://127.0.0.1:${mails.port}?tls=none`,
      POLISKONTOR_MAIL_FROM: "Mobilt poliskontor <kontor@example.se>",
      POLISKONTOR_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    });
  });
  test.afterAll(async () => {
    await server.stop();
    mails.stop();
  });

  for (const script of [true, false]) {
    test(`from asking to leaving, ${script ? "with" : "without"} script`, async ({ browser, viewport, isMobile }) => {
      const context = await browser.newContext({ baseURL: server.address, locale: "sv-SE", viewport, isMobile, javaScriptEnabled: script });
      const page = await context.newPage();
      const sound = async () => {
        if (!script) return;
        expect(await overflow(page)).toBe(0);
        expect(await violations(page)).toEqual([]);
      };
      await page.goto("/prenumerera/epost");
      await page.getByLabel("Din e-postadress").fill("anna@example.se");
      await page.getByRole("button", { name: "Skicka mig e-post" }).click();
      await expect(page.getByRole("alert")).toContainText("Välj minst en ort");
      await expect(page.getByLabel("Din e-postadress")).toHaveValue("anna@example.se");
      await sound();
      await page.getByLabel("Åhus").check();
      const before = mails.links("/bekrafta").length;
      await page.getByRole("button", { name: "Skicka mig e-post" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Titta i din e-post" })).toBeVisible();
      await sound();

      await expect.poll(() => mails.links("/bekrafta").length, { timeout: 60_000 }).toBeGreaterThan(before);
      await page.goto(mails.links("/bekrafta").at(-1)!.replaceAll("&amp;", "&"));
      await sound();
      await page.getByRole("button", { name: "Ja, skicka mig e-post" }).click();
      await expect(page.getByRole("status")).toContainText("Nu får du e-post");
      await expect(page.getByLabel("Åhus")).toBeChecked();
      await sound();
      await page.getByLabel("Tollarp").check();
      await page.getByLabel("English").check();
      await page.getByRole("button", { name: "Spara" }).click();
      await expect(page.getByRole("status")).toContainText("sparad");
      await expect(page.getByLabel("Tollarp")).toBeChecked();
      await page.getByRole("button", { name: "Avsluta" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Du får ingen mer e-post" })).toBeVisible();
      await sound();
      await context.close();
    });
  }
});
