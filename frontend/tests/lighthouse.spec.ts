import { expect, test } from "./fixtures.js";
import { lighthouse, publicPages } from "./lighthouse.js";

// Performance is a matter of the machine: make lighthouse measures it.
const categories = ["accessibility", "best-practices", "seo"];

for (const path of publicPages) {
  test(`Lighthouse finds nothing wrong with ${path}`, async ({ page, baseURL }, { project }) => {
    test.skip(!project.name.startsWith("phone"), "it brings its own telephone");
    test.setTimeout(180_000);
    let address = path;
    if (path.includes("{id}")) {
      await page.goto("/");
      address = (await page.locator('a[href^="/besok/"]').first().getAttribute("href"))!;
    }
    const { scores, faults } = await lighthouse(`${baseURL}${address}`, categories, "--throttling-method=provided");
    expect({ ...scores, faults }).toEqual({ accessibility: 100, "best-practices": 100, seo: 100, faults: [] });
  });
}
