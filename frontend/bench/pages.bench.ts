import { test } from "@playwright/test";
import { lighthouse, publicPages } from "../tests/lighthouse.js";

const categories = ["performance", "accessibility", "best-practices", "seo"];
const rounds = 3;

/** Measures each page some times, one after the other, and tells the best: the machine can only take from it. */
test("the public pages", async ({ page, baseURL }) => {
  test.setTimeout(1_800_000);
  const lines: string[] = [];
  for (const path of publicPages) {
    let address = path;
    if (path.includes("{id}")) {
      await page.goto("/");
      address = (await page.locator('a[href^="/besok/"]').first().getAttribute("href"))!;
    }
    const measured: Record<string, number>[] = [];
    for (let n = 0; n < rounds; n++) measured.push((await lighthouse(`${baseURL}${address}`, categories)).scores);
    lines.push(`| ${path} | ${categories.map((name) => measured.map((scores) => scores[name]!).sort((a, b) => b - a).join(", ")).join(" | ")} |`);
  }
  console.log(["", "The public pages by Lighthouse, mobile profile, each round", "", `| page | ${categories.join(" | ")} |`, "|---|---|---|---|---|", ...lines, ""].join("\n"));
});
