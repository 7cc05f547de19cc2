import { compare, number, t, type TextKey } from "../texts/texts.js";
import { clockText, dayText, daysText, hoursText, weekdayText, weekOf } from "../texts/times.js";
import type { components } from "../api/schema.js";
import { choices } from "./choices.js";
import { fieldsOf, type FieldOf, type Register, type RegisterName, type SourceName } from "./register.js";
import { actions, activities } from "./deeds.js";

type Grant = components["schemas"]["Grant"];

/** What belongs to the district that is looked at says so by itself. */
const name: FieldOf = { name: "name", label: "field.name", control: { kind: "text" }, column: true };
const slug: FieldOf = { name: "slug", label: "field.slug", hint: "hint.slug", control: { kind: "text" } };
const retired: FieldOf = { name: "retired", label: "field.retired", control: { kind: "yes" }, optional: true, column: true };
const position: FieldOf = { name: "position", label: "field.position", hint: "hint.position", control: { kind: "position" } };
const from: FieldOf = { name: "from", label: "field.from", control: { kind: "day" }, column: true };
const to: FieldOf = { name: "to", label: "field.to", control: { kind: "day" }, column: true };
const office: FieldOf = { name: "officeId", label: "field.office", control: { kind: "thing", of: "offices" }, column: true };
const note: FieldOf = { name: "note", label: "field.note", hint: "hint.note", control: { kind: "text", rows: 2 }, optional: true, column: true };

const named = (thing: Record<string, unknown>) => String(thing.name);

