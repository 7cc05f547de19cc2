import type { Schedule, Visit } from "./schedule.js";

export function visit(changes: Partial<Visit> = {}): Visit {
  return {
    url: "https://kontor.example/besok/1",
    place: "Åhus",
    spot: "Torget",
    date: "tisdag 24 november",
    hours: "15.00–18.00",
    starts: "2026-11-24T15:00+01:00",
    ends: "2026-11-24T18:00+01:00",
    off: false,
    ...changes,
  };
}

export function schedule(changes: Partial<Schedule> = {}): Schedule {
  return {
    lang: "sv",
    form: "lista",
    title: "Polisens mobila kontor i Åhus",
    visits: [visit()],
    none: "Inga besök bestämda just nu.",
    stale: "Vi når inte tidtabellen just nu.",
    emergency: "Ring 112 om det är akut.",
    page: { url: "https://kontor.example/orter/ahus", text: "Alla besök" },
    subscribe: { url: "https://kontor.example/prenumerera?ort=ahus", text: "Prenumerera" },
    words: { today: "I dag", tomorrow: "I morgon", clock: "kl.", next: "Nästa besök", now: "Just nu", reason: "Orsak:" },
    ...changes,
  };
}
