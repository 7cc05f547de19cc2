import { cookieName, expect, expectNobody, signIn, test } from "./fixtures.js";
import { server } from "./server.js";

// What the browser keeps an attacker's page from, it says.
test.use({ foreseen: /./ });

test("another site's form is refused", async ({ page, context }) => {
  await page.goto(server.provider + "/healthz");
  const [answer] = await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      ({ address, email, password }) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = address + "/logga-in";
        for (const [name, value] of Object.entries({ email, password })) {
          const field = document.createElement("input");
          Object.assign(field, { name, value });
          form.append(field);
        }
        document.body.append(form);
        form.submit();
      },
      { address: server.address, email: server.email, password: server.password },
    ),
  ]);
  expect(answer?.status()).toBe(403);
  expect(await context.cookies(server.address)).toEqual([]);
});

test("another site cannot sign somebody out, nor read who they are", async ({ page, context }) => {
  await signIn(page);
  await page.goto(server.provider + "/healthz");
  const results = await page.evaluate(async (address) => {
    const send = async (path: string, init: RequestInit): Promise<string> => {
      try {
        const answer = await fetch(address + path, { credentials: "include", ...init });
        return answer.type === "opaque" ? "opaque" : await answer.text();
      } catch {
        return "refused";
      }
    };
    return [
      await send("/logga-ut", { method: "POST", mode: "no-cors" }),
      await send("/logga-in", {}),
      await send("/api/v1/me/passkeys/begin", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }),
    ];
  }, server.address);
  expect(results.slice(1)).toEqual(["refused", "refused"]);
  expect((await context.cookies(server.address)).map((cookie) => cookie.name)).toEqual([cookieName]);
  await page.goto("/logga-in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Du är inloggad");
});

test("no page frames the sign-in", async ({ page }) => {
  await page.goto(server.provider + "/healthz");
  await page.evaluate((address) => {
    const frame = document.createElement("iframe");
    frame.src = address + "/logga-in";
    document.body.append(frame);
    return new Promise((resolve) => frame.addEventListener("load", resolve));
  }, server.address);
  const frame = page.frames().find((one) => one !== page.mainFrame())!;
  expect(await frame.locator("form").count()).toBe(0);
});

test("a stolen cookie opens nothing after its owner has signed out", async ({ page, context, browser }) => {
  await signIn(page);
  const stolen = await context.cookies();
  const thief = await browser.newContext({ baseURL: server.address });
  await thief.addCookies(stolen);
  const page2 = await thief.newPage();
  await page2.goto("/logga-in");
  await expect(page2.getByRole("heading", { level: 1 })).toHaveText("Du är inloggad");
  await page.getByRole("button", { name: "Logga ut" }).click();
  await expect(page.getByRole("status")).toHaveText("Du är utloggad.");
  await expectNobody(page2);
  await thief.close();
});
