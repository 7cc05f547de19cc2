import type { Locator, Page } from "@playwright/test";
import { expect } from "./planner.js";

export interface Made {
  season: string;
  /** Its first Monday. */
  monday: string;
}

export const addDays = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Adds an empty season of two weeks, with shifts and a pledge, so many weeks from now. */
export async function emptySeason(page: Page, weeks: number, name: string): Promise<Made> {
  const today = new Date().toISOString().slice(0, 10);
  const monday = addDays(today, weeks * 7 - ((new Date(today).getUTCDay() + 6) % 7));
  const days = [0, 1, 2, 7, 8, 9].map((n) => addDays(monday, n));
  const season = await page.evaluate(
    async ({ monday, last, days, name }) => {
      const ask = async (path: string, body?: object) => {
        const answer = await fetch(path, { method: body ? "POST" : "GET", headers: body && { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const districtId = (await ask("/api/v1/districts")).items[0].id;
      const officeId = (await ask(`/api/v1/offices?district=${districtId}`)).items[0].id;
      const municipalityId = (await ask(`/api/v1/localities?district=${districtId}`)).items[0].municipalityId;
      const commitment = { article: 1, title: "Besök", owner: "police", indicator: "visits", binds: "year_round", target: { aimDays: 7, maxGapDays: 14 }, scope: { kinds: ["basort"] } };
      await ask("/api/v1/pledges", { districtId, municipalityId, slug: `prov-${monday}`, kind: "pledge", title: name, signed: monday, from: monday, to: last, parties: ["Polisen"], commitments: [commitment], demonstration: true });
      for (const day of days) await ask("/api/v1/shifts", { districtId, officeId, starts: `${day}T11:00`, ends: `${day}T20:00` });
      return (await ask("/api/v1/seasons", { districtId, name, from: monday, to: last })).id as string;
    },
    { monday, last: addDays(monday, 13), days, name },
  );
  return { season, monday };
}

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const focused = wanted.and(page.locator(":focus"));
  await expect(wanted.first()).toBeVisible();
  for (let i = 0; i < 150; i++) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}
