import { afterEach, expect, it, vi } from "vitest";
import { followPlan } from "./follow.js";
import type { Ground } from "./ground.js";
import { Plan } from "./plan.svelte.js";
import type { Visit } from "./types.js";

const { answers, tell } = vi.hoisted(() => ({ answers: new Map<string, unknown>(), tell: { now: (_changes: readonly object[]) => {} } }));
vi.mock("../api/client.js", () => ({ all: vi.fn(), send: (_method: string, path: string) => Promise.resolve(answers.get(path)) }));
vi.mock("../shell/live.svelte.js", () => ({ live: { me: "me", on: (told: typeof tell.now) => ((tell.now = told), () => {}) } }));

const visit = (id: string, day: string, version = 1) => ({ id, version, localityId: "a", starts: `${day}T13:00:00+02:00` }) as Visit;

/** What the server answers of a visit that somebody else has changed. */
function changed(...visits: Visit[]): void {
  for (const one of visits) answers.set(`/api/v1/visits/${one.id}`, one);
  tell.now(visits.map(({ id, version }) => ({ thing: "visit", id, version, action: "update", districtId: "d", byId: "other" })));
}

afterEach(() => answers.clear());

it("leaves the visits of other seasons to their boards", async () => {
  const ground = { season: { id: "s", districtId: "d", from: "2027-08-30", to: "2027-12-19" } } as Ground;
  const plan = new Plan(ground, [visit("stays", "2027-09-14"), visit("leaves", "2027-12-19")]);
  const told = vi.fn();
  followPlan(plan, told);
  changed(visit("stays", "2027-09-15", 2), visit("leaves", "2027-12-20", 2), visit("last", "2027-12-19"), visit("before", "2027-08-01"), visit("later", "2028-01-03"), visit("long ago", "2027-01-03"));
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(4));
  expect([...plan.visits.keys()].sort()).toEqual(["before", "last", "stays"]);
  expect(plan.visits.get("stays")?.version).toBe(2);
  expect(told.mock.calls.map(([, { id }]) => id).sort()).toEqual(["before", "last", "leaves", "stays"]);
});
