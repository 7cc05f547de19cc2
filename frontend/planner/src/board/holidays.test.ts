import { describe, expect, it } from "vitest";
import { easter, holidayOn } from "./holidays.js";

describe("the Swedish calendar", () => {
  it("has Easter where it is", () => {
    expect(easter(2026)).toBe("2026-04-05");
    expect(easter(2027)).toBe("2027-03-28");
    expect(easter(2038)).toBe("2038-04-25");
  });

  it("knows the days that are free", () => {
    const name = (day: string) => holidayOn(day)?.name;
    expect(name("2026-06-19")).toBe("Midsommarafton");
    expect(name("2027-06-25")).toBe("Midsommarafton");
    expect(name("2026-10-31")).toBe("Alla helgons dag");
    expect(name("2027-11-06")).toBe("Alla helgons dag");
    expect(name("2026-05-14")).toBe("Kristi himmelsfärdsdag");
    expect(name("2027-05-06")).toBe("Kristi himmelsfärdsdag");
    expect(holidayOn("2026-11-24")).toBeUndefined();
  });

  it("knows the days that are shorter, and those between two free ones", () => {
    expect(holidayOn("2027-03-25")).toEqual({ class: "shortened", name: "Skärtorsdagen" });
    expect(holidayOn("2027-05-07")).toEqual({ class: "bridge", name: "Klämdag" });
    expect(holidayOn("2026-01-05")).toEqual({ class: "shortened", name: "Trettondagsafton" });
    expect(holidayOn("2026-01-02")).toEqual({ class: "bridge", name: "Klämdag" });
  });
});
