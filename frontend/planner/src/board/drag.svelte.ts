import type { Day, Visit } from "./types.js";
import { dayOf } from "./types.js";
import { addDays, daysBetween } from "./weeks.js";

/** How far a pointer goes before it drags rather than clicks, in pixels. */
const slack = 5;

/** A visit that is dragged to another day. */
export class Drag {
  moving = $state.raw<Visit>();
  day = $state<Day>("");
  x = $state(0);
  y = $state(0);
  /** Whether the click that is coming ends a drag. */
  justDropped = false;

  #drop: (visit: Visit, day: Day) => void;
  #stop: () => void = () => {};

  constructor(drop: (visit: Visit, day: Day) => void) {
    this.#drop = drop;
  }

  /** Follows a pointer from a visit on a board that begins on a day. */
  begin(event: PointerEvent, visit: Visit, first: Day, width: number, box: HTMLElement): void {
    this.justDropped = false;
    const from = event.clientX + box.scrollLeft;
    const start = daysBetween(first, dayOf(visit.starts));
    const move = (to: PointerEvent) => {
      if (!this.moving && Math.hypot(to.clientX - event.clientX, to.clientY - event.clientY) < slack) return;
      this.moving = visit;
      [this.x, this.y] = [to.clientX, to.clientY];
      this.day = addDays(first, start + Math.round((to.clientX + box.scrollLeft - from) / width));
      follow(to, box);
    };
    const up = () => {
      const [moved, day] = [this.moving, this.day];
      this.cancel();
      if (!moved) return;
      this.justDropped = true;
      setTimeout(() => (this.justDropped = false));
      if (day !== dayOf(moved.starts)) this.#drop(moved, day);
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

  cancel(): void {
    this.#stop();
    this.moving = undefined;
  }
}

/** Scrolls along when a pointer drags something to the edge. */
function follow({ clientX }: PointerEvent, box: HTMLElement): void {
  const { left, right } = box.getBoundingClientRect();
  if (clientX > right - 40) box.scrollBy({ left: 24 });
  if (clientX < left + 160) box.scrollBy({ left: -24 });
}
