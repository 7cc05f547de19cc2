import { forget, keep, kept, type Entry } from "./kept.js";
import { Disconnected, Problem, SignedOut } from "./problem.js";

/** Sends a request and returns its answer, or throws why there is none. */
type Attempt = (request: Request) => Promise<Response>;

/** Whom to tell what came of a change that was made before the page was left or read anew. */
export interface Told {
  done: (entry: Entry) => void;
  refused: (entry: Entry, error: unknown) => void;
}

/** How long the server surely knows a change again, in milliseconds, and a while less. */
const known = 20 * 3_600_000;

/** The changes that have been sent and not been answered. */
export class Outbox {
  /** Those that wait for the connection or for somebody to sign in, and those that were refused since. */
  shown = $state.raw<readonly Entry[]>([]);
  /** Whose changes these are; "" until somebody is known to be signed in. */
  account = "";

  #wake = new Map<string, { again: () => void; never: () => void }>();

  /**
   * Sends a change until it is answered. Its key makes the server carry it out once,
   * however often it arrives. It is kept until then, also where the page is left.
   */
  async carry(request: Request, attempt: Attempt, what?: string): Promise<Response> {
    const entry = await this.#entry(request, what);
    if (!entry) return attempt(request);
    keep(entry);
    return this.#carry(entry, request, attempt);
  }

  /** Sends what somebody changed before the page was left, in that order. */
  async open(account: string, attempt: Attempt, told: Told, now = Date.now()): Promise<void> {
    this.account = account;
    const left = kept(account).filter(({ key }) => !this.#wake.has(key));
    // Where one has to wait, the others wait behind it, and that is shown.
    const inOrder: Attempt = async (request) => {
      try {
        return await attempt(request);
      } catch (error) {
        if (error instanceof Disconnected || error instanceof SignedOut) for (const waiting of kept(account)) this.#show(waiting);
        throw error;
      }
    };
    for (const entry of left) {
      if (!kept(account).some(({ key }) => key === entry.key)) continue; // given up meanwhile
      if (entry.refused !== undefined || now - entry.at > known) {
        this.#show(entry);
        continue;
      }
      try {
        await this.#carry(entry, requestOf(entry), inOrder);
        told.done(entry);
      } catch (error) {
        told.refused(entry, error);
      }
    }
  }

  /** Sends again what waits. */
  wake(): void {
    for (const { again } of [...this.#wake.values()]) again();
  }

  /** Gives a change up. */
  drop(entry: Entry): void {
    this.#done(entry);
    this.#wake.get(entry.key)?.never();
  }

  /** Keeps a change in sight that was refused when nobody looked. */
  refuse(entry: Entry, message: string): void {
    const refused = { ...entry, refused: message };
    keep(refused);
    this.#show(refused);
  }

  async #carry(entry: Entry, request: Request, attempt: Attempt): Promise<Response> {
    for (let waited = false; ; waited = true) {
      try {
        const answer = await attempt(request.clone());
        this.#done(entry);
        return answer;
      } catch (error) {
        if (!(error instanceof Disconnected || error instanceof SignedOut)) {
          this.#done(entry);
          if (waited && error instanceof Problem && location.pathname + location.search !== entry.page) this.refuse(entry, error.message);
          throw error;
        }
        this.#show(entry);
        await new Promise<void>((again, never) => this.#wake.set(entry.key, { again, never: () => never(error) })).finally(() => this.#wake.delete(entry.key));
      }
    }
  }

  #show(entry: Entry): void {
    this.shown = [...this.shown.filter(({ key }) => key !== entry.key), entry];
  }

  #done(entry: Entry): void {
    forget(entry);
    if (this.shown.some(({ key }) => key === entry.key)) this.shown = this.shown.filter(({ key }) => key !== entry.key);
  }

  /** A change as it can be kept; undefined for what cannot or must not wait. */
  async #entry(request: Request, what: string | undefined): Promise<Entry | undefined> {
    const { pathname, search } = new URL(request.url);
    const json = request.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    const body = json ? await request.clone().text() : undefined;
    if (!this.account || urgent.test(pathname) || (!json && request.headers.has("Content-Type"))) return undefined;
    return {
      key: request.headers.get("Idempotency-Key")!,
      account: this.account,
      method: request.method,
      path: pathname + search,
      body,
      match: request.headers.get("If-Match") ?? undefined,
      at: Date.now(),
      page: location.pathname + location.search,
      title: document.querySelector("main h1")?.textContent?.trim() ?? "",
      what,
    };
  }
}

/**
 * What is of use only to whoever waits for it, or holds what must not be kept:
 * passwords, plans in the making, what is shown once.
 */
const urgent = /^\/api\/v1\/(me|runs)\/|\/(runs|trials|proposals|repairs|invitation|import|address|stop)$/;

function requestOf(entry: Entry): Request {
  const headers = new Headers({ "Idempotency-Key": entry.key });
  if (entry.body !== undefined) headers.set("Content-Type", "application/json");
  if (entry.match !== undefined) headers.set("If-Match", entry.match);
  return new Request(new URL(entry.path, location.origin), { method: entry.method, headers, body: entry.body });
}

export const outbox = new Outbox();
