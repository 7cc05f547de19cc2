import { send } from "../api/client.js";
import { Problem } from "../api/problem.js";
import { live, type LiveChange } from "../shell/live.svelte.js";
import { readGround, type Plan } from "./plan.svelte.js";
import type { Visit } from "./types.js";

/** More changed visits than this are read all at once. */
const most = 20;

/** The kinds of things that a board stands on. */
const grounds = new Set(["locality", "site", "office", "absence", "shift", "pledge", "occasion", "season", "district"]);

/** Brings what is changed elsewhere into a plan, and tells of what others did in it. Returns how to stop. */
export function followPlan(plan: Plan, told: (change: LiveChange, visit: Visit) => void): () => void {
  return live.on((changes) => void take(plan, changes, told).catch(() => plan.again().catch(() => undefined)));
}

async function take(plan: Plan, changes: readonly LiveChange[], told: (change: LiveChange, visit: Visit) => void): Promise<void> {
  const { season } = plan.ground;
  const here = changes.filter(({ districtId }) => districtId === season.districtId);
  if (here.some(({ thing }) => grounds.has(thing))) plan.stand(await readGround(season));
  const last = new Map(here.filter(({ thing }) => thing === "visit").map((change) => [change.id, change]));
  const news = [...last.values()].filter(({ id, action, version }) => (action === "delete" ? plan.visits.has(id) : (plan.visits.get(id)?.version ?? 0) < (version ?? Infinity)));
  const before = plan.visits;
  if (news.length > most) await plan.again();
  else await Promise.all(news.map((change) => one(plan, change)));
  for (const change of news) {
    const visit = plan.visits.get(change.id) ?? before.get(change.id);
    if (visit && change.byId !== live.me) told(change, visit);
  }
}

async function one(plan: Plan, { id, action }: LiveChange): Promise<void> {
  if (action === "delete") return plan.drop(id);
  try {
    const visit = await send<Visit>("GET", `/api/v1/visits/${id}`);
    if (!plan.reads(visit)) plan.drop(id);
    else if ((plan.visits.get(id)?.version ?? 0) <= visit.version) plan.put(visit);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    plan.drop(id);
  }
}
