import { describe, expect, it } from "vitest";
import { findPersonal, masked } from "./privacy.js";

describe("what tells who somebody is", () => {
  it.each([
    ["Ring mig på 070-123 45 67", "telephone:070-123 45 67"],
    ["044-12 34 56 eller +46 44 12 34 56", "telephone:044-12 34 56 telephone:+46 44 12 34 56"],
    ["Skriv till anna.berg@exempel.se.", "email:anna.berg@exempel.se"],
    ["En vit ABC 123 och en abc12d", "licence_plate:ABC 123 licence_plate:abc12d"],
    ["Bilar kör fort på Storgatan 12 B varje kväll", "street_number:Storgatan 12 B"],
    ["Hål i Långa vägen, vid väg 118", ""],
    ["tisdag 24 november 2026 kl. 09.00–15.30", ""],
    ["112, 114 14 och 1177", ""],
    ["Hon, 850709-9805, ringer", "personal_number:850709-9805"],
    ["19850709 9805", "personal_number:19850709 9805"],
    ["850769-9802", "personal_number:850769-9802"],
    ["850709-9806", ""],
    ["98507099805", ""],
  ])("%s", (text, want) => {
    expect(findPersonal(text).map((one) => `${one.kind}:${one.text}`).join(" ")).toBe(want);
  });

  it("can be masked", () => {
    const text = "Anna, 070-123 45 67, bor på Storgatan 12.";
    expect(masked(text, findPersonal(text))).toBe("Anna, […], bor på […].");
  });
});
