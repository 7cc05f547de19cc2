import type { Plan } from "./plan.svelte.js";
import type { Locality, Visit } from "./types.js";

/** What somebody wants to see of a season. */
export interface Filter {
  /** Words that a place or one of its sites is called. */
  words: string;
  only: "" | "promised" | "broken";
  municipality: string;
  office: string;
  state: "" | Visit["state"];
}

export const everything: Filter = { words: "", only: "", municipality: "", office: "", state: "" };

/** How many of the choices beside the search leave something out. */
export function narrowed({ only, municipality, office, state }: Filter): number {
  return [only, municipality, office, state].filter(Boolean).length;
}

/** Whether a visit is shown. */
export function shows(visit: Pick<Visit, "officeId" | "state">, { office, state }: Filter): boolean {
  return (!office || visit.officeId === office) && (!state || visit.state === state);
}

/** The places that are shown: those with a visit that is, where visits are chosen among. */
export function rowsOf(plan: Plan, filter: Filter): Locality[] {
  const { season, sites } = plan.ground;
  const wanted = filter.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return plan.ground.localities.filter((locality) => {
    if (filter.municipality && locality.municipalityId !== filter.municipality) return false;
    if (wanted.length > 0) {
      const names = [locality.name, ...sites.filter(({ localityId }) => localityId === locality.id).map(({ name }) => name)].join("\n").toLocaleLowerCase();
      if (!wanted.every((word) => names.includes(word))) return false;
    }
    if (filter.only === "promised" && plan.promises(locality).length === 0) return false;
    if (filter.only === "broken" && !plan.gaps(locality).some(({ nearness, to }) => nearness === "broken" && to >= season.from)) return false;
    if (!filter.office && !filter.state) return true;
    return plan.at(locality.id).some((visit) => visit.starts >= season.from && shows(visit, filter));
  });
}
