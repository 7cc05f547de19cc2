import type { Page } from "@playwright/test";
import { overflow, violations } from "./accessibility.js";
import { expect, test } from "./fixtures.js";

// One page of each kind; the ways of seeing them are the same in both languages.
const paths = ["/", "/?ort=ahus,tollarp", "/orter/degeberga", "/en/orter/degeberga", "/affisch/degeberga", "/prenumerera", "/prenumerera?ort=ahus&paminn=60", "/andringar", "/manad",
  "/texter", "/tillganglighet", "/om", "/inbaddning"];

/** Texts that are cut off where they stand: what does not fit in its element, and cannot be scrolled to. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *, header *, footer *")]
      .filter((element) => {
        const style = getComputedStyle(element);
        const hides = ["hidden", "clip"].includes(style.overflowX);
        return hides && style.clipPath === "none" && element.scrollWidth > element.clientWidth + 1 && element.textContent!.trim() !== "" && element.closest("svg") === null;
      })
      .map((element) => `${element.localName}.${element.className}: ${element.textContent!.trim().slice(0, 40)}`),
  );
}

for (const path of paths) {
  test(`${path} can be seen in other ways`, async ({ page }, { project }) => {
    test.skip(project.name.startsWith("phone"), "the windows are set here");
    test.setTimeout(90_000);

    await test.step("at 400 % zoom of a window 1280 pixels wide", async () => {
      await page.setViewportSize({ width: 320, height: 256 });
      await page.goto(path);
      expect(await overflow(page)).toBe(0);
      expect(await cutTexts(page)).toEqual([]);
    });

    await test.step("with text twice as large", async () => {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("html { font-size: 200% !important; }");
          document.adoptedStyleSheets.push(sheet);
        });
        expect(await overflow(page), `${width} wide`).toBe(0);
        expect(await cutTexts(page), `${width} wide`).toEqual([]);
      }
    });

    await test.step("in colours of one's own", async () => {
      await page.emulateMedia({ forcedColors: "active" });
      await page.goto(path);
      expect(await violations(page)).toEqual([]);
      // What is said by colour elsewhere has an edge or a shape here.
      for (const status of await page.locator(".status").filter({ visible: true }).all()) await expect(status).toHaveCSS("border-top-width", "2px");
      await page.keyboard.press("Tab");
      await expect(page.locator(":focus-visible")).toHaveCSS("outline-style", "solid");
      await page.emulateMedia({ forcedColors: "none" });
    });

    await test.step("without motion", async () => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(path);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
        }).map((element) => element.className),
      );
      expect(moving).toEqual([]);
      await page.emulateMedia({ reducedMotion: "no-preference" });
    });

    await test.step("on paper", async () => {
      await page.emulateMedia({ media: "print" });
      await expect(page.locator(".skip")).toBeHidden();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await overflow(page)).toBe(0);
    });
  });
}

test("what is in Swedish on an English page says so", async ({ page }) => {
  await page.goto("/en/andringar");
  const told = page.locator(".comment, .status-more span, dd.lines");
  expect(await told.count()).toBeGreaterThan(0);
  for (const text of await told.all()) await expect(text).toHaveAttribute("lang", "sv");
  await page.goto("/en/orter/ahus");
  const facts = page.locator("dd.lines");
  expect(await facts.count()).toBeGreaterThan(0);
  for (const text of await facts.all()) await expect(text).toHaveAttribute("lang", "sv");
});
