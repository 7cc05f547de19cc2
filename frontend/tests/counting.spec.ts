import { overflow, violations } from "./accessibility.js";
import { countToo, measure, proposeAgain } from "./countings.js";
import { expect, open, settled, test } from "./planner.js";
import { pastStop } from "./stops.js";

test.describe("a coordinator", () => {
  test.use({ role: "coordinator" });

  test("comes from the follow-up to one visit, reads what it counts toward, and goes back", async ({ page }) => {
    await open(page, "/planera/uppfoljning");
    const visits = page.locator("details", { hasText: "Besök i varje basort minst var tredje vecka" });
    await visits.locator("summary").focus();
    await page.keyboard.press("Enter");
    const row = visits.getByRole("table", { name: "Besök som räknas" }).getByRole("link").first();
    await row.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: /^Besök i / })).toBeVisible();
    const counting = page.getByRole("region", { name: "Räknas mot" });
    await expect(counting.getByText(/Besök i varje basort minst var tredje vecka/)).toBeVisible();
    await expect(counting.getByRole("checkbox")).toHaveCount(0);
    await expect(page.getByText("Besöken är polisens.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Så ser medborgarna det" })).toHaveAttribute("href", /^\/besok\//);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    await page.getByRole("link", { name: "Uppföljning" }).last().click();
    await expect(page.getByLabel("Löfte", { exact: true })).toBeVisible();
  });
});

test.describe("the crew", () => {
  test.use({ role: "crew" });

  test("corrects what a visit counts toward, and lets the proposal stand again, by keyboard alone", async ({ page }, { project }) => {
    await open(page, "/planera/idag");
    const stop = await pastStop(page, project.name === "phone" ? 0 : 1);
    await open(page, `/planera/uppfoljning/besok/${stop.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(stop.place);
    await countToo(page);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page), "pixels to scroll sideways").toBe(0);
    await page.reload();
    await settled(page);
    await expect(measure(page)).toBeChecked();
    await proposeAgain(page);
  });
});
