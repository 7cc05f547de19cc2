/** Latitude and longitude in degrees (WGS 84). */
export interface Position {
  lat: number;
  lon: number;
}

/** "55.92, 14.29" of a position; what could not be read stays as it was typed. */
export function positionText(value: unknown): string {
  if (typeof value === "string") return value;
  const position = value as Position | undefined;
  return position ? `${position.lat}, ${position.lon}` : "";
}

/**
 * Reads a position as maps write it, "55.92, 14.29", or as Swedes do, "55,92; 14,29".
 * Returns what was typed where it is none, and undefined for nothing.
 */
export function readPosition(typed: string): Position | string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const found = /^(-?\d{1,3}(?:[.,]\d+)?)\s*(?:[;,]\s+|;|\s+|,)\s*(-?\d{1,3}(?:[.,]\d+)?)$/.exec(text);
  if (!found) return typed;
  const [lat, lon] = [found[1]!, found[2]!].map((degrees) => Number(degrees.replace(",", ".")));
  return { lat: lat!, lon: lon! };
}
