import { beginning } from "./sha256.js";

/** How many numbers are tried between two words of progress. */
const stride = 5_000;

/**
 * The number with which a puzzle's hash begins with so many zero bits, as the server looks at
 * it (api/gate). What is passed hears how many were tried.
 */
export function solve(id: string, bits: number, tried: (count: number) => void): number {
  const below = 2 ** (32 - bits);
  for (let n = 0; ; n++) {
    if (beginning(`${id}.${n}`) < below) return n;
    if (n % stride === 0) tried(n);
  }
}
