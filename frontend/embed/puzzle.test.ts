import { expect, test } from "vitest";
import { solve } from "./puzzle.js";
import { beginning, longest } from "./sha256.js";

async function real(text: string): Promise<number> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new DataView(hash).getUint32(0);
}

test("the hash is SHA-256", async () => {
  for (let length = 0; length <= longest; length++) {
    const text = "aZ09.-_~".repeat(8).slice(0, length);
    expect(beginning(text), text).toBe(await real(text));
  }
});

test("a solution has its zero bits, and progress is told on the way", async () => {
  const told: number[] = [];
  const n = solve("ABCDEFGHIJKLMNOPQRST", 12, (count) => told.push(count));
  expect((await real(`ABCDEFGHIJKLMNOPQRST.${n}`)) >>> 20).toBe(0);
  expect(told[0]).toBe(0);
});
