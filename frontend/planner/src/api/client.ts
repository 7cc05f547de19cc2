import createClient from "openapi-fetch";
import { language, t } from "../texts/texts.js";
import { connection } from "./connection.svelte.js";
import { outbox } from "./outbox.svelte.js";
import { Disconnected, Problem, readProblem, SignedOut } from "./problem.js";
import type { paths } from "./schema.js";

/** Leaves for the sign-in page, which leads back to where we are. */
export function toSignIn(): void {
  const here = location.pathname + location.search;
  location.assign(`/logga-in?till=${encodeURIComponent(here)}`);
}

/**
 * The one way to ask the server. What is not answered with success is thrown: a
 * Problem, Disconnected or SignedOut. A change carries a key of its own, under which the
 * server makes it once: where its answer is lost it is sent again, as soon as it can be. What
 * it says in words is shown while it waits.
 */
export async function ask(request: Request, what?: string): Promise<Response> {
  request.headers.set("Accept-Language", language());
  if (["GET", "HEAD"].includes(request.method)) return reach(request);
  if (!request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", `"${newKey()}"`);
  return outbox.carry(request, attempt, what);
}

/** Sends a change: again at once where the answer was lost, and soon where it is under way. */
export async function attempt(request: Request): Promise<Response> {
  for (let times = 1; ; times++) {
    try {
      return await reach(request.clone());
    } catch (error) {
      const underWay = error instanceof Problem && error.code === "idempotency_under_way" && times < 20;
      const lost = error instanceof Disconnected && times < 2 && navigator.onLine && !(request.headers.get("Accept") === "text/event-stream");
      if (!underWay && !lost) throw error;
      if (underWay) await new Promise((resolve) => setTimeout(resolve, times * 200));
    }
  }
}

async function reach(request: Request): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(request, { credentials: "same-origin", cache: "no-store", redirect: "error" });
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    connection.lose();
    throw new Disconnected(cause);
  }
  if (answer.ok) {
    connection.find();
    connection.signIn();
    return answer;
  }
  const problem = await readProblem(answer, t("problem.unreadable", { status: answer.status }));
  if (later(problem)) {
    connection.lose();
    throw new Disconnected(problem);
  }
  connection.find();
  if (answer.status === 401 && signsOut.has(problem.code)) {
    // What is on the page stays there for whoever was signed in until now.
    if (outbox.account) connection.signOut();
    else toSignIn();
    throw new SignedOut();
  }
  throw problem;
}

/**
 * Whether nothing is wrong with what was asked: the server has no database or no room for the
 * moment, or a proxy has no server.
 */
function later({ code, status }: Problem): boolean {
  return ["storage_away", "storage_full"].includes(code) || (code === "unreadable" && [502, 503, 504].includes(status));
}

/** 128 bits by chance; randomUUID is not there on addresses without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The refusals that mean that nobody is signed in. */
const signsOut = new Set(["token_missing", "token_wrong", "unreadable"]);

/** The API with its types. Its answers always have data: see {@link ask}. */
export const client = createClient<paths>({ baseUrl: location.origin, fetch: (request) => ask(request) });

/** The data of an answer of {@link client}. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** Asks for an address that is only known when the program runs. */
export async function send<T>(method: string, path: string, body?: unknown, version?: number, what?: string): Promise<T> {
  const headers = new Headers();
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (version !== undefined) headers.set("If-Match", `"${version}"`);
  const request = new Request(new URL(path, location.origin), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await ask(request, what);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** Asks for a file and hands it to whoever asked, under a name. */
export async function fetchFile(method: "GET" | "POST", path: string, name: string): Promise<void> {
  const answer = await ask(new Request(new URL(path, location.origin), { method }));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A part of a list, as the server sends it. */
export interface Part<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}

/** The most that the server puts into one part. */
const most = 500;

/** Reads a whole list: its first part, then the others at once. */
export async function all<T>(path: string, query: Record<string, string> = {}): Promise<T[]> {
  const part = (offset: number) => send<Part<T>>("GET", `${path}?${new URLSearchParams({ ...query, limit: String(most), offset: String(offset) })}`);
  const first = await part(0);
  const size = first.items.length;
  if (size === 0 || size >= first.total) return first.items;
  const offsets = Array.from({ length: Math.ceil(first.total / size) - 1 }, (_, i) => (i + 1) * size);
  const others = await Promise.all(offsets.map(part));
  return [first, ...others].flatMap(({ items }) => items);
}
