import type { Locator, Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { Demonstration } from "./demonstration.js";
import { element, expect, hostile, plain, test } from "./hosts.js";
import { signIn } from "./planner.js";

const fiveMinutes = 5 * 60_000;
const asked = 'ort="ahus,tollarp" visa="lista" antal="4" sprak="sv"';

/** What stands in the timetable. Playwright looks into open shadow roots by itself. */
const timetable = (page: Page) => page.locator("mobilt-poliskontor .panel");

/** The words of it, whatever the spaces between. */
const words = async (panel: Locator) => (await panel.innerText()).replace(/\s+/g, " ").trim();

/** Where Tab leads in the timetable, with the ring around it in CSS pixels. */
async function stops(page: Page, count: number): Promise<{ text: string; ring: number }[]> {
  const found = [];
  for (let n = 0; n < count; n++) {
    await page.keyboard.press("Tab");
    found.push(await page.evaluate(() => {
      const focused = document.activeElement?.shadowRoot?.activeElement;
      const style = focused && getComputedStyle(focused);
      return { text: focused?.textContent ?? "", ring: style?.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0 };
    }));
  }
  return found;
}

/** The frame that one pastes, with or without the lines that set its height. */
function frame(origin: string, script: boolean): string {
  const lines = `<script>addEventListener("message", (m) => document.querySelectorAll('iframe[src^="${origin}/"]').forEach((f) => {
    if (m.source === f.contentWindow) f.height = m.data["mobilt-poliskontor"] ?? f.height }))</script>`;
  return `<iframe src="${origin}/inbaddning/lista?ort=ahus,tollarp&amp;antal=4" title="Polisens mobila kontor" width="100%" height="100"></iframe>
    ${script ? lines : ""}`;
}

for (const [name, hostPage] of Object.entries(hostile)) {
  test.describe(`in ${name}`, () => {
    test.beforeEach(async ({ visit, page, baseURL }) => {
      await visit(hostPage(baseURL!, element(baseURL!, asked)));
      await expect(timetable(page)).toBeVisible();
    });

    test("shows the visits, readable and whole", async ({ page }) => {
      const panel = timetable(page);
      await expect(panel.getByRole("heading", { level: 2, name: "Polisens mobila kontor i Åhus och Tollarp" })).toBeVisible();
      await expect(panel.getByRole("listitem")).toHaveCount(4);
      await expect(panel.getByRole("link", { name: /^(Tollarp|Åhus)/ }).first()).toBeVisible();
      await expect(panel).toContainText("Ring 112 om det är akut.");
      await expect(panel).toHaveCSS("font-size", "18px");
      await expect(panel).toHaveCSS("text-transform", "none");
      await expect(panel).toHaveCSS("direction", "ltr");
      expect(await panel.evaluate((section) => section.scrollWidth - section.clientWidth), "pixels to scroll sideways").toBe(0);
      expect(await violations(page, "mobilt-poliskontor")).toEqual([]);
    });

    test("leads the keyboard through its links, visibly", async ({ page }) => {
      const links = await timetable(page).getByRole("link").allTextContents();
      expect(links).toHaveLength(6);
      expect(await stops(page, 6)).toEqual(links.map((text) => ({ text, ring: 3 })));
    });
  });
}

test("is dark where the page around it can be, and the reader wants it", async ({ page, visit, baseURL }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(plain(element(baseURL!, asked)));
  await expect(timetable(page)).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.evaluate(() => document.documentElement.style.setProperty("color-scheme", "light dark"));
  await expect(timetable(page)).toHaveCSS("background-color", "rgb(14, 24, 33)");
  expect(await violations(page, "mobilt-poliskontor")).toEqual([]);
});

test("takes its colours from the page", async ({ page, visit, baseURL }) => {
  const colours = "--poliskontor-text: #ffffff; --poliskontor-bakgrund: #003300; --poliskontor-lank: #ffff00";
  await visit(plain(`<style>mobilt-poliskontor { ${colours} }</style>${element(baseURL!, asked)}`));
  await expect(timetable(page)).toHaveCSS("background-color", "rgb(0, 51, 0)");
  await expect(timetable(page)).toHaveCSS("color", "rgb(255, 255, 255)");
  await expect(timetable(page).getByRole("link").first()).toHaveCSS("color", "rgb(255, 255, 0)");
});

test("follows its attributes", async ({ page, visit, baseURL }) => {
  await visit(plain(element(baseURL!, asked)));
  await expect(timetable(page).getByRole("listitem")).toHaveCount(4);
  await page.locator("mobilt-poliskontor").evaluate((element) => {
    element.setAttribute("visa", "nasta");
    element.setAttribute("sprak", "en");
    element.setAttribute("rubrik", "4");
  });
  await expect(timetable(page).getByRole("heading", { level: 4 })).toHaveText("Mobile police office in Åhus and Tollarp");
  await expect(timetable(page)).toContainText("Next visit");
  await page.locator("mobilt-poliskontor").evaluate((element) => element.setAttribute("hidden", ""));
  await expect(timetable(page)).toBeHidden();
});

test("says what it does not know, in words and with a link", async ({ page, visit, baseURL }) => {
  await visit(plain(element(baseURL!, 'ort="<b>okand</b>"')));
  await expect(timetable(page)).toContainText('Vi hittar ingen ort med adressen "<b>okand</b>".');
  await expect(timetable(page).getByRole("link", { name: "Alla besök" })).toHaveAttribute("href", `${baseURL}/`);
});

test.describe("where there is no script", () => {
  test.use({ javaScriptEnabled: false });

  test("the link that was pasted is there", async ({ page, visit, baseURL }) => {
    await visit(plain(element(baseURL!, asked)));
    await page.getByRole("link", { name: "När kommer polisens mobila kontor?" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Åhus");
  });

  test("the frame is there", async ({ page, visit, baseURL }) => {
    await visit(plain(frame(baseURL!, false)));
    await expect(page.frameLocator("iframe").getByRole("listitem")).toHaveCount(4);
  });
});

test.describe("while the schedule and the server change", () => {
  test.describe.configure({ timeout: 120_000 });
  test.use({ foreseen: /ERR_CONNECTION_REFUSED|Failed to fetch/ });

  test("tells of a release within five minutes, and stays when the server is gone", async ({ page, visit, allowed, browser }, { project }) => {
    test.skip(project.name === "phone", "the same script; starts a server of its own");
    const server = await Demonstration.start();
    try {
      allowed.add(new URL(server.address).host);
      await page.clock.install();
      await visit(plain(element(server.address, 'ort="ahus" antal="1"')));
      const link = timetable(page).getByRole("link", { name: /^Åhus/ });
      await expect(link).toBeVisible();
      await expect(timetable(page)).not.toContainText("Inställt");
      const id = (await link.getAttribute("href"))!.split("/").at(-1)!;

      // Somebody reads on with the keyboard while a planner cancels the visit.
      await link.focus();
      const planner = await browser.newContext({ baseURL: server.address });
      const desk = await planner.newPage();
      await signIn(desk, "planner");
      await desk.evaluate(async (id) => {
        const seen = await fetch(`/api/v1/visits/${id}`);
        const answer = await fetch(`/api/v1/visits/${id}/cancel`, {
          method: "POST",
          headers: { "Content-Type": "application/json", "If-Match": seen.headers.get("ETag") ?? "" },
          body: JSON.stringify({ reason: "Bilen är trasig", release: true }),
        });
        if (!answer.ok) throw new Error(await answer.text());
      }, id);
      await planner.close();

      await page.clock.fastForward(fiveMinutes);
      await expect(timetable(page)).toContainText("Inställt Orsak: Bilen är trasig");
      await expect(link).toBeFocused();

      await server.stop();
      await page.clock.fastForward(fiveMinutes);
      await expect(timetable(page).getByRole("status")).toHaveText("Vi når inte tidtabellen just nu. Ändringar kan saknas.");
      await expect(timetable(page)).toContainText("Inställt Orsak: Bilen är trasig");
    } finally {
      await server.stop();
    }
  });

  test("says so where the server never answered", async ({ page, visit, baseURL }) => {
    await page.route("**/embed.v1.json*", (route) => route.abort("connectionrefused"));
    await visit(hostile["an aggressive reset"]!(baseURL!, element(baseURL!, asked)));
    await expect(timetable(page)).toContainText("Tidtabellen kan inte hämtas just nu.");
    await expect(timetable(page).getByRole("link", { name: "När kommer polisens mobila kontor?" })).toHaveAttribute("href", `${baseURL}/orter/ahus`);
  });
});

test.describe("in a frame", () => {
  test("says the same as the element, and is as tall as what it says", async ({ page, visit, baseURL }) => {
    await visit(plain(element(baseURL!, asked) + frame(baseURL!, true)));
    const framed = page.frameLocator("iframe").locator(".panel");
    await expect(timetable(page).getByRole("listitem")).toHaveCount(4);
    expect(await words(framed)).toBe(await words(timetable(page)));
    const inside = page.frames().find((frame) => frame.url().includes("/inbaddning/"))!;
    await expect(async () => {
      const height = await inside.evaluate(() => document.documentElement.getBoundingClientRect().height);
      expect(await page.locator("iframe").getAttribute("height")).toBe(String(Math.ceil(height)));
    }).toPass();
    expect(await violations(page, "iframe")).toEqual([]);
    await framed.getByRole("link", { name: "Alla besök" }).click();
    await expect(page).toHaveURL(`${baseURL}/?ort=ahus,tollarp`);
  });

  test("updates itself, and can be scrolled where the page has no script for it", async ({ page, visit, baseURL }) => {
    await page.clock.install();
    await visit(plain(frame(baseURL!, false)));
    const framed = page.frameLocator("iframe").locator(".panel");
    await expect(framed.getByRole("listitem")).toHaveCount(4);
    await expect(page.locator("iframe")).toHaveAttribute("height", "100");
    await page.route("**/embed.v1.json*", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), title: "Nytt" } });
    });
    await page.clock.fastForward(fiveMinutes);
    await expect(framed.getByRole("heading", { level: 1 })).toHaveText("Nytt");
    await framed.getByRole("link", { name: "Alla besök" }).scrollIntoViewIfNeeded();
    await expect(framed.getByRole("link", { name: "Alla besök" })).toBeInViewport();
  });
});

