import type { components } from "./schema.js";

/** A refusal as the server writes it (RFC 9457). */
export type ProblemBody = components["schemas"]["Problem"];

/** The server's refusal, with its own sentence as the message. */
export class Problem extends Error {
  readonly status: number;
  /** What is wrong in one word that never changes, such as "stale". */
  readonly code: string;
  readonly places: readonly { location: string; code: string; message: string }[];
  /** With code "stale": the thing as it is stored now. */
  readonly current: unknown;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;

  constructor(body: Pick<ProblemBody, "status" | "code" | "detail"> & Partial<ProblemBody>) {
    super(body.detail);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.places = body.errors ?? [];
    this.current = body.current;
    this.requestId = body.requestId;
  }

  get stale(): boolean {
    return this.code === "stale";
  }

  /** What is wrong with each field of the body, by the field's path: "visiting.opens". */
  byField(): Map<string, string> {
    const found = new Map<string, string>();
    for (const { location, message } of this.places) {
      if (!location.startsWith("body.")) continue;
      const path = fieldPath(location);
      found.set(path, [found.get(path), message].filter(Boolean).join(" "));
    }
    return found;
  }
}

/** The server could not be asked, or its answer did not arrive. */
export class Disconnected extends Error {
  constructor(cause: unknown) {
    super("disconnected", { cause });
    this.name = "Disconnected";
  }
}

/** Nobody is signed in any more; the browser is on its way to the sign-in page. */
export class SignedOut extends Error {
  constructor() {
    super("signed out");
    this.name = "SignedOut";
  }
}

/** "body.articles[2].title" becomes "articles.2.title". */
export function fieldPath(location: string): string {
  return location.replace(/^body\.?/, "").replace(/\[(\d+)\]/g, ".$1");
}

/** Reads a refusal; what is none of the server's own (a proxy's page) gets plain words. */
export async function readProblem(answer: Response, plain: string): Promise<Problem> {
  if (answer.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    try {
      return new Problem((await answer.json()) as ProblemBody);
    } catch {
      // It was cut short: the plain words have to do.
    }
  }
  return new Problem({ status: answer.status, code: "unreadable", detail: plain });
}
