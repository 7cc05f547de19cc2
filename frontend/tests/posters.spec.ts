import type { Page } from "@playwright/test";
import { Camera } from "./codes.js";
import { expect, test } from "./fixtures.js";

/** The sheet that a poster is made for, in CSS pixels. */
const paper = { width: 794, height: 1123 };

test.use({ viewport: paper, isMobile: false, hasTouch: false });

/** How far each part of the poster that may not grow reaches out of the sheet, or over what comes after it, in CSS pixels. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [...document.querySelectorAll(".poster > *")].map((part) => ({ part, box: part.getBoundingClientRect() }));
    return parts.flatMap(({ part, box }, i) => {
      const limit = parts[i + 1]?.box.top ?? document.querySelector("main")!.getBoundingClientRect().bottom;
      const inside = part.scrollWidth <= part.clientWidth && box.right <= innerWidth && part.scrollHeight <= part.clientHeight + 1;
      return inside && box.bottom <= limit + 1 ? [] : [`${part.className}: ${Math.round(box.bottom)} of ${Math.round(limit)}, ${part.scrollWidth} of ${part.clientWidth} wide`];
    });
  });
}

async function sheets(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]/g), "A4").not.toBeNull();
  return (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
}

for (const { lang, prefix } of [{ lang: "sv", prefix: "" }, { lang: "en", prefix: "/en" }]) {
  test(`every place's poster prints on one sheet, and its codes lead to its calendar, in ${lang}`, async ({ page, baseURL }, { project }) => {
    test.skip(project.name.startsWith("phone"), "paper is as wide for everybody");
    test.setTimeout(240_000);
    const answer = await page.request.get("/sitemap.xml");
    const slugs = [...new Set([...(await answer.text()).matchAll(/\/orter\/([^<"]+)/g)].map(([, slug]) => slug!))];
    expect(slugs.length).toBeGreaterThan(20);
    const camera = await Camera.beside(page);
    await page.emulateMedia({ media: "print" });
    for (const slug of slugs) {
      await test.step(slug, async () => {
        expect((await page.goto(`${prefix}/affisch/${slug}`))?.status()).toBe(200);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        expect(await cut(page), slug).toEqual([]);
        expect(await sheets(page), `sheets of ${slug}`).toBe(1);
        const codes = page.locator("svg.code-drawing");
        const host = baseURL!.replace(/^https?:/, "");
        expect(await camera.read(codes.nth(0))).toBe(`webcal:${host}${prefix}/kalender/ort/${slug}.ics`);
        expect(await camera.read(codes.nth(1))).toBe(`${baseURL}${prefix}/prenumerera?ort=${slug}`);
      });
    }
  });
}

test("a poster has room for six visits and long names", async ({ page }, { project }) => {
  test.skip(project.name.startsWith("phone"), "paper is as wide for everybody");
  await page.emulateMedia({ media: "print" });
  await page.goto("/affisch/degeberga");
  await page.evaluate(() => {
    const visits = document.querySelector(".visits")!;
    const place = document.querySelector(".place")!;
    place.textContent = "Östra Sönnarslöv vid Huaröd";
    place.className = "place place-small";
    while (visits.children.length < 5) visits.append(visits.firstElementChild!.cloneNode(true));
    for (const where of document.querySelectorAll(".where, .next-where")) where.textContent = "Parkeringen bakom idrottshallen och biblioteket, Sankt Olofsvägen 112, 291 33 Kristianstad";
    for (const when of document.querySelectorAll(".when")) when.insertAdjacentHTML("beforeend", ' <strong class="label">Ändrad tid och plats</strong>');
    document.querySelector(".address")!.textContent = "https://mobiltpoliskontor.lpo-kristianstad.example.se/prenumerera?ort=ostra-sonnarslov";
  });
  await expect(page.locator(".visit")).toHaveCount(5);
  expect(await cut(page)).toEqual([]);
  expect(await sheets(page)).toBe(1);
});
