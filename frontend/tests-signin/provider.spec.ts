import { consent, expect, expectNobody, test, throughProvider } from "./fixtures.js";
import { server } from "./server.js";

// Chromium says so of every answer that is not a success.
test.use({ foreseen: /responded with a status of 4/ });

const answers = /\/logga-in\/polis\/svar\?/;

test("a provider signs in, and leads on", async ({ page }) => {
  await page.goto("/logga-in?till=/om");
  await page.getByRole("link", { name: "Logga in med Polisens konto" }).click();
  expect(new URL(page.url()).origin).toBe(server.provider);
  await consent(page, "anna");
  await expect(page).toHaveURL("/om");
  await page.goto("/logga-in");
  await expect(page.getByText("Du är inloggad som Anna Polis (anna@polisen.example).")).toBeVisible();
});

// The provider gives these people a token that is wrong in just this.
for (const person of ["wrong-nonce", "wrong-audience", "expired-token"]) {
  test(`${person} is refused`, async ({ page }) => {
    await throughProvider(page, person);
    await expect(page.getByRole("alert").first()).toContainText("stämmer inte, så du är inte inloggad");
    await expect(page.getByRole("alert").first()).toBeFocused();
    await expectNobody(page);
  });
}

test("a code is used once", async ({ page, browser }) => {
  let answered = "";
  page.on("request", (request) => {
    answered = answers.test(request.url()) ? request.url() : answered;
  });
  await throughProvider(page, "anna");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Du är inloggad");
  expect(answered).not.toBe("");
  await page.getByRole("button", { name: "Logga ut" }).click();

  // In the same browser, in another, and in another's own sign-in.
  await page.goto(answered);
  await expect(page.getByRole("alert").first()).toContainText("Börja om här.");
  await expectNobody(page);
  const thief = await browser.newContext({ baseURL: server.address });
  const other = await thief.newPage();
  await other.goto(answered);
  await expectNobody(other);
  const begun = await other.request.get("/logga-in/polis", { maxRedirects: 0 });
  const forged = new URL(answered);
  forged.searchParams.set("state", new URL(begun.headers()["location"]!).searchParams.get("state")!);
  await other.goto(forged.href);
  await expect(other.getByRole("alert").first()).toContainText("stämmer inte, så du är inte inloggad");
  await expectNobody(other);
  await thief.close();
});

test("a changed state is refused", async ({ page }) => {
  await page.goto("/logga-in");
  await page.getByRole("link", { name: "Logga in med Polisens konto" }).click();
  const form = { id: await page.locator("input[name=id]").inputValue(), username: "anna", password: server.password };
  const consented = await page.request.post(`${server.provider}/login/username`, { form, maxRedirects: 0 });
  const back = await page.request.get(new URL(consented.headers()["location"]!, server.provider).href, { maxRedirects: 0 });
  const answered = new URL(back.headers()["location"]!);
  answered.searchParams.set("state", "another");
  await page.goto(answered.href);
  await expect(page.getByRole("alert").first()).toContainText("Börja om här.");
  await expectNobody(page);
});

test("a browser that breaks off can begin again", async ({ page }) => {
  await page.goto("/logga-in");
  await page.getByRole("link", { name: "Logga in med Polisens konto" }).click();
  await page.goBack();
  await throughProvider(page, "anna");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Du är inloggad");
});
