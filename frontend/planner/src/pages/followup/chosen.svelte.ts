import { all } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import { load, type Load } from "../../parts/load.svelte.js";
import { router } from "../../shell/router.svelte.js";
import { session } from "../../shell/session.svelte.js";
import { compare } from "../../texts/texts.js";
import { today } from "../../texts/times.js";
import type { Pledge } from "../pledges.js";
import { firstPledge, spansOf, type Span } from "./followup.js";

type Locality = components["schemas"]["Locality"];
type Season = components["schemas"]["Season"];

/** What a page about a pledge's follow-up shows. */
export interface Chosen<T> {
  pledges: Pledge[];
  pledge: Pledge;
  spans: Span[];
  span: Span;
  /** The names of the localities, by ID. */
  names: Map<string, string>;
  read: T;
}

/** A pledge and a time, as the address names them, with what is read of them. */
export class Choice<T> {
  pledge = $state(router.query.get("lofte") ?? "");
  span = $state(router.query.get("tid") ?? "");
  loading: Load<Chosen<T> | undefined>;

  constructor(read: (pledge: Pledge, span: Span) => Promise<T>) {
    this.loading = load(() => this.#load(read), ["pledge", "visit", "activity", "action", "release"]);
  }

  choose = (pledge: string, span: string): void => {
    this.pledge = pledge;
    this.span = span;
    router.note({ lofte: pledge, tid: span || undefined });
    void this.loading.again();
  };

  async #load(read: (pledge: Pledge, span: Span) => Promise<T>): Promise<Chosen<T> | undefined> {
    const of = { district: session.district };
    const [every, localities, seasons] = await Promise.all([
      all<Pledge>("/api/v1/pledges", of),
      all<Locality>("/api/v1/localities", of),
      all<Season>("/api/v1/seasons", of),
    ]);
    const pledges = every.filter(({ signed }) => signed).sort((a, b) => compare(b.from, a.from));
    const pledge = pledges.find(({ id }) => id === this.pledge) ?? firstPledge(pledges, today());
    if (!pledge) return undefined;
    const spans = spansOf(pledge, seasons, today());
    const span = spans.find(({ key }) => key === this.span) ?? spans[0]!;
    this.pledge = pledge.id;
    this.span = span.key;
    const names = new Map(localities.map(({ id, name }) => [id, name]));
    return { pledges, pledge, spans, span, names, read: await read(pledge, span) };
  }
}