/** The registers and what stands in them, in the order in which they are listed. */
export const registers: readonly Register[] = [
  {
    name: "localities",
    permission: "edit_registers",
    ofDistrict: true,
    order: "name",
    initial: {
      kind: "tatort",
      visiting: { weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"], weeks: "every", opens: "09:00", closes: "20:00", minutes: 180, need: 1000 },
    },
    title: named,
    sections: [
      {
        fields: [
          name,
          {
            name: "kind",
            label: "field.kind",
            control: { kind: "choice", choices: choices("kind", ["basort", "tatort", "stadsdel", "centralort"]) },
            column: true,
          },
          { name: "municipalityId", label: "field.municipality", control: { kind: "thing", of: "municipalities" }, column: true },
          { name: "population", label: "field.population", control: { kind: "number", least: 0 }, optional: true, column: true },
          { name: "attendance", label: "field.attendance", hint: "hint.attendance", control: { kind: "number", least: 0, zero: true }, optional: true, column: true },
          { name: "wishes", label: "field.wishes", control: { kind: "number", least: 0 }, optional: true, column: true },
          { name: "exposed", label: "field.exposed", control: { kind: "yes" }, optional: true, column: true },
          position,
          slug,
        ],
      },
      {
        title: "section.visiting",
        fields: [
          { name: "visiting.weekdays", label: "field.weekdays", control: { kind: "weekdays" } },
          { name: "visiting.weeks", label: "field.weeks", hint: "hint.weeks", control: { kind: "choice", choices: choices("weeks", ["every", "odd", "even"]) } },
          { name: "visiting.opens", label: "field.opens", control: { kind: "clock" } },
          { name: "visiting.closes", label: "field.closes", control: { kind: "clock" } },
          { name: "visiting.minutes", label: "field.minutes", control: { kind: "number", least: 15, step: 5, unit: "unit.minutes" } },
          { name: "visiting.need", label: "field.need", hint: "hint.need", control: { kind: "percent" } },
          { name: "visiting.officeId", label: "field.usualOffice", hint: "hint.usualOffice", control: { kind: "thing", of: "offices" }, optional: true },
        ],
      },
    ],
  },
  {
    name: "sites",
    permission: "edit_registers",
    ofDistrict: true,
    order: "localityId",
    initial: {},
    title: (thing, name) => `${name("localities", thing.localityId)}, ${String(thing.name)}`,
    sections: [
      {
        fields: [
          name,
          { name: "localityId", label: "field.locality", control: { kind: "thing", of: "localities" }, column: true },
          { name: "street", label: "field.street", control: { kind: "text" }, optional: true, column: true },
          { name: "postalCode", label: "field.postalCode", control: { kind: "text", inputmode: "numeric" }, optional: true },
          { name: "town", label: "field.town", control: { kind: "text" }, optional: true },
          position,
          { name: "directions", label: "field.directions", hint: "hint.directions", control: { kind: "text", rows: 3 }, optional: true },
          { name: "parking", label: "field.parking", hint: "hint.parking", control: { kind: "text", rows: 2 }, optional: true },
          { name: "accessibility", label: "field.accessibility", hint: "hint.accessibility", control: { kind: "text", rows: 2 }, optional: true },
          { name: "preference", label: "field.preference", hint: "hint.preference", control: { kind: "number", least: 0 }, optional: true, column: true },
          retired,
        ],
      },
      {
        title: "section.opening",
        optional: {
          path: "opening",
          label: "field.opening",
          initial: { weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], opens: "09:00", closes: "20:00" },
        },
        fields: [
          { name: "opening.weekdays", label: "field.weekdays", control: { kind: "weekdays" } },
          { name: "opening.opens", label: "field.opens", control: { kind: "clock" } },
          { name: "opening.closes", label: "field.closes", control: { kind: "clock" } },
          { name: "opening.from", label: "field.from", hint: "hint.openingFrom", control: { kind: "monthDay" }, optional: true },
          { name: "opening.to", label: "field.to", control: { kind: "monthDay" }, optional: true },
        ],
      },
    ],
  },
  {
    name: "offices",
    permission: "edit_registers",
    ofDistrict: true,
    order: "name",
    initial: {},
    title: named,
    sections: [
      {
        fields: [
          name,
          { name: "baseName", label: "field.baseName", hint: "hint.baseName", control: { kind: "text" }, optional: true, column: true },
          { ...position, name: "base", label: "field.base" },
          retired,
        ],
      },
    ],
  },
  {
    name: "shifts",
    permission: "edit_registers",
    more: { path: "/register/shifts/serier", label: "series.link" },
    ofDistrict: true,
    order: "starts",
    initial: {},
    title: (thing, name) => `${name("offices", thing.officeId)}, ${weekdayText(String(thing.starts).slice(0, 10))} ${hoursText(String(thing.starts), String(thing.ends))}`,
    columns: [
      { key: "starts", label: "field.day", text: ({ starts }) => weekdayText(String(starts).slice(0, 10)), by: ({ starts }) => String(starts) },
      { key: "week", label: "field.week", text: ({ starts }) => String(weekOf(String(starts))), by: ({ starts }) => weekOf(String(starts)), numeric: true },
      { key: "hours", label: "field.hours", text: ({ starts, ends }) => hoursText(String(starts), String(ends)) },
      { key: "officeId", label: "field.office", text: ({ officeId }, name) => name("offices", officeId) },
      { key: "slots", label: "field.slots", text: ({ slots }) => (slots ? String(slots) : ""), by: ({ slots }) => Number(slots ?? 0), numeric: true },
      { key: "crew", label: "field.crew", text: ({ crew }) => String(crew ?? "") },
      { key: "note", label: "field.note", text: ({ note }) => String(note ?? "") },
    ],
    sections: [
      {
        fields: [
          { name: "starts", label: "field.starts", control: { kind: "moment" }, column: true },
          { name: "ends", label: "field.ends", control: { kind: "moment" }, column: true },
          office,
          { name: "crew", label: "field.crew", hint: "hint.crew", control: { kind: "text" }, optional: true },
          { name: "slots", label: "field.slots", hint: "hint.slots", control: { kind: "number", least: 0 }, optional: true, column: true },
          note,
        ],
      },
    ],
  },
  {
    name: "absences",
    permission: "edit_registers",
    ofDistrict: true,
    order: "-from",
    initial: {},
    title: (thing, name) => `${name("offices", thing.officeId)}, ${dayText(String(thing.from))}`,
    sections: [{ fields: [from, to, office, note] }],
  },
  {
    name: "seasons",
    permission: "edit_registers",
    ofDistrict: true,
    order: "-from",
    initial: {},
    title: named,
    sections: [
      { fields: [name, from, to] },
      {
        title: "section.summer",
        optional: {
          path: "summer",
          label: "field.summer",
          initial: { from: "06-01", to: "08-31", occasionShare: 350, localityRate: 500 },
        },
        fields: [
          { name: "summer.from", label: "field.from", control: { kind: "monthDay" } },
          { name: "summer.to", label: "field.to", control: { kind: "monthDay" } },
          { name: "summer.occasionShare", label: "field.occasionShare", hint: "hint.occasionShare", control: { kind: "percent" } },
          { name: "summer.localityRate", label: "field.localityRate", hint: "hint.localityRate", control: { kind: "percent" } },
        ],
      },
    ],
  },
  {
    name: "occasions",
    permission: "edit_occasions",
    more: { path: "/evenemang/import", label: "import.link" },
    ofDistrict: true,
    order: "from",
    initial: { priority: 2 },
    title: named,
    columns: [
      { key: "name", label: "field.name", text: named },
      { key: "from", label: "field.days", text: ({ from, to }) => daysText(String(from), String(to)), by: ({ from }) => String(from) },
      { key: "week", label: "field.week", text: ({ from }) => String(weekOf(String(from))), by: ({ from }) => weekOf(String(from)), numeric: true },
      { key: "hours", label: "field.hours", text: ({ opens, closes }) => `${clockText(String(opens))}–${clockText(String(closes))}` },
      { key: "siteId", label: "field.site", text: ({ siteId }, name) => name("sites", siteId) },
      { key: "priority", label: "field.priority", text: ({ priority }) => t(`choice.priority.${priority}` as TextKey), by: ({ priority }) => Number(priority) },
      { key: "visitors", label: "field.visitors", text: ({ visitors }) => (visitors ? number(Number(visitors)) : ""), by: ({ visitors }) => Number(visitors ?? 0), numeric: true },
      { key: "owner", label: "field.owner", text: ({ owner }) => (owner ? t(`choice.authority.${owner}` as TextKey) : "") },
    ],
    sections: [
      {
        fields: [
          name,
          from,
          to,
          { name: "opens", label: "field.opens", control: { kind: "clock" } },
          { name: "closes", label: "field.closes", hint: "hint.closes", control: { kind: "clock" } },
          { name: "siteId", label: "field.site", control: { kind: "thing", of: "sites" }, column: true },
          {
            name: "priority",
            label: "field.priority",
            control: { kind: "choice", choices: [1, 2, 3].map((value) => ({ value, label: `choice.priority.${value}` as TextKey })) },
            column: true,
          },
          { name: "visitors", label: "field.visitors", control: { kind: "number", least: 0 }, optional: true, column: true },
          { name: "note", label: "field.note", hint: "hint.occasionNote", control: { kind: "text", rows: 3 }, optional: true },
          { name: "owner", label: "field.owner", hint: "hint.owner", control: { kind: "choice", choices: choices("authority", ["police", "kommun"]) }, optional: true },
          { name: "shared", label: "field.shared", hint: "hint.shared", control: { kind: "yes" }, optional: true },
        ],
      },
    ],
  },
  {
    name: "municipalities",
    permission: "edit_registers",
    ofDistrict: true,
    order: "name",
    initial: {},
    title: named,
    sections: [{ fields: [{ ...name, hint: "hint.municipality" }, { ...slug, column: true }] }],
  },
  {
    name: "districts",
    permission: "edit_districts",
    ofDistrict: false,
    order: "name",
    initial: {},
    title: named,
    sections: [
      {
        fields: [
          name,
          slug,
          { name: "noticeDays", label: "field.noticeDays", hint: "hint.noticeDays", control: { kind: "number", least: 0, unit: "unit.days" }, optional: true, column: true },
          { name: "bufferMinutes", label: "field.bufferMinutes", hint: "hint.bufferMinutes", control: { kind: "number", least: 0, unit: "unit.minutes" }, optional: true, column: true },
          { name: "restMinutes", label: "field.restMinutes", hint: "hint.restMinutes", control: { kind: "number", least: 0, zero: true, unit: "unit.minutes" }, optional: true },
          { name: "regretSeconds", label: "field.regretSeconds", hint: "hint.regretSeconds", control: { kind: "number", least: 0, most: 120, zero: true, unit: "unit.seconds" }, optional: true },
          { name: "contactLine", label: "field.contactLine", hint: "hint.contactLine", control: { kind: "text" }, optional: true, column: true },
          { name: "topics", label: "field.topics", hint: "hint.topics", control: { kind: "lines", rows: 8 }, optional: true },
        ],
      },
    ],
  },
  {
    name: "accounts",
    permission: "manage_accounts",
    ofDistrict: false,
    kept: true,
    order: "name",
    initial: { authority: "police", grants: [] },
    title: named,
    columns: [
      { key: "name", label: "field.name", text: named },
      { key: "email", label: "field.email", text: ({ email }) => String(email) },
      { key: "authority", label: "field.authority", text: ({ authority }) => t(`choice.authority.${authority}` as TextKey) },
      { key: "grants", label: "field.roles", text: ({ grants }) => rolesText((grants ?? []) as Grant[]) },
      { key: "closed", label: "field.state", text: ({ closed }) => (closed ? t("account.closed") : ""), tone: () => "bad" },
    ],
    sections: [
      {
        fields: [
          name,
          { name: "email", label: "field.email", hint: "hint.email", control: { kind: "text" } },
          { name: "authority", label: "field.authority", hint: "hint.authority", control: { kind: "choice", choices: choices("authority", ["police", "kommun"]) } },
          { name: "grants", label: "field.roles", control: { kind: "grants" } },
          { name: "closed", label: "field.closed", hint: "hint.closed", control: { kind: "yes" }, optional: true },
        ],
      },
    ],
  },
  activities,
  actions,
];

