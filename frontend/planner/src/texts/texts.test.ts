import { beforeAll, describe, expect, it } from "vitest";
import en from "./en.json";
import sv from "./sv.json";
import { compare, count, speak, t } from "./texts.js";

const languages: Record<string, Record<string, string>> = { sv, en };

/** All of the app's sources but tests. */
const sources = Object.values(
  import.meta.glob<string>(["../**/*.{svelte,ts}", "!../**/*.test.ts", "!../api/schema.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).join("\n");

describe("the texts", () => {
  it("exist in both languages, with the same parameters", () => {
    expect(Object.keys(en)).toEqual(Object.keys(sv));
    for (const [key, swedish] of Object.entries(sv)) {
      const params = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      expect(params(languages.en![key]!), key).toEqual(params(swedish));
      expect(swedish.trim(), key).not.toBe("");
      expect(languages.en![key]!.trim(), key).not.toBe("");
    }
  });

  it("exclaim nothing", () => {
    for (const texts of Object.values(languages)) {
      expect(Object.values(texts).filter((text) => text.includes("!"))).toEqual([]);
    }
  });

  it("are all there that the app asks for", () => {
    const asked = [...sources.matchAll(/\b(t|count)\(\s*"([^"]+)"/g)].flatMap(([, call, key]) =>
      call === "count" ? [`${key}.one`, `${key}.other`] : [key!],
    );
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !(key in sv))).toEqual([]);
  });

  it("are all asked for", () => {
    const made = [...sources.matchAll(/`([a-zA-Z]+\.[a-zA-Z.]*)\$\{/g)].map(([, start]) => start!);
    const choices = [...sources.matchAll(/choices\("(\w+)"/g)].map(([, of]) => `choice.${of}.`);
    const unused = Object.keys(sv).filter((key) => {
      const bare = key.replace(/\.(one|other)$/, "");
      if ([...made, ...choices].some((start) => key.startsWith(start))) return false;
      return !sources.includes(`"${key}"`) && !sources.includes(`"${bare}"`);
    });
    expect(unused).toEqual([]);
  });
});

describe("a text", () => {
  beforeAll(() => speak("sv"));

  it("takes parameters, and leaves braces in them alone", () => {
    expect(t("table.search", { label: "{label}" })).toBe("Sök i {label}");
  });

  it("has a form for one and one for more", () => {
    expect(count("table.count", 1)).toBe("1 rad");
    expect(count("table.count", 1234)).toBe("1\u00a0234 rader");
  });

  it("is sorted as Swedes do", () => {
    expect(["Ö", "Ä", "Å", "Z", "a10", "a9"].sort(compare)).toEqual(["a9", "a10", "Z", "Å", "Ä", "Ö"]);
  });
});
