import { test as base, expect } from "@playwright/test";

export { expect };

/**
 * Playwright's test with a promise that holds for every page a citizen sees: it
 * asks no other host for anything, sets no cookie and logs no error. A test that
 * breaks it fails, whatever the test itself looked at.
 */
export const test = base.extend<{ publicPage: void }>({
  publicPage: [
    // The page is asked for so that it is still open when the test is over.
    async ({ context, page: _, baseURL }, use) => {
      const home = new URL(baseURL!).host;
      const broken: string[] = [];
      const answers: Promise<void>[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== home) {
          broken.push(`asked another host: ${request.method()} ${url}`);
        }
      });
      context.on("response", (response) => {
        const look = async () => {
          if ((await response.headerValue("set-cookie")) !== null) {
            broken.push(`an answer sets a cookie: ${response.url()}`);
          }
        };
        answers.push(look());
      });
      context.on("console", (message) => {
        if (message.type() === "error") {
          broken.push(`console error: ${message.text()} (${message.location().url})`);
        }
      });
      context.on("weberror", (error) => broken.push(`uncaught: ${error.error().message}`));

      await use();

      await Promise.all(answers);
      for (const cookie of await context.cookies()) {
        broken.push(`a cookie is left: ${cookie.name}`);
      }
      expect(broken, "promises of every public page").toEqual([]);
    },
    { auto: true },
  ],
});
