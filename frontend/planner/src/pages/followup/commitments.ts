import { all } from "../../api/client.js";
import type { components } from "../../api/schema.js";

export type Pledge = components["schemas"]["Pledge"];
export type Toward = components["schemas"]["Toward"];

/** A commitment with the pledge that it stands in. */
export interface Article {
  id: string;
  name: string;
  pledge: string;
}

export const pledgesOf = (district: string) => all<Pledge>("/api/v1/pledges", { district });

/** The commitments of signed pledges that were valid on a day; all of them without one. */
export function articles(pledges: readonly Pledge[], day?: string, municipality?: string): Article[] {
  return pledges
    .filter(({ signed, from, to }) => signed && (!day || (from <= day && (!to || day <= to))))
    .filter(({ municipalityId }) => !municipality || municipalityId === municipality)
    .flatMap(({ title, commitments }) => (commitments ?? []).map((c) => ({ id: c.id ?? "", name: `${c.article}. ${c.title}`, pledge: title })));
}

/** Commitments under their pledges, in their order; pledges with one of those that matter most come first. */
export function byPledge(articles: readonly Article[], most: ReadonlySet<string>): [pledge: string, articles: Article[]][] {
  const found = new Map<string, Article[]>();
  for (const article of articles) found.set(article.pledge, [...(found.get(article.pledge) ?? []), article]);
  const rank = ([, those]: [string, Article[]]) => (those.some(({ id }) => most.has(id)) ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** What commitments are called, with their pledge. */
export function articleNames(pledges: readonly Pledge[]): ReadonlyMap<string, string> {
  return new Map(articles(pledges).map(({ id, name, pledge }) => [id, `${pledge}: ${name}`]));
}
