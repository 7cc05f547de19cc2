/** Whether the server can be reached, and whom to tell when it can again. */
class Connection {
  /** The server, or its database, did not answer the last time it was asked. */
  lost = $state(false);
  /** Nobody is signed in any more. */
  signedOut = $state(false);

  #waiting = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = shortest;

  /** Notes that the server did not answer, and begins to look for it. */
  lose(): void {
    if (this.lost) return;
    this.lost = true;
    this.#pause = shortest;
    this.#lookLater();
  }

  /** Notes that the server answered. */
  find(): void {
    if (!this.lost) return;
    this.lost = false;
    clearTimeout(this.#timer);
    this.#tell();
  }

  /** Notes that somebody has to sign in again. */
  signOut(): void {
    this.signedOut = true;
  }

  /** Notes that the server knows who asks. */
  signIn(): void {
    if (!this.signedOut) return;
    this.signedOut = false;
    this.#tell();
  }

  /** Looks for the server now: one that has its database, since nothing is saved without. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const answer = await fetch("/readyz", { cache: "no-store" });
      if (((await answer.json()) as { database?: boolean }).database) return this.find();
    } catch {
      // Still lost.
    }
    this.#lookLater();
  }

  /** Calls back when a lost connection returns, or somebody has signed in again. Returns how to stop that. */
  onReturn(told: () => void): () => void {
    this.#waiting.add(told);
    return () => this.#waiting.delete(told);
  }

  #tell(): void {
    for (const told of [...this.#waiting]) told();
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), this.#pause);
    this.#pause = Math.min(this.#pause * 1.5, longest);
  }
}

/** Milliseconds between two looks for the server. */
const shortest = 2_000;
const longest = 30_000;

export const connection = new Connection();

/** The browser often knows of a connection before it is asked for anything. */
export function watchBrowser(): void {
  addEventListener("online", () => void connection.look());
  addEventListener("offline", () => connection.lose());
}
