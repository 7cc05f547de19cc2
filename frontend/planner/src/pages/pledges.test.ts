import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "../texts/texts.js";
import { scopeText, stateOf, targetText, type Pledge } from "./pledges.js";

beforeAll(() => speak("sv"));

describe("a target in words", () => {
  it.each([
    [{ count: 10, per: "month" as const }, "minst 10 i månaden"],
    [{ maxGapDays: 28, aimDays: 21 }, "högst 28 dagar emellan, siktar på 21 dagar"],
    [{ count: 2, per: "year" as const, maxGapDays: 1 }, "minst 2 om året, högst 1 dag emellan"],
    [{}, ""],
    [undefined, ""],
  ])("%j", (target, text) => expect(targetText(target)).toBe(text));
});

it("a scope names its places", () => {
  const nameOf = (id: string) => ({ a: "Åhus", b: "Vä" })[id] ?? "";
  expect(scopeText({ kinds: ["basort"], localities: ["b"] }, nameOf)).toBe("basorterna, Vä");
  expect(scopeText(undefined, nameOf)).toBe("hela kommunen");
});

describe("where a pledge stands", () => {
  const pledge = (more: Partial<Pledge>) => ({ id: "1", from: "2026-01-01", ...more }) as Pledge;
  const today = "2026-11-21";

  it.each([
    ["draft", pledge({}), []],
    ["valid", pledge({ signed: "2026-01-01" }), []],
    ["valid", pledge({ signed: "2026-01-01", to: today }), []],
    ["over", pledge({ signed: "2026-01-01", to: "2026-11-20" }), []],
    ["coming", pledge({ signed: "2026-11-01", from: "2027-01-01" }), []],
    ["valid", pledge({ signed: "2026-01-01" }), [pledge({ id: "2", replacesId: "1" })]],
    ["replaced", pledge({ signed: "2026-01-01" }), [pledge({ id: "2", replacesId: "1", signed: "2026-11-01" })]],
  ])("%s", (state, one, others) => expect(stateOf(one, [one, ...others], today)).toBe(state));
});
