import { faults, type Labels } from "./fields.js";

/** A small form's way to the server and back. */
export class Saving {
  busy = $state(false);
  error = $state.raw<unknown>();

  /** What the form's fields are called, by their path. */
  readonly labels: Labels;

  constructor(labels: Record<string, string> = {}) {
    this.labels = new Map(Object.entries(labels));
  }

  /** What the server says of each field. */
  get faults(): ReadonlyMap<string, string> {
    return faults(this.error, this.labels);
  }

  /** Sends something, once at a time. Tells whether it was taken. */
  async run(send: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = undefined;
    try {
      await send();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
