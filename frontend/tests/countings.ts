import { expect, type Page } from "@playwright/test";

const counting = (page: Page) => page.getByRole("region", { name: "Räknas mot" });

/** What a page shows counts toward visible police too, or not. */
export const measure = (page: Page) => counting(page).getByRole("checkbox", { name: /Synlig polis/ });

/** Counts it toward that as well, by keyboard alone. */
export async function countToo(page: Page): Promise<void> {
  await expect(measure(page)).not.toBeChecked();
  await measure(page).focus();
  await page.keyboard.press("Space");
  await counting(page).getByRole("button", { name: "Spara vad det räknas mot" }).focus();
  await page.keyboard.press("Enter");
  await expect(counting(page).getByText(/^Ändrat av/)).toBeVisible();
  await expect(measure(page)).toBeChecked();
}

/** Lets the proposal stand again, by keyboard alone. */
export async function proposeAgain(page: Page): Promise<void> {
  await counting(page).getByRole("button", { name: "Återgå till förslaget" }).focus();
  await page.keyboard.press("Enter");
  await expect(counting(page).getByText(/återgick till förslaget/)).toBeVisible();
  await expect(measure(page)).not.toBeChecked();
}
