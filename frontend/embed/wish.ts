/*
 * The form for wishes with script: a small puzzle is solved while somebody writes, and the form
 * need not wait. Without script, or where the puzzle cannot be solved, the server waits instead.
 */

interface Told {
  tried?: number;
  solution?: number;
}

export function begin(form: HTMLFormElement): void {
  const { puzzle, bits, worker: address, working, done } = form.dataset;
  const field = form.elements.namedItem("losning");
  const status = form.querySelector<HTMLElement>("[data-progress]");
  if (!puzzle || !bits || !address || !status || !(field instanceof HTMLInputElement)) return;

  let worker: Worker | undefined;
  let over = false;
  let waiting: HTMLElement | null | undefined;

  const end = () => {
    over = true;
    worker?.terminate();
    if (waiting !== undefined) form.requestSubmit(waiting);
  };
  const start = () => {
    if (worker || over) return;
    try {
      worker = new Worker(address);
    } catch {
      end();
      return;
    }
    worker.onerror = end;
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.solution !== undefined) {
        field.value = String(data.solution);
        if (waiting !== undefined) status.textContent = done ?? "";
        end();
      } else if (waiting !== undefined) {
        // How many are needed on the mean says about how far it is.
        const percent = Math.min(99, Math.round((100 * (data.tried ?? 0)) / 2 ** Number(bits)));
        status.textContent = (working ?? "").replace("{n}", String(percent));
      }
    };
    worker.postMessage({ id: puzzle, bits: Number(bits) });
  };

  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", (event) => {
    if (over) return;
    event.preventDefault();
    waiting = event.submitter;
    status.textContent = (working ?? "").replace("{n}", "0");
    start();
  });
}

const form = document.querySelector<HTMLFormElement>("form[data-puzzle]");
if (form) begin(form);
