import { expect, it } from "vitest";
import type { Commitment, Pledge } from "../pledges.js";
import { differences, merged } from "../../registers/merge.js";
import { apart, article, beginnings, begun, compared, nextVersion, slugOf, together } from "./editor.js";
import { mergeable } from "./fields.js";

const one = (number: number, more: Partial<Commitment> = {}): Commitment => ({
  id: `c${number}`, article: number, title: `Artikel ${number}`, owner: "police", indicator: "visits", binds: "year_round", target: { aimDays: 21, maxGapDays: 28 }, scope: { kinds: ["basort"] }, ...more,
});
const pledge = (more: Partial<Pledge> = {}): Pledge => ({
  id: "p1", version: 3, created: "", updated: "", districtId: "d", municipalityId: "m", slug: "stad-2027", kind: "pledge", title: "Löfte", reference: "A 1", signed: "2027-01-01",
  from: "2027-01-01", to: "2027-12-31", commitments: [one(1), one(2)], ...more,
});

it("a new article is numbered after the last", () => {
  expect(begun("d", "purpose").commitments.map((c) => c.article)).toEqual([1]);
  for (const one of beginnings) expect(begun("d", one).commitments.map((c) => c.article)).toEqual(begun("d", one).commitments.map((_, i) => i + 1));
  expect(begun("d", "agreement")).toMatchObject({ kind: "agreement", commitments: [{}, {}, { forum: "Lägesbildsgruppen", target: { count: 1, per: "week" } }, {}] });
  expect(article(pledge({ commitments: [one(7), one(2)] })).article).toBe(8);
});

it("the next version is a draft with articles of its own, that begins when the last ends", () => {
  const next = nextVersion(pledge());
  expect(next).toMatchObject({ replacesId: "p1", slug: "stad-2028", from: "2028-01-01", title: "Löfte" });
  expect(Object.keys(next)).not.toEqual(expect.arrayContaining(["signed"]));
  expect(next).not.toHaveProperty("id");
  expect(next.commitments.every((c) => !("id" in c))).toBe(true);
  expect(nextVersion(pledge({ slug: "loftet", to: undefined }))).toMatchObject({ slug: "loftet-2", from: "" });
});

it("two versions are compared by fact and by article", () => {
  const after = pledge({ id: "p2", title: "Nytt löfte", commitments: [one(1, { id: "x" }), one(3), one(2, { target: { maxGapDays: 21 } })] });
  const found = compared(pledge(), after);
  expect(found.facts).toEqual(["title"]);
  expect(found.articles.map(({ kind, before, after }) => [kind, (after ?? before)!.article])).toEqual([["changed", 2], ["new", 3]]);
  expect(compared(after, pledge()).articles.map(({ kind }) => kind)).toEqual(["changed", "gone"]);
});

it("an article that got another number is the same, one of the same number with another title is changed", () => {
  const before = pledge({ commitments: [one(1), one(2), one(3, { title: "Borta" })] });
  const after = pledge({ commitments: [one(1, { title: "Artikel 2" }), one(2, { title: "Nytt" })] });
  expect(compared(before, after).articles.map(({ kind, before, after }) => [kind, before?.title, after?.title])).toEqual([
    ["changed", "Artikel 2", "Artikel 2"],
    ["gone", "Artikel 1", undefined],
    ["new", undefined, "Nytt"],
    ["gone", "Borta", undefined],
  ]);
});

it("of two writers, each keeps what only they changed", () => {
  const base = pledge();
  const mine = { ...base, title: "Mitt", commitments: [...base.commitments, one(3, { id: undefined, title: "Mitt nya" })] };
  const theirs = { ...base, followUp: "Deras", title: "Deras", commitments: [one(1, { text: "Deras" })] };
  const parts = [base, mine, theirs].map(apart);
  const found = differences(mergeable(parts), parts[0]!, parts[1]!, parts[2]!);
  expect(found.map(({ field, both }) => [field.name, both])).toEqual([["title", true], ["followUp", false], ["articles.c1", false], ["articles.c2", false]]);
  expect(together(merged(apart(mine), found, ({ both }) => both))).toMatchObject({
    title: "Mitt", followUp: "Deras", commitments: [{ id: "c1", text: "Deras" }, { title: "Mitt nya" }],
  });
});

it("a title gives its part of the address", () => {
  expect(slugOf("Medborgarlöfte Åhus 2027!")).toBe("medborgarlofte-ahus-2027");
  expect(slugOf("")).toBe("");
});
