import type { TextKey } from "../texts/texts.js";
import type { Route } from "./router.svelte.js";
import { session } from "./session.svelte.js";

/** Every page of the app, by its address below /planera. */
export const routes: readonly Route[] = [
  { pattern: "/idag", load: () => import("../today/Today.svelte") },
  { pattern: "/sasong", load: () => import("../board/Board.svelte") },
  { pattern: "/forslag", load: () => import("../board/Propose.svelte") },
  { pattern: "/publicera", load: () => import("../board/Release.svelte") },
  { pattern: "/publicera/hamtningar", load: () => import("../pages/feeds/FeedHealth.svelte") },
  { pattern: "/lagen", load: () => import("../board/Checkpoints.svelte") },
  { pattern: "/register", load: () => import("../pages/RegisterIndex.svelte") },
  { pattern: "/register/:register", load: () => import("../pages/RegisterList.svelte") },
  { pattern: "/register/sites/:id", load: () => import("../pages/Site.svelte") },
  { pattern: "/register/shifts/serier", load: () => import("../pages/shifts/SeriesList.svelte") },
  { pattern: "/register/shifts/serier/:id", load: () => import("../pages/shifts/SeriesForm.svelte") },
  { pattern: "/register/:register/:id", load: () => import("../pages/RegisterForm.svelte") },
  { pattern: "/evenemang", load: () => import("../pages/RegisterList.svelte"), props: { register: "occasions" } },
  { pattern: "/evenemang/import", load: () => import("../pages/import/Import.svelte") },
  { pattern: "/evenemang/:id", load: () => import("../pages/RegisterForm.svelte"), props: { register: "occasions" } },
  { pattern: "/loften", load: () => import("../pages/PledgeList.svelte") },
  { pattern: "/loften/ny", load: () => import("../pages/pledges/PledgeForm.svelte") },
  { pattern: "/loften/:id/andra", load: () => import("../pages/pledges/PledgeForm.svelte") },
  { pattern: "/loften/:id/jamfor", load: () => import("../pages/pledges/Compare.svelte") },
  { pattern: "/loften/:id", load: () => import("../pages/PledgePage.svelte") },
  { pattern: "/dialog", load: () => import("../pages/dialogue/Summaries.svelte") },
  { pattern: "/dialog/sammanfattningar/ny", load: () => import("../pages/dialogue/SummaryForm.svelte") },
  { pattern: "/dialog/sammanfattningar/:id", load: () => import("../pages/dialogue/SummaryPage.svelte") },
  { pattern: "/dialog/sammanfattningar/:id/andra", load: () => import("../pages/dialogue/SummaryForm.svelte") },
  { pattern: "/uppfoljning", load: () => import("../pages/followup/Followup.svelte") },
  { pattern: "/uppfoljning/rapport", load: () => import("../pages/followup/Report.svelte") },
  { pattern: "/uppfoljning/besok/:id", load: () => import("../pages/followup/Visit.svelte") },
  { pattern: "/onskemal", load: () => import("../pages/Wishes.svelte") },
  { pattern: "/dialog/atgarder", load: () => import("../pages/dialogue/Actions.svelte") },
  { pattern: "/dialog/atgarder/:id", load: () => import("../pages/dialogue/Action.svelte") },
  { pattern: "/uppfoljning/aktiviteter", load: () => import("../pages/followup/Activities.svelte") },
  { pattern: "/uppfoljning/aktiviteter/import", load: () => import("../pages/followup/ActivityImport.svelte") },
  { pattern: "/uppfoljning/aktiviteter/:id", load: () => import("../pages/followup/Activity.svelte") },
  { pattern: "/personer", load: () => import("../pages/RegisterList.svelte"), props: { register: "accounts" } },
  { pattern: "/personer/:id", load: () => import("../pages/Person.svelte") },
  { pattern: "/granskning", load: () => import("../pages/Audit.svelte") },
  { pattern: "/dialog/lagesbild", load: () => import("../pages/dialogue/Situation.svelte") },
  { pattern: "/gallring", load: () => import("../pages/weeding/Weeding.svelte") },
  { pattern: "/gallring/protokoll/:id", load: () => import("../pages/weeding/ProtocolPage.svelte") },
  { pattern: "/konto", load: () => import("../pages/Account.svelte") },
];

export interface Entry {
  path: string;
  label: TextKey;
  /** The shortcut that leads there. */
  keys: string;
  /** The permission without which it is not shown. */
  permission?: string;
  /** Whether it stands apart from the others where there is room. */
  aside?: boolean;
  /** Whether it is a tab of another entry, with keys of its own and no place in the menu. */
  within?: boolean;
}

/** The menu, in order. */
const menu: readonly Entry[] = [
  { path: "/sasong", label: "page.board", keys: "g s", permission: "read" },
  { path: "/idag", label: "page.today", keys: "g i", permission: "run_visits" },
  { path: "/forslag", label: "page.propose", keys: "g f", permission: "plan_visits" },
  { path: "/publicera", label: "page.release", keys: "g u", permission: "read" },
  { path: "/publicera/hamtningar", label: "page.feeds", keys: "g h", permission: "read_feed_health", within: true },
  { path: "/evenemang", label: "page.occasions", keys: "g e", permission: "read" },
  { path: "/register", label: "page.register", keys: "g r", permission: "read" },
  { path: "/loften", label: "page.pledges", keys: "g l", permission: "read" },
  { path: "/dialog", label: "page.dialogue", keys: "g d", permission: "read" },
  { path: "/uppfoljning", label: "page.followup", keys: "g n", permission: "read" },
  { path: "/onskemal", label: "page.wishes", keys: "g o", permission: "read_wishes" },
  { path: "/personer", label: "register.accounts.many", keys: "g p", permission: "manage_accounts" },
  { path: "/granskning", label: "page.audit", keys: "g a", permission: "read_audit" },
  { path: "/dialog/lagesbild", label: "page.situation", keys: "g b", permission: "read_notes", within: true },
  { path: "/gallring", label: "page.weeding", keys: "g w", permission: "weed_records" },
  { path: "/konto", label: "page.account", keys: "g k", aside: true },
];

/**
 * The menu's entries for whoever is signed in. The first is where they begin: planners
 * with the season, and who keeps the visits without planning them with today.
 */
export function entries(): Entry[] {
  const mine = menu.filter(({ permission }) => !permission || session.may(permission));
  if (session.may("plan_visits")) return mine;
  const now = mine.filter(({ path }) => path === "/idag");
  return [...now, ...mine.filter(({ path }) => path !== "/idag")];
}
