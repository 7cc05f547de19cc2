import type { Page } from "@playwright/test";

/** The size that the board is made for: 3 offices, 40 places, 52 weeks, 2,000 visits. */
export const size = { offices: 3, places: 40, weeks: 52, visits: 2000 };

/** The first Monday of a season so far ahead that nothing else lies there. */
const monday = "2028-01-03";

/** Adds a season of that size to the demonstration's district, through the API. Returns its ID. */
export function largeSeason(page: Page): Promise<string> {
  return page.evaluate(
    async ({ size, monday }) => {
      const ask = async (path: string, body?: object) => {
        const answer = await fetch(`/api/v1/${path}`, { method: body ? "POST" : "GET", headers: body && { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const dayAfter = (days: number) => new Date(Date.parse(`${monday}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
      const districtId = (await ask("districts")).items[0].id as string;
      const of = async (path: string) => (await ask(`${path}?district=${districtId}&limit=500`)).items as Record<string, never>[];

      const offices = await of("offices");
      while (offices.length < size.offices) {
        const { id: _, version: __, created: ___, updated: ____, ...like } = offices[0]!;
        offices.push(await ask("offices", { ...like, name: `Kontor ${offices.length + 1}`, slug: undefined }));
      }
      const localities = await of("localities");
      const sites = await of("sites");
      for (let n = localities.length; n < size.places; n++) {
        const { id: _, version: __, created: ___, updated: ____, slug: _____, ...like } = localities[n % 20]!;
        const made = await ask("localities", { ...like, name: `Byn ${n + 1}`, slug: `byn-${n + 1}` });
        localities.push(made);
        const { id: _a, version: _b, created: _c, updated: _d, ...site } = sites.find(({ localityId }) => localityId === localities[n % 20]!.id) ?? sites[0]!;
        sites.push(await ask("sites", { ...site, localityId: made.id, name: `Torget ${n + 1}` }));
      }
      const season = await ask("seasons", { districtId, name: "Stora året", from: monday, to: dayAfter(size.weeks * 7 - 1) });

      // Three visits on a weekday's shift of an office, until there are enough.
      let visits = 0;
      for (let week = 0; week < size.weeks; week++) {
        for (let weekday = 0; weekday < 5; weekday++) {
          const day = dayAfter(week * 7 + weekday);
          await Promise.all(
            offices.slice(0, size.offices).map(async ({ id: officeId }, o) => {
              await ask("shifts", { districtId, officeId, starts: `${day}T07:00`, ends: `${day}T21:00` });
              for (const [turn, clock] of ["08", "12", "16"].entries()) {
                if (visits >= size.visits) return;
                const n = visits++;
                const place = localities[(n * 7 + week + turn + o) % size.places]!;
                const site = sites.find(({ localityId }) => localityId === place.id)!;
                await ask("visits", { districtId, localityId: place.id, siteId: site.id, officeId, starts: `${day}T${clock}:00`, ends: `${day}T${Number(clock) + 2}:00` });
              }
            }),
          );
        }
      }
      if (visits < size.visits) throw new Error(`only ${visits} visits`);
      return season.id as string;
    },
    { size, monday },
  );
}
