import { beforeAll, expect, it } from "vitest";
import { speak } from "../../texts/texts.js";
import { behindText, familyLines, partText, shareText, type FeedHealth, type Figures } from "./feeds.js";

beforeAll(() => speak("sv"));

const figures = (changed: Partial<Figures> = {}): Figures => ({ today: 1, week: 2, unchanged: 0, copies: 0, behind: 0, ...changed });

it("rounds no share to none or all that is not", () => {
  expect([shareText(0, 7), shareText(1, 1000), shareText(999, 1000), shareText(3, 34), shareText(7, 7)]).toEqual(["0\u00a0%", "1\u00a0%", "99\u00a0%", "9\u00a0%", "100\u00a0%"]);
});

it("names a part of nothing by nothing", () => {
  expect(partText(3, 34)).toBe("3 av 34 (9\u00a0%)");
  expect(partText(0, 0)).toBe("");
});

it("says what is behind, for one, for several and for none", () => {
  expect(behindText(figures({ copies: 4 }))).toContain("Alla kalendrar");
  expect(behindText(figures({ copies: 4, behind: 1 }))).toMatch(/^1 kalender av 4 .*\(25\u00a0%\)\.$/);
  expect(behindText(figures({ copies: 4, behind: 2 }))).toMatch(/^2 kalendrar av 4 .*\(50\u00a0%\)\.$/);
});

it("names families in words and keeps the server's order", () => {
  const health = { families: [{ family: "google", ...figures() }, { family: "apple", ...figures() }] } as FeedHealth;
  expect(familyLines(health).map(({ name }) => name)).toEqual(["Google Kalender", "Apple Kalender (iPhone, iPad, Mac)"]);
});
