import { solve } from "./puzzle.js";

/* Solves the puzzle of the form beside the page, so that typing does not halt. */
self.onmessage = ({ data }: MessageEvent<{ id: string; bits: number }>) => {
  const solution = solve(data.id, data.bits, (tried) => self.postMessage({ tried }));
  self.postMessage({ solution });
};
