import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.0 to 2.2, levels A and AA. */
const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"],
};

/** What axe finds wrong with the page, or a part of it, as it is now: rule, why, and where. */
export async function violations(page: Page, part = "html"): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate<AxeResults, [string, RunOptions]>(
    ([part, options]) => (window as unknown as { axe: typeof import("axe-core") }).axe.run(part, options),
    [part, options],
  );
  return results.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

/** How much wider than the window the page is, in CSS pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * Sets all text as far apart as WCAG 2.2, 1.4.12 says that a reader may, on every page
 * opened from now on.
 */
export async function spaceText(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
}

export interface Focus {
  /** The element's tag, and its text or name, to recognise it by. */
  element: string;
  /** The id that a link within the page leads to, else null. */
  leadsTo: string | null;
  /** Whether the focus can be seen: within the window, with a ring of its own. */
  visible: boolean;
}

/**
 * Where Tab leads from the top of the page, in order, until it leaves the page or
 * comes round.
 */
export async function tabStops(page: Page): Promise<Focus[]> {
  const stops: Focus[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (stop === null) {
      return stops;
    }
    stops.push(stop);
  }
}

/** Runs in the page. Returns null for an element it has seen before, or none. */
function describeFocus(): Focus | null {
  let element = document.activeElement as HTMLElement | SVGElement | null;
  while (element?.localName === "iframe") {
    element = (element as unknown as HTMLIFrameElement).contentDocument?.activeElement as HTMLElement | SVGElement | null;
  }
  if (element === null || element.localName === "body" || element.dataset.tabbed !== undefined) {
    return null;
  }
  element.dataset.tabbed = "";
  const { innerHeight, innerWidth } = element.ownerDocument.defaultView!;

  const style = getComputedStyle(element);
  const transparent = /^(transparent|rgba\(.*, 0\))$/.test(style.outlineColor);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !transparent;
  const box = element.getBoundingClientRect();
  const inWindow =
    box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;

  const link = element.getAttribute("href");
  return {
    element: `${element.localName} "${(element.textContent || element.getAttribute("aria-label") || element.id).trim().slice(0, 60)}"`,
    leadsTo: link !== null && link.startsWith("#") ? link.slice(1) : null,
    visible: ring && inWindow,
  };
}
