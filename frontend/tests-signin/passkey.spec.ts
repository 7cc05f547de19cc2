import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import { expect, signIn, test } from "./fixtures.js";

test.use({ foreseen: /responded with a status of 4/ });

/** A phone that knows its owner: Chromium's virtual authenticator. */
async function authenticator(page: Page, context: BrowserContext): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

test("a passkey is added and lets in", async ({ page, context }) => {
  const { cdp, authenticatorId } = await authenticator(page, context);
  await signIn(page);
  await page.getByLabel("Namn på nyckeln").fill("Min telefon");
  await page.getByRole("button", { name: "Lägg till en nyckel" }).click();
  await expect(page.getByText("Nyckeln är sparad.")).toBeVisible();
  const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
  expect(credentials).toHaveLength(1);
  expect(credentials[0]).toMatchObject({ rpId: "localhost", isResidentCredential: true });

  await page.getByRole("button", { name: "Logga ut" }).click();
  await page.goto("/logga-in?till=/om");
  await page.getByRole("button", { name: "Logga in med nyckel" }).click();
  await expect(page).toHaveURL("/om");
  await page.goto("/en/logga-in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed in");

  // A copy of the passkey that has been used less is refused.
  await page.getByRole("button", { name: "Sign out" }).click();
  await cdp.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credentials[0]!.credentialId });
  await cdp.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credentials[0]!, signCount: 0 } });
  await page.goto("/en/logga-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("The passkey cannot be used here.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});
