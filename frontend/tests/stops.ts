import type { Locator, Page } from "@playwright/test";
import { expect, open } from "./planner.js";

/** A visit as the crew meets it: the place where they stop, and when. */
export interface Stop {
  id: string;
  localityId: string;
  place: string;
  starts: string;
}

interface Note {
  id: string;
  text: string;
  topics: string[];
  attendance: object;
  version: number;
  written: string;
}

/**
 * A stop of last month that nobody has noted anything of; each window and test takes another,
 * counted from the first, or from the last where the number is negative.
 */
export const pastStop = (page: Page, which: number): Promise<Stop> =>
  page.evaluate(async (which) => {
    const ask = async (path: string) => (await fetch(path)).json();
    const district = (await ask("/api/v1/districts")).items[0].id;
    const places = (await ask(`/api/v1/localities?district=${district}&limit=500`)).items as { id: string; name: string }[];
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const visits = (await ask(`/api/v1/visits?district=${district}&from=${day(60)}&to=${day(8)}&limit=500`)).items as (Stop & { state: string; occasionId?: string })[];
    const { id, localityId, starts } = visits.filter(({ state, occasionId }) => state === "held" && !occasionId).at(which)!;
    return { id, localityId, starts, place: places.find((one) => one.id === localityId)!.name };
  }, which);

/** When a stop had been going on for half an hour. */
export const halfAnHourInto = (stop: Stop) => new Date(Date.parse(stop.starts) + 30 * 60_000);

/** Where the crew's day shows a stop. */
export const card = (page: Page, stop: Stop) => page.getByRole("article", { name: stop.place, exact: true }).first();

/** What the police's note on a stop says. */
export const noted = (page: Page, stop: Stop): Promise<Note[]> =>
  page.evaluate(async (id) => (await (await fetch(`/api/v1/visits/${id}/notes`)).json()).items, stop.id);

/** The crew's day as it was when a visit had been going on for half an hour. */
export async function at(page: Page, visit: Stop): Promise<void> {
  await page.clock.setFixedTime(halfAnHourInto(visit));
  await open(page, "/planera/idag");
}

/** Begins a note on a stop, in the dialog that it is written in. */
export async function write(page: Page, visit: Stop): Promise<Locator> {
  await card(page, visit).getByRole("button", { name: "Skriv anteckning" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { level: 2 })).toHaveText(`Anteckning, ${visit.place}`);
  return dialog;
}
