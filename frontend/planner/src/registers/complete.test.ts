import { expect, it } from "vitest";
import schema from "../api/schema.ts?raw";
import { fieldsOf } from "./register.js";
import { registerOf } from "./registers.js";
import { articleFields, pledgeFields, pledgeLabels } from "../pages/pledges/fields.js";
import { fields as seriesFields } from "../pages/shifts/series.js";

/** The properties of a schema of the API's own description, as it is generated. */
function properties(name: string): string[] {
  const from = schema.indexOf(`\n        ${name}: {\n`);
  expect(from, name).toBeGreaterThan(-1);
  const body = schema.slice(from, schema.indexOf("\n        };", from + 1));
  return [...body.matchAll(/^ {12}([a-zA-Z]+)\??:/gm)].map(([, property]) => property!);
}

/** What is said by where one is, or of what was seen, and not typed. */
const unsaid = ["districtId", "version", "$schema"];

/** What is kept as it was, but is no person's to type. */
const kept: Record<string, readonly string[]> = { occasions: ["uid"] };

/** The register's forms, with what the API writes each of them by. */
const written = [
  ["localities", "LocalityIn", { visiting: "Visiting" }],
  ["sites", "SiteIn", { opening: "Opening" }],
  ["offices", "OfficeIn", {}],
  ["absences", "AbsenceIn", {}],
  ["shifts", "ShiftIn", {}],
  ["seasons", "SeasonIn", { summer: "SummerRule" }],
  ["occasions", "OccasionIn", {}],
  ["municipalities", "MunicipalityIn", {}],
  ["districts", "DistrictIn", {}],
  ["accounts", "AccountIn", {}],
  ["activities", "ActivityIn", {}],
] as const;

it.each(written)("the form of %s has every field of %s", (register, schemaName, parts) => {
  const wanted = properties(schemaName)
    .filter((property) => !unsaid.includes(property) && !(kept[register] ?? []).includes(property))
    .flatMap((property) => {
      const part = (parts as Record<string, string>)[property];
      return part ? properties(part).map((inner) => `${property}.${inner}`) : [property];
    });
  const typed = fieldsOf(registerOf(register)!).map(({ name }) => name);
  expect(wanted.length).toBeGreaterThan(1);
  expect([...typed].sort()).toEqual([...wanted].sort());
});

it("the form of a series of shifts has every field", () => {
  const typed = [...seriesFields.map(({ name }) => name), "holidaysOff", "except"];
  expect(typed.sort()).toEqual(properties("ShiftSeriesIn").filter((property) => !unsaid.includes(property)).sort());
});

it("the form of a pledge has every field, and so have its articles", () => {
  // A pledge is signed in a dialog of its own, and an article's ID is kept as it was.
  const typed = [...pledgeFields.map(({ name }) => name), ...Object.keys(pledgeLabels), "commitments", "signed"];
  expect(typed.sort()).toEqual(properties("PledgeIn").filter((property) => !unsaid.includes(property)).sort());
  const wanted = properties("CommitmentIn").flatMap((property) => (property === "target" ? properties("Target").map((inner) => `target.${inner}`) : [property]));
  expect([...articleFields.map(({ name }) => name), "scope", "id"].sort()).toEqual(wanted.filter((property) => !unsaid.includes(property)).sort());
});
