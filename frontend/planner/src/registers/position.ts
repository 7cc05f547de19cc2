import { fromSweref, type Position } from "../map/sweref.js";

/** "55.92, 14.29" of a position; what could not be read stays as it was typed. */
export function positionText(value: unknown): string {
  if (typeof value === "string") return value;
  const position = value as Position | undefined;
  return position ? `${position.lat}, ${position.lon}` : "";
}

/** The position that a value is, if it is one that can be on a map. */
export function positionOf(value: unknown): Position | undefined {
  const position = typeof value === "object" && value !== null ? (value as Position) : undefined;
  return position && Math.abs(position.lat) <= 90 && Math.abs(position.lon) <= 180 ? position : undefined;
}

/**
 * Reads a position as maps write it, "55.92, 14.29", as Swedes do, "55,92; 14,29", or
 * in SWEREF 99 TM, "6197000, 456000", north and east in either order. Returns what was typed where it is none, and undefined for nothing.
 */
export function readPosition(typed: string): Position | string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const sweref = readSweref(text);
  if (sweref) return sweref;
  const found = /^(-?\d{1,3}(?:[.,]\d+)?)\s*(?:[;,]\s+|;|\s+|,)\s*(-?\d{1,3}(?:[.,]\d+)?)$/.exec(text);
  if (!found) return typed;
  const [lat, lon] = [found[1]!, found[2]!].map((degrees) => Number(degrees.replace(",", ".")));
  return { lat: lat!, lon: lon! };
}

/** Metres to the north of the equator and to the east of a line: in Sweden they cannot be confused. */
function readSweref(text: string): Position | undefined {
  const found = /^[NEÖ]?\s*(\d{6,7}(?:[.,]\d+)?)\s*[;,]?\s*[NEÖ]?\s*(\d{6,7}(?:[.,]\d+)?)$/i.exec(text);
  if (!found) return undefined;
  const [east, north] = [found[1]!, found[2]!].map((metres) => Number(metres.replace(",", "."))).sort((a, b) => a - b);
  return east! >= 200_000 && east! <= 1_000_000 && north! >= 6_000_000 && north! <= 7_800_000 ? fromSweref(north!, east!) : undefined;
}
