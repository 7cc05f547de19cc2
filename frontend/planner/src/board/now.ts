/** The clock of Sweden, such as 2026-11-24T15:04, to compare with visits' own times. */
export function nowInSweden(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm", dateStyle: "short", timeStyle: "short" }).format(now).replace(" ", "T");
}