test.describe("the builder", () => {
  const preview = (page: Page) => page.frameLocator("#forhandsvisning iframe").locator(".panel");

  test("follows what is chosen, and what it gives works on another site", async ({ page, visit, baseURL }) => {
    await page.goto("/inbaddning");
    await expect(preview(page).getByRole("heading")).toHaveText("Polisens mobila kontor, alla orter");
    await page.getByRole("checkbox", { name: "Åhus" }).check();
    await page.getByRole("radio", { name: "Bara nästa besök" }).check();
    await page.getByLabel("Språk", { exact: true }).selectOption("Engelska");
    await expect(preview(page).getByRole("heading")).toHaveText("Mobile police office in Åhus");
    await expect(preview(page)).toContainText("Next visit");
    await expect(page.getByRole("status").first()).toHaveText("Du ser: Mobile police office in Åhus.");
    await expect(page).toHaveURL(/ort=ahus/);
    const code = await page.getByLabel("Koden", { exact: true }).inputValue();
    expect(code).toContain('<mobilt-poliskontor ort="ahus" visa="nasta" sprak="en">');
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    expect(await violations(page)).toEqual([]);

    const framed = await page.getByLabel("Eller som ram (iframe)").inputValue();
    await visit(plain(code + framed));
    await expect(timetable(page)).toContainText("Next visit");
    await expect(page.frameLocator("iframe").locator(".panel")).toContainText("Next visit");
    expect(code).toContain(`${baseURL}/embed.v1.js`);
  });

  test("warns of colours that cannot be read", async ({ page }) => {
    await page.goto("/inbaddning");
    await page.getByLabel("Text", { exact: true }).fill("#eeeeee");
    await expect(page.getByRole("alert")).toHaveText("Text eller länkar syns för dåligt mot bakgrunden. Kontrasten ska vara minst 4,5:1.");
    await expect(preview(page)).toHaveCSS("color", "rgb(238, 238, 238)");
    await page.getByLabel("Text", { exact: true }).fill("#000000");
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("puts the code on the clipboard", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/inbaddning?ort=ahus");
    await page.getByRole("button", { name: "Kopiera" }).first().click();
    await expect(page.getByText("Kopierat.")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('<mobilt-poliskontor ort="ahus" sprak="sv">');
  });

  test.describe("without a script", () => {
    test.use({ javaScriptEnabled: false });

    test("answers with the code and the preview", async ({ page }) => {
      await page.goto("/inbaddning");
      await page.getByRole("checkbox", { name: "Åhus" }).check();
      await page.getByRole("button", { name: "Visa koden" }).click();
      await expect(page.getByLabel("Koden", { exact: true })).toHaveValue(/<mobilt-poliskontor ort="ahus" sprak="sv">/);
      await expect(preview(page).getByRole("heading")).toHaveText("Polisens mobila kontor i Åhus");
    });
  });
});
