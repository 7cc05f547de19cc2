import { beforeAll, describe, expect, it } from "vitest";
import { speak } from "../texts/texts.js";
import { changes, fieldName, thingName, titleOf, valueText } from "./audit.js";

beforeAll(() => speak("sv"));

describe("a difference in the audit log", () => {
  it("shows what changed, and nothing else", () => {
    const before = { Name: "Torget", Retired: false, Meta: { Version: 1 }, Days: ["mon", "tue"], Note: "" };
    const after = { Name: "Stortorget", Retired: false, Meta: { Version: 2 }, Days: ["mon"], Note: null };
    expect(changes(before, after)).toEqual([
      { field: "Name", before: "Torget", after: "Stortorget" },
      { field: "Meta.Version", before: "1", after: "2" },
      { field: "Days", before: "mon, tue", after: "mon" },
    ]);
  });

  it("shows all of what is new or gone", () => {
    expect(changes(undefined, { Name: "Torget" })).toEqual([{ field: "Name", before: "", after: "Torget" }]);
    expect(changes({ Name: "Torget" }, undefined)).toEqual([{ field: "Name", before: "Torget", after: "" }]);
    expect(changes(undefined, undefined)).toEqual([]);
  });

  it("goes into lists of things", () => {
    expect(changes({ Grants: [{ Role: "crew" }] }, { Grants: [{ Role: "crew" }, { Role: "admin" }] })).toEqual([
      { field: "Grants.1.Role", before: "", after: "admin" },
    ]);
  });
});

describe("the store's words", () => {
  it("become people's where there are any", () => {
    expect(fieldName("SiteID")).toBe("Uppställningsplats");
    expect(fieldName("Meta.Sequence")).toBe("Meta.Sequence");
    expect(thingName("visit")).toBe("besök");
    expect(thingName("something")).toBe("something");
    expect(valueText("2026-10-13T13:45:00Z")).toBe("13 okt. 2026 15:45");
    expect(valueText("true")).toBe("ja");
    expect(valueText("2026")).toBe("2026");
    expect(titleOf({ Title: "Löfte" })).toBe("Löfte");
    expect(titleOf(undefined)).toBe("");
  });
});
