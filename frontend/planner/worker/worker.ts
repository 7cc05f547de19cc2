/**
 * Keeps the app's files in the browser, so that it opens where there is no net. What the
 * app asks the server for is never kept here: that is the matter of its own pages.
 */

/** What the build puts here: the app's files by their addresses, and what names this set of them. */
declare const built: { version: string; files: string[] };

const worker = self as unknown as ServiceWorkerGlobalScope;

const prefix = "poliskontor.app.";
const name = prefix + built.version;
const files = new Set(built.files);

/** The one document that answers every address of the app. */
const home = new URL(worker.registration.scope).pathname;

/** Milliseconds after which a page that the net does not bring comes from here. */
const patience = 4_000;

worker.addEventListener("install", (event) => {
  const wanted = [home, ...files].map((path) => new Request(path, { cache: "no-cache" }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(wanted)));
});

// An earlier worker's files stay as long as a page is open that was opened with them.
worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(home)) event.respondWith(page(request));
  else if (files.has(pathname)) event.respondWith(file(request));
});

async function forgetOthers(): Promise<void> {
  const others = (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
}

/** The page as the server has it now, or the one from here where that takes too long. */
async function page(request: Request): Promise<Response> {
  const fetched = fetch(request).catch(() => undefined);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([fetched, late]);
  if (answer && answer.status < 500) return answer;
  return (await kept(home)) ?? (await fetched) ?? Response.error();
}

async function file(request: Request): Promise<Response> {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request);
}

const kept = async (path: string) => (await caches.open(name)).match(path);

export {};
