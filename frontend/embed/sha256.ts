/*
 * SHA-256 (FIPS 180-4) of a short text, without waiting: the browser's own answers each hash
 * by a promise, which takes ten times as long, and is not there on pages without TLS.
 */

const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) {
  if (primes.every((p) => n % p !== 0)) primes.push(n);
}

/** The first 32 bits of a number's fraction. */
const fraction = (n: number) => ((n - Math.floor(n)) * 2 ** 32) | 0;

const start = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const rounds = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));

/** The longest text that fits in one block. */
export const longest = 55;

const words = new Int32Array(64);

const turned = (x: number, by: number) => (x >>> by) | (x << (32 - by));

/** The first 32 bits of the hash of a text of ASCII characters, at most `longest` of them. */
export function beginning(text: string): number {
  words.fill(0, 0, 16);
  for (let i = 0; i < text.length; i++) words[i >> 2]! |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  words[text.length >> 2]! |= 0x80 << (24 - 8 * (text.length & 3));
  words[15] = text.length * 8;
  for (let i = 16; i < 64; i++) {
    const before = words[i - 15]!;
    const last = words[i - 2]!;
    const small = turned(before, 7) ^ turned(before, 18) ^ (before >>> 3);
    const large = turned(last, 17) ^ turned(last, 19) ^ (last >>> 10);
    words[i] = words[i - 16]! + small + words[i - 7]! + large;
  }
  let [a, b, c, d, e, f, g, h] = start as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + words[i]!) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (start[0]! + a) >>> 0;
}
