import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "../texts/texts.js";
import { differences, merged } from "./merge.js";
import { positionText, readPosition } from "./position.js";
import { fieldsOf } from "./register.js";
import { referredTo, registerOf, registers } from "./registers.js";
import { show } from "./show.js";
import { at, put, same, writable } from "./values.js";

beforeAll(() => speak("sv"));

describe("a register", () => {
  it("names each field once and begins only with fields that it has", () => {
    for (const register of registers) {
      const names = fieldsOf(register).map(({ name }) => name);
      expect(new Set(names).size, register.name).toBe(names.length);
      const begins = Object.keys(register.initial);
      expect(begins.filter((key) => !names.some((name) => name.split(".")[0] === key)), register.name).toEqual([]);
      const columns = register.columns?.map(({ key }) => key) ?? names;
      expect(columns, register.name).toContain(register.order.replace("-", ""));
    }
  });

  it("knows what it refers to", () => {
    expect(referredTo(registerOf("occasions")!)).toEqual(["localities", "sites"]);
    expect(referredTo(registerOf("offices")!)).toEqual([]);
  });
});

describe("a position", () => {
  it.each([
    ["55.92, 14.29", { lat: 55.92, lon: 14.29 }],
    ["55,92; 14,29", { lat: 55.92, lon: 14.29 }],
    ["55,92, 14,29", { lat: 55.92, lon: 14.29 }],
    ["55.92,14.29", { lat: 55.92, lon: 14.29 }],
    ["55.92 14.29", { lat: 55.92, lon: 14.29 }],
    [" ", undefined],
    ["torget", "torget"],
    ["55.92", "55.92"],
  ])("typed as %j", (typed, position) => expect(readPosition(typed)).toEqual(position));

  it("is shown as it is read", () => {
    expect(readPosition(positionText({ lat: 55.92, lon: 14.29 }))).toEqual({ lat: 55.92, lon: 14.29 });
    expect(positionText("torget")).toBe("torget");
  });
});

describe("values", () => {
  it("are found and replaced by path, without touching the old ones", () => {
    const before = { visiting: { opens: "09:00", closes: "20:00" } };
    const after = put(before, "visiting.opens", "10:00");
    expect(at(after, "visiting.opens")).toBe("10:00");
    expect(at(before, "visiting.opens")).toBe("09:00");
    expect(put(before, "visiting", undefined)).toEqual({});
    expect(at(undefined, "a.b")).toBeUndefined();
  });

  it("are the same where one leaves out what the other has empty", () => {
    expect(same({ a: 1, b: "" }, { a: 1 })).toBe(true);
    expect(same({ a: 1, retired: false }, { retired: undefined, a: 1 })).toBe(true);
    expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });

  it("are written back without what the server counts", () => {
    expect(writable({ id: "1", version: 3, created: "", updated: "", noted: true, $schema: "", name: "Torget" })).toEqual({ name: "Torget" });
  });
});

describe("a change by another", () => {
  const fields = fieldsOf(registerOf("sites")!);
  const base = { name: "Torget", street: "Torggatan 1", town: "Åhus" };
  const mine = { ...base, name: "Stortorget", town: "Yngsjö" };
  const theirs = { ...base, name: "Nya torget", street: "Torggatan 2", town: "Yngsjö" };

  it("is shown where we differ, and asked about where both of us changed", () => {
    expect(differences(fields, base, mine, theirs).map(({ field, both }) => [field.name, both])).toEqual([
      ["name", true],
      ["street", false],
    ]);
  });

  it("loses nothing of either", () => {
    const found = differences(fields, base, mine, theirs);
    expect(merged(mine, found, ({ both }) => both)).toEqual({ name: "Stortorget", street: "Torggatan 2", town: "Yngsjö" });
    expect(merged(mine, found, () => false)).toEqual(theirs);
  });
});

describe("a value in words", () => {
  const field = (register: string, name: string) => fieldsOf(registerOf(register)!).find((field) => field.name === name)!;

  it.each([
    ["localities", "kind", "basort", "Basort"],
    ["localities", "visiting.weekdays", ["monday", "friday"], "mån, fre"],
    ["localities", "visiting.need", 1500, "150 %"],
    ["localities", "population", 0, ""],
    ["localities", "visiting.minutes", 180, "180 minuter"],
    ["seasons", "summer.from", "06-01", "1 juni"],
    ["shifts", "starts", "2026-11-24T08:00", "tis 24 nov. 2026 08.00"],
    ["sites", "retired", true, "Används inte längre"],
    ["sites", "localityId", "x", "Åhus"],
    ["sites", "position", { lat: 55.9, lon: 14 }, "55,9; 14"],
  ])("%s %s %j", (register, name, value, text) => {
    const names = new Map([["localities" as const, new Map([["x", "Åhus"]])]]);
    expect(show(field(register, name), value, names).replaceAll("\u00a0", " ")).toBe(text);
  });
});
