import { addDays, weekday } from "./weeks.js";
import type { Day } from "./types.js";

/** What a day is to planning: none, shorter, or between two free ones. */
export type HolidayClass = "blocked" | "shortened" | "bridge";

export interface Holiday {
  class: HolidayClass;
  /** Its Swedish name, which it has in every language. */
  name: string;
}

const years = new Map<number, ReadonlyMap<Day, Holiday>>();

/** What a day is in the Swedish calendar: the law 1989:253 and the eves that are free in practice. */
export function holidayOn(day: Day): Holiday | undefined {
  const year = Number(day.slice(0, 4));
  let known = years.get(year);
  if (!known) years.set(year, (known = holidaysIn(year)));
  return known.get(day);
}

/** Easter Day, by the Gregorian computus. */
export function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const i = Math.floor(c / 4);
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const date = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${two(month)}-${two(date)}`;
}

const two = (n: number) => String(n).padStart(2, "0");

function holidaysIn(year: number): ReadonlyMap<Day, Holiday> {
  const found = new Map<Day, Holiday>();
  const mark = (day: Day, kind: HolidayClass, name: string) => found.has(day) || found.set(day, { class: kind, name });
  const saturdayFrom = (day: Day) => addDays(day, (12 - weekday(day)) % 7);
  const easterDay = easter(year);
  const midsummer = saturdayFrom(`${year}-06-20`);
  const saints = saturdayFrom(`${year}-10-31`);
  const blocked: [Day, string][] = [
    [`${year}-01-01`, "Nyårsdagen"],
    [`${year}-01-06`, "Trettondedag jul"],
    [addDays(easterDay, -2), "Långfredagen"],
    [easterDay, "Påskdagen"],
    [addDays(easterDay, 1), "Annandag påsk"],
    [`${year}-05-01`, "Första maj"],
    [addDays(easterDay, 39), "Kristi himmelsfärdsdag"],
    [addDays(easterDay, 49), "Pingstdagen"],
    [`${year}-06-06`, "Sveriges nationaldag"],
    [addDays(midsummer, -1), "Midsommarafton"],
    [midsummer, "Midsommardagen"],
    [saints, "Alla helgons dag"],
    [`${year}-12-24`, "Julafton"],
    [`${year}-12-25`, "Juldagen"],
    [`${year}-12-26`, "Annandag jul"],
    [`${year}-12-31`, "Nyårsafton"],
  ];
  for (const [day, name] of blocked) mark(day, "blocked", name);
  const free = (day: Day) => weekday(day) > 4 || found.get(day)?.class === "blocked";
  mark(`${year}-01-05`, "shortened", "Trettondagsafton");
  mark(addDays(easterDay, -3), "shortened", "Skärtorsdagen");
  mark(`${year}-04-30`, "shortened", "Valborgsmässoafton");
  mark(addDays(saints, -1), "shortened", "Dagen före alla helgons dag");
  for (let day = `${year}-01-02`; day < `${year}-12-31`; day = addDays(day, 1)) {
    if (!free(day) && free(addDays(day, -1)) && free(addDays(day, 1))) mark(day, "bridge", "Klämdag");
  }
  return found;
}
