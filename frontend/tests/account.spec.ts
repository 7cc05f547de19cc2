import { overflow, violations } from "./accessibility.js";
import { expect, open, test } from "./planner.js";
import { tabTo } from "./season.js";

// Each window has an account of its own: what is chosen here is the account's.
for (const [role, window] of [["crew", "phone"], ["coordinator", "desktop"]] as const) {
  test.describe(`somebody at the ${window}`, () => {
    test.use({ role });

    test("chooses the weekly mail and its language by keyboard alone, and finds it chosen", async ({ page }, { project }) => {
      test.skip(project.name !== window, "the other window has another account");
      await open(page, "/planera/konto");
      const mail = page.getByRole("region", { name: "Veckans åtgärder" });
      const wanted = mail.getByRole("checkbox");
      const english = mail.getByRole("radio", { name: "English" });
      const swedish = mail.getByRole("radio", { name: "Svenska" });
      const before = { wanted: await wanted.isChecked(), swedish: await swedish.isChecked() };
      expect(before).toEqual({ wanted: true, swedish: true });

      await tabTo(page, swedish);
      await page.keyboard.press("ArrowRight");
      await expect(english).toBeChecked();
      await expect(page.getByText("Sparat").first()).toBeVisible();
      await page.keyboard.press("Shift+Tab");
      await expect(wanted).toBeFocused();
      await page.keyboard.press("Space");
      await expect(wanted).not.toBeChecked();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page), "pixels to scroll sideways").toBe(0);

      await expect.poll(() => page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).weeklyMail)).toMatchObject({ on: false, language: "en" });
      await page.reload();
      await expect(english).toBeChecked();
      await expect(wanted).not.toBeChecked();

      await wanted.focus();
      await page.keyboard.press("Space");
      await english.focus();
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => page.evaluate(async () => (await (await fetch("/api/v1/me")).json()).weeklyMail)).toMatchObject({ on: true, language: "sv" });
    });
  });
}
