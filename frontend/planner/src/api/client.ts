import createClient from "openapi-fetch";
import { language, t } from "../texts/texts.js";
import { connection } from "./connection.svelte.js";
import { Disconnected, readProblem, SignedOut } from "./problem.js";
import type { paths } from "./schema.js";

/** Leaves for the sign-in page, which leads back to where we are. */
export function toSignIn(): void {
  const here = location.pathname + location.search;
  location.assign(`/logga-in?till=${encodeURIComponent(here)}`);
}

/**
 * The one way to ask the server. What is not answered with success is thrown: a
 * Problem, Disconnected or SignedOut.
 */
export async function ask(request: Request): Promise<Response> {
  request.headers.set("Accept-Language", language());
  let answer: Response;
  try {
    answer = await fetch(request, { credentials: "same-origin", cache: "no-store", redirect: "error" });
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    connection.lose();
    throw new Disconnected(cause);
  }
  connection.find();
  if (answer.ok) return answer;
  const problem = await readProblem(answer, t("problem.unreadable", { status: answer.status }));
  if (answer.status === 401 && signsOut.has(problem.code)) {
    toSignIn();
    throw new SignedOut();
  }
  throw problem;
}

/** The refusals that mean that nobody is signed in. */
const signsOut = new Set(["token_missing", "token_wrong", "unreadable"]);

/** The API with its types. Its answers always have data: see {@link ask}. */
export const client = createClient<paths>({ baseUrl: location.origin, fetch: ask });

/** The data of an answer of {@link client}. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** Asks for an address that is only known when the program runs. */
export async function send<T>(method: string, path: string, body?: unknown, version?: number): Promise<T> {
  const headers = new Headers();
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (version !== undefined) headers.set("If-Match", `"${version}"`);
  const request = new Request(new URL(path, location.origin), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await ask(request);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
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