/** "Planerare, Administratör": what somebody is, wherever that is. */
function rolesText(grants: readonly Grant[]): string {
  return [...new Set(grants.map(({ role }) => t(`role.${role}`)))].join(", ") || t("you.noRole");
}

export function registerOf(name: string): Register | undefined {
  return registers.find((register) => register.name === name);
}

/** The registers that a register's things refer to. */
export function referredTo(register: Register): RegisterName[] {
  const found = fieldsOf(register).flatMap(({ control }) => (control.kind === "thing" ? [control.of] : []));
  // A site is called by its locality too.
  if (found.includes("sites")) found.push("localities");
  return [...new Set(found)].sort(compare);
}

/** What a register's things come from or belong to. */
export function searchedBy(register: Register): SourceName[] {
  return fieldsOf(register).flatMap(({ control }) => (control.kind === "source" ? [control.of] : []));
}

/** What a register's things are called where changes are told. */
const kinds: Record<RegisterName, string> = {
  localities: "locality",
  sites: "site",
  offices: "office",
  absences: "absence",
  shifts: "shift",
  seasons: "season",
  occasions: "occasion",
  municipalities: "municipality",
  districts: "district",
  accounts: "account",
  activities: "activity",
  actions: "action",
};

export function kindOf(register: Register): string {
  return kinds[register.name];
}

/** The kinds of things that a register's list is made of. */
export function kindsOf(register: Register): string[] {
  return [register.name, ...referredTo(register)].map((name) => kinds[name]);
}

export function registerTitle(name: RegisterName): string {
  return t(`register.${name}.many`);
}

/** The registers that stand in the menu by themselves. */
const inMenu: Partial<Record<RegisterName, string>> = {
  occasions: "/evenemang",
  accounts: "/personer",
  activities: "/uppfoljning/aktiviteter",
  actions: "/dialog/atgarder",
};

/** The registers that stand together under "Register". */
export const together = registers.filter(({ name }) => !(name in inMenu));

/** Where a register's list is, below the app. */
export function registerPath(name: RegisterName, id?: string): string {
  const list = inMenu[name] ?? `/register/${name}`;
  return id === undefined ? list : `${list}/${encodeURIComponent(id)}`;
}
