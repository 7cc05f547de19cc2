import { onMount } from "svelte";
import { connection } from "../api/connection.svelte.js";
import { Disconnected } from "../api/problem.js";

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

/** Loads for a component, from when it is there. */
export function load<T>(read: () => Promise<T>): Load<T> {
  const loading = new Load(read);
  onMount(() => {
    void loading.again();
    return connection.onReturn(() => {
      if (loading.error instanceof Disconnected) void loading.again();
    });
  });
  return loading;
}
