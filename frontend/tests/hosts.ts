import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type BrowserContext, test as base, expect } from "@playwright/test";

export { expect };

/** A page of somebody else's, at another origin, in which the timetable is to hold its own. */
export interface HostPage {
  html: string;
  policy?: string;
  css?: string;
}

/** What one pastes, as the builder gives it. */
export function element(origin: string, attributes: string, inside = ""): string {
  return `<mobilt-poliskontor ${attributes}>
  <a href="${origin}/orter/ahus">När kommer polisens mobila kontor?</a>${inside}
</mobilt-poliskontor>
<script src="${origin}/embed.v1.js" async></script>`;
}

const around = (head: string, body: string) => `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Byns sida</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head>
<body>${body}</body></html>`;

/** An ordinary page with something in it. */
export const plain = (body: string): HostPage => ({ html: around("", `<h1>Byns sida</h1>${body}`) });

/** Three pages that make it hard. */
export const hostile: Record<string, (origin: string, body: string) => HostPage> = {
  "an aggressive reset": (_, body) => ({
    html: around('<link rel="stylesheet" href="/stil.css">', `<h1>Byns sida</h1><div class="artikel">${body}</div>`),
    css: `
      html { font-size: 62.5% !important; filter: none; }
      *, *::before, *::after {
        all: revert !important;
        box-sizing: content-box !important; margin: 0 !important; padding: 0 !important; border: 0 !important; float: left !important;
        font: italic 700 9px/1 fantasy !important; letter-spacing: 0.4em !important; text-transform: uppercase !important;
        text-align: right !important; text-indent: 2em !important; white-space: nowrap !important; list-style: none !important;
        color: #ff0 !important; background: #000 !important; opacity: 0.9 !important; direction: rtl !important;
      }
      .artikel { width: 100%; }
      a { display: none !important; }
      section, ol, li, p, h2, time, span { display: inline !important; visibility: hidden !important; width: 3px !important; }
      :focus, :focus-visible { outline: none !important; box-shadow: none !important; }
      mobilt-poliskontor { display: inline !important; height: 10px !important; overflow: hidden !important; transform: rotate(3deg) !important; visibility: hidden !important; }
      mobilt-poliskontor::before, mobilt-poliskontor::after { content: "REKLAM" !important; display: block !important; }
    `,
  }),
  // The two directives that docs/embedding.md names, and nothing that it does not.
  "a strict policy": (origin, body) => ({
    html: around('<link rel="stylesheet" href="/stil.css">', `<h1>Byns sida</h1>${body}`),
    css: "body { margin: 1rem; font-family: serif; }",
    policy: `default-src 'none'; script-src ${origin}; connect-src ${origin}; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  }),
  "a narrow column": (_, body) => ({
    html: around('<link rel="stylesheet" href="/stil.css">', `<div class="rad"><main><h1>Byns sida</h1><p>Text.</p></main><aside>${body}</aside></div>`),
    css: "body { margin: 0; } .rad { display: flex; } main { flex: 1; min-width: 0; } aside { display: flex; width: 200px; }",
  }),
};

interface Fixtures {
  /** Shows a page of somebody else's. */
  visit: (page: HostPage) => Promise<void>;
  /** Whom a page may ask: its own host, and the timetable's. */
  allowed: Set<string>;
  /** What the browser may log; nothing else. */
  foreseen: RegExp;
  promises: void;
}

/** What the browser keeps for the page that is shown, and for frames in it. */
async function kept(context: BrowserContext): Promise<string[]> {
  const frames = context.pages().flatMap((page) => page.frames()).filter((frame) => frame.url().startsWith("http"));
  const found = await Promise.all(frames.map((frame) => frame.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map((database) => `indexedDB ${database.name}`),
    ...(await caches.keys()).map((cache) => `cache ${cache}`),
    ...(await navigator.serviceWorker.getRegistrations()).map((worker) => `service worker ${worker.scope}`),
  ])));
  return [...found.flat(), ...(await context.cookies()).map(({ name }) => `cookie ${name}`)];
}

/**
 * Playwright's test with a host of its own for somebody else's pages, and with what holds
 * for each of them: nobody is asked but that host and the timetable's own server, nothing
 * is kept in the browser, no policy is broken and no error is logged.
 */
export const test = base.extend<Fixtures>({
  allowed: async ({ baseURL }, use) => use(new Set([new URL(baseURL!).host])),
  foreseen: [/^$/, { option: true }],
  visit: async ({ page, allowed }, use) => {
    let shown: HostPage | undefined;
    const server = createServer(({ url }, answer) => {
      if (shown?.policy !== undefined) answer.setHeader("Content-Security-Policy", shown.policy);
      const sheet = url === "/stil.css";
      answer.setHeader("Content-Type", sheet ? "text/css" : "text/html; charset=utf-8");
      answer.end(sheet ? shown?.css : shown?.html);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    allowed.add(host);
    await use(async (hostPage) => {
      shown = hostPage;
      await page.goto(`http://${host}/`);
    });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
  promises: [
    async ({ context, page: _, allowed, foreseen }, use) => {
      const broken: string[] = [];
      const answers: Promise<void>[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && !allowed.has(url.host)) broken.push(`asked another host: ${url}`);
      });
      context.on("response", (response) => {
        answers.push(response.headerValue("set-cookie").then((cookie) => {
          if (cookie !== null) broken.push(`an answer sets a cookie: ${response.url()}`);
        }));
      });
      context.on("console", (message) => {
        if (message.type() === "error" && !foreseen.test(message.text())) broken.push(`console error: ${message.text()}`);
      });
      context.on("weberror", (error) => broken.push(`uncaught: ${error.error().message}`));
      await use();
      await Promise.all(answers);
      expect([...broken, ...(await kept(context))], "promises of every page with a timetable in it").toEqual([]);
    },
    { auto: true },
  ],
});
