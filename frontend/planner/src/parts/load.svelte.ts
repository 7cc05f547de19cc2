import { onMount } from "svelte";
import { connection } from "../api/connection.svelte.js";
import { Disconnected, SignedOut } from "../api/problem.js";
import { live } from "../shell/live.svelte.js";

/** Something that is read from the server, and read again when the connection returns. */
export class Load<T> {
  value = $state.raw<T>();
  error = $state.raw<unknown>();
  busy = $state(true);

  #read: () => Promise<T>;
  #asked = 0;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** Reads anew; what was there stays until then. */
  again = async (): Promise<void> => {
    const asked = ++this.#asked;
    this.busy = true;
    try {
      const value = await this.#read();
      if (asked !== this.#asked) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.error = error;
    }
    this.busy = false;
  };
}

/**
 * Loads for a component, from when it is there, and again when somebody changes a thing of
 * the kinds that it is made of: "visit".
 */
export function load<T>(read: () => Promise<T>, kinds: readonly string[] = []): Load<T> {
  const loading = new Load(read);
  onMount(() => {
    void loading.again();
    const forget = [
      connection.onReturn(() => {
        if (loading.error instanceof Disconnected || loading.error instanceof SignedOut) void loading.again();
      }),
      live.on((changes) => {
        if (changes.some(({ thing }) => kinds.includes(thing))) void loading.again();
      }),
    ];
    return () => forget.forEach((stop) => stop());
  });
  return loading;
}
