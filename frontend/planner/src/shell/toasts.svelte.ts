export interface Toast {
  id: number;
  text: string;
  /** What one can do about it, such as to undo it. */
  action?: { label: string; run: () => void };
}

/** How long a toast stays, in milliseconds; one that offers something stays longer. */
const stay = { plain: 6_000, action: 20_000 };

class Toasts {
  shown = $state<Toast[]>([]);
  #next = 1;

  /** Says something in passing, to eyes and to screen readers. */
  say(text: string, action?: Toast["action"]): void {
    const toast = { id: this.#next++, text, action };
    this.shown = [...this.shown.slice(-2), toast];
    setTimeout(() => this.dismiss(toast.id), action ? stay.action : stay.plain);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
