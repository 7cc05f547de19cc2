import { all } from "../api/client.js";
import type { components } from "../api/schema.js";
import { href } from "../shell/router.svelte.js";
import { session } from "../shell/session.svelte.js";
import { t } from "../texts/texts.js";
import { dayText, momentText, wallClockOf } from "../texts/times.js";
import { activityTitle } from "./deeds.js";
import type { SourceName } from "./register.js";

type Activity = components["schemas"]["Activity"];
type Action = components["schemas"]["Action"];
type Wish = components["schemas"]["Wish"];

/** Something that a thing comes from or belongs to, as it is found and shown. */
export interface Source {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  about: string;
  /** Where it is read. */
  href: string;
}

type PlaceOf = (id: string | undefined) => string;

const joined = (by: string, ...parts: (string | undefined | false)[]) => parts.filter(Boolean).join(by);

/** Reads what can be chosen in a district, the latest first; nothing of what one may not read. */
export async function sourcesOf(name: SourceName, district: string, placeOf: PlaceOf): Promise<Source[]> {
  switch (name) {
    case "walk": {
      const walks = await all<Activity>("/api/v1/activities", { district, kind: "safety_walk" });
      return walks.filter(({ step }) => step === "walk").sort((a, b) => b.day.localeCompare(a.day)).map((walk) => walkSource(walk, placeOf));
    }
    case "action": {
      const actions = await all<Action>("/api/v1/actions", { district });
      return actions.sort((a, b) => b.due.localeCompare(a.due)).map((action) => actionSource(action, placeOf));
    }
    case "wish": {
      if (!session.may("read_wishes")) return [];
      const wishes = await all<Wish>("/api/v1/wishes", { district });
      return wishes.sort((a, b) => b.received.localeCompare(a.received)).map((wish) => wishSource(wish, placeOf));
    }
  }
}

const walkSource = (walk: Activity, placeOf: PlaceOf): Source => ({
  id: walk.id,
  name: joined(", ", activityTitle({ ...walk }), placeOf(walk.localityId), walk.place),
  about: joined(" · ", dayText(walk.day), t(`choice.activityStatus.${walk.status}`)),
  href: href(`/uppfoljning/aktiviteter/${walk.id}`),
});

const actionSource = (action: Action, placeOf: PlaceOf): Source => ({
  id: action.id,
  name: action.what,
  about: joined(" · ", placeOf(action.localityId), action.role, dayText(action.due), t(`choice.actionStatus.${action.status ?? "open"}`)),
  href: href(`/dialog/atgarder/${action.id}`),
});

/** A wish has no page of its own: it is read in the list, narrowed to its place and day. */
function wishSource(wish: Wish, placeOf: PlaceOf): Source {
  const day = wallClockOf(wish.received).slice(0, 10);
  return {
    id: wish.id,
    name: joined(", ", placeOf(wish.localityId) || t("wishes.elsewhere"), wish.spot),
    about: joined(" · ", wish.topic || t("wishes.noTopic"), momentText(wish.received), wish.text),
    href: href("/onskemal", { locality: wish.localityId, topic: wish.topic, from: day, to: day }),
  };
}

/** Those in which every typed word stands, in their order. */
export function matching(sources: readonly Source[], typed: string): Source[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return sources.filter(({ name, about }) => {
    const text = `${name} ${about}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
