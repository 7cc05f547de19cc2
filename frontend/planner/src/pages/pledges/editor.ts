import type { components } from "../../api/schema.js";
import { same, writable } from "../../registers/values.js";
import type { Commitment, Pledge } from "../pledges.js";

export type PledgeIn = components["schemas"]["PledgeIn"];

/** What a new pledge can begin as: the sorts of documents that police and kommun write. */
export const beginnings = ["purpose", "articles", "owners", "agreement"] as const;
export type Beginning = (typeof beginnings)[number];

type Given = Partial<Omit<Commitment, "article">>;

/** What documents are about is written in Swedish, whatever language the app is read in. */
const first: Record<Beginning, readonly Given[]> = {
  purpose: [{ title: "Mobilt poliskontor", indicator: "visits", binds: "outside_summer", scope: { kinds: ["basort"] } }],
  articles: [
    { title: "Trygghetsvandringar", indicator: "safety_walks", owner: "both", target: { count: 2, per: "year" } },
    { title: "Trafikkontroller", indicator: "traffic_controls" },
    { title: "Information om grannsamverkan", indicator: "information", owner: "both", target: { count: 2, per: "year" } },
  ],
  owners: [
    { title: "", indicator: "measures", owner: "police", responsible: "Polisen" },
    { title: "", indicator: "measures", owner: "kommun", responsible: "Kommunen" },
  ],
  agreement: [
    { title: "Strategisk styrgrupp", indicator: "forum_meetings", owner: "both", forum: "Strategiska styrgruppen" },
    { title: "Lokala Brå", indicator: "forum_meetings", owner: "both", forum: "Lokala Brå" },
    { title: "Lägesbild", indicator: "situation_pictures", owner: "both", forum: "Lägesbildsgruppen", target: { count: 1, per: "week" } },
    { title: "Årlig uppföljning", indicator: "reports", owner: "both", target: { count: 1, per: "year" } },
  ],
};

function made(article: number, given: Given = {}): Commitment {
  return { article, title: "", owner: "police", indicator: "measures", binds: "year_round", target: {}, scope: {}, ...given };
}

/** A new article, numbered after the last. */
export function article(pledge: PledgeIn): Commitment {
  return made(Math.max(0, ...(pledge.commitments ?? []).map((one) => one.article)) + 1);
}

/** A pledge to begin with. */
export function begun(districtId: string, beginning: Beginning = "articles"): PledgeIn {
  return {
    districtId, municipalityId: "", slug: "", kind: beginning === "agreement" ? "agreement" : "pledge", title: "", from: "",
    commitments: first[beginning].map((given, i) => made(i + 1, given)),
  };
}

/** A draft of the version after a pledge: its words, with articles of its own and nothing signed. */
export function nextVersion(pledge: Pledge): PledgeIn {
  const { signed: _signed, to: _to, reference: _reference, demonstration: _demonstration, ...rest } = writable(pledge as never) as unknown as PledgeIn;
  return {
    ...rest,
    replacesId: pledge.id,
    slug: following(pledge.slug),
    from: pledge.to ? dayAfter(pledge.to) : "",
    commitments: (pledge.commitments ?? []).map(({ id: _id, due: _due, ...one }) => one),
  };
}

function following(slug: string): string {
  const year = /^(.*?)(\d{4})$/.exec(slug);
  return year ? `${year[1]}${Number(year[2]) + 1}` : `${slug}-2`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The part of an address that a title gives: "Löfte 2027" gives "lofte-2027". */
export function slugOf(title: string): string {
  return title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60).replace(/-$/, "");
}

/** With its articles by their numbers, as they are sent. */
export function inOrder(pledge: PledgeIn): PledgeIn {
  return { ...pledge, commitments: [...(pledge.commitments ?? [])].sort((a, b) => a.article - b.article) };
}

/** The facts of a pledge as a whole that two versions are compared by. */
export const compareds = ["title", "reference", "from", "to", "parties", "followUp", "followUpMonth", "followUpForum", "followUpBy"] as const;

/** What differs between a version and another. */
export interface Comparison {
  facts: (typeof compareds)[number][];
  articles: { kind: "new" | "gone" | "changed"; before?: Commitment; after?: Commitment }[];
}

const said = ({ id: _id, ...one }: Commitment) => one;

/** Compares two versions: articles are the same by their title, or else by their number. */
export function compared(before: Pledge, after: Pledge): Comparison {
  const left = [...(before.commitments ?? [])];
  const take = (fits: (one: Commitment) => boolean) => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const is = after.commitments ?? [];
  const byTitle = is.map(({ title }) => take((one) => one.title === title));
  const was = is.map(({ article }, i) => byTitle[i] ?? take((one) => one.article === article));
  const changed = is.flatMap((one, i): Comparison["articles"] => {
    const old = was[i];
    if (!old) return [{ kind: "new", after: one }];
    return same(said(old), said(one)) ? [] : [{ kind: "changed", before: old, after: one }];
  });
  return {
    facts: compareds.filter((fact) => !same(before[fact], after[fact])),
    articles: [...changed, ...left.map((one) => ({ kind: "gone" as const, before: one }))].sort((a, b) => numberOf(a) - numberOf(b)),
  };
}

const numberOf = ({ before, after }: Comparison["articles"][number]) => (after ?? before)!.article;

/** A pledge with each article under a name of its own, so that two writers' changes can be told apart. */
export function apart(pledge: PledgeIn): Record<string, unknown> {
  const { commitments, ...rest } = pledge;
  return { ...rest, articles: Object.fromEntries((commitments ?? []).map((one, i) => [one.id ?? `new-${i}`, one])) };
}

/** What {@link apart} took apart. */
export function together(values: Record<string, unknown>): PledgeIn {
  const { articles, ...rest } = values;
  return inOrder({ ...rest, commitments: Object.values((articles ?? {}) as Record<string, Commitment>) } as PledgeIn);
}
