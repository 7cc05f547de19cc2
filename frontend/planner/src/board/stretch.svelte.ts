import type { Slot, Visit } from "./types.js";
import { clockAt, dayOf, minutesOf, sameSlot, slotOf } from "./types.js";

/** What is drawn: the whole visit, or where it begins or ends. */
export type Part = "whole" | "starts" | "ends";

/** The minutes that times are drawn in. */
export const grain = 15;

/** How far a pointer goes before it draws rather than clicks, in pixels. */
const slack = 5;

/** A visit's slot with a part of it earlier or later; the shortest is one grain, and it stays within its day. */
export function drawn(slot: Slot, part: Part, minutes: number): Slot {
  const [from, to] = [minutesOf(slot.starts), minutesOf(slot.ends)];
  const day = dayOf(slot.starts);
  const last = 24 * 60 - grain;
  if (part === "starts") return { ...slot, starts: `${day}T${clockAt(Math.max(0, Math.min(from + minutes, to - grain)))}` };
  if (part === "ends") return { ...slot, ends: `${day}T${clockAt(Math.min(last, Math.max(to + minutes, from + grain)))}` };
  const by = Math.max(-from, Math.min(minutes, last - to));
  return { ...slot, starts: `${day}T${clockAt(from + by)}`, ends: `${day}T${clockAt(to + by)}` };
}

/** A slot on another day, of another office. */
export function onto(slot: Slot, day: string, officeId: string): Slot {
  return { ...slot, officeId, starts: day + slot.starts.slice(10), ends: day + slot.ends.slice(10) };
}

/** A visit of the week view that is drawn longer, shorter or elsewhere, by a pointer or by keys. */
export class Stretch {
  visit = $state.raw<Visit>();
  slot = $state.raw<Slot>();
  /** Whether the click that is coming ends what was drawn. */
  justDrawn = false;

  #done: (visit: Visit, slot: Slot) => void;
  #stop: () => void = () => {};

  constructor(done: (visit: Visit, slot: Slot) => void) {
    this.#done = done;
  }

  /** Draws on by keys; the drawing is taken with {@link take}. */
  by(visit: Visit, part: Part, minutes: number): Slot {
    const slot = drawn(this.visit?.id === visit.id && this.slot ? this.slot : slotOf(visit), part, minutes);
    this.visit = visit;
    this.slot = slot;
    return slot;
  }

  /** Follows a pointer that holds a part of a visit. An hour is so many pixels high. */
  begin(event: PointerEvent, visit: Visit, part: Part, hour: number): void {
    this.cancel();
    this.justDrawn = false;
    const start = slotOf(visit);
    const move = (to: PointerEvent) => {
      if (!this.visit && Math.hypot(to.clientX - event.clientX, to.clientY - event.clientY) < slack) return;
      const minutes = Math.round(((to.clientY - event.clientY) / hour) * (60 / grain)) * grain;
      const under = part === "whole" ? document.elementFromPoint(to.clientX, to.clientY)?.closest<HTMLElement>("[data-day][data-office]") : undefined;
      const at = under ? onto(start, under.dataset.day!, under.dataset.office!) : start;
      this.visit = visit;
      this.slot = drawn(at, part, minutes);
    };
    const up = () => {
      this.justDrawn = this.visit !== undefined;
      setTimeout(() => (this.justDrawn = false));
      this.take();
    };
    const stop = () => this.cancel();
    this.#stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", stop);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", stop);
  }

  /** Hands on what was drawn. */
  take(): void {
    const [visit, slot] = [this.visit, this.slot];
    this.cancel();
    if (visit && slot && !sameSlot(visit, slot)) this.#done(visit, slot);
  }

  cancel(): void {
    this.#stop();
    this.#stop = () => {};
    this.visit = undefined;
    this.slot = undefined;
  }
}
