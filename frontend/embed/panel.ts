import { coming, near, type Link, type Schedule, type Status, type Visit, type Words } from "./schedule.js";

/** How a timetable stands in the page around it. */
export interface Setting {
  /** The heading's element, h1 to h6. */
  heading: string;
  /** In a frame, links lead out of it. */
  framed: boolean;
}

type Child = Node | string | false | undefined;

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.append(...children.filter((child): child is Node | string => child !== false && child !== undefined && child !== ""));
  return made;
}

function link({ url, text }: Link, setting: Setting, ...more: Child[]): HTMLAnchorElement {
  const made = element("a", "", text, ...more);
  made.href = url;
  if (setting.framed) made.target = "_top";
  return made;
}

function time(datetime: string, text: string): HTMLTimeElement {
  const made = element("time", "", text);
  made.dateTime = datetime;
  return made;
}

/** Somebody wrote this, in Swedish. */
function swedish(text: string): HTMLElement {
  const made = element("span", "", text);
  made.lang = "sv";
  return made;
}

function state(status: Status, words: Words): HTMLElement {
  return element(
    "p", "state",
    element("span", `status status-${status.kind}`, status.label),
    ...(status.detail ? [" ", element("span", "more", status.detail)] : []),
    ...(status.reason ? [" ", element("span", "more", words.reason, " ", swedish(status.reason))] : []),
    ...(status.changed ? [" ", element("span", "more", status.changed)] : []),
  );
}

function item(visit: Visit, words: Words, setting: Setting, now: Date): HTMLLIElement {
  const soon = near(visit, words, now);
  const hours = time(visit.starts, visit.hours);
  return element(
    "li", `visit${visit.off ? " off" : ""}${visit.next ? " next" : ""}`,
    visit.next && element("p", "label", new Date(visit.starts) > now ? words.next : words.now),
    element(
      "p", "when",
      soon !== "" && element("strong", "near", soon), soon !== "" && " ",
      time(visit.starts.slice(0, 10), visit.date), " ",
      element("span", "hours", `${words.clock}\u00a0`, visit.off ? element("s", "", hours) : hours),
    ),
    element(
      "p", "where",
      link({ url: visit.url, text: visit.place }, setting, element("span", "unseen", `, ${visit.date}`)),
      " ", element("span", "spot", visit.spot),
    ),
    visit.status && state(visit.status, words),
  );
}

/** The timetable as it is at a moment. */
export function panel(schedule: Schedule, away: boolean, setting: Setting, now: Date): HTMLElement {
  const visits = coming(schedule, now);
  const heading = document.createElement(setting.heading);
  heading.id = "rubrik";
  heading.textContent = schedule.title;
  const stale = away && element("p", "problem", schedule.stale);
  if (stale) stale.role = "status";
  const made = element(
    "section", `panel ${schedule.form}`,
    heading,
    schedule.demonstration !== undefined && element("p", "example", schedule.demonstration),
    schedule.problem !== undefined && element("p", "problem", schedule.problem),
    stale,
    visits.length === 0 && schedule.none !== "" && element("p", "none", schedule.none),
    visits.length > 0 && element(
      "ol", "visits",
      ...visits.map((visit) => item(visit, schedule.words, setting, now)),
    ),
    element("p", "links", link(schedule.page, setting), " ", link(schedule.subscribe, setting)),
    element("p", "emergency", schedule.emergency),
  );
  made.lang = schedule.lang;
  made.setAttribute("aria-labelledby", heading.id);
  return made;
}

/** What is shown where nothing was ever had from the server: one sentence, with the way there. */
export function apology(lang: string, text: string, way: Link): HTMLElement {
  const made = element("section", "panel", element("p", "none", text), element("p", "links", link(way, { heading: "", framed: false })));
  made.lang = lang;
  return made;
}

/** Puts the one in the other's place, if it says anything else. Who stands on a link with the keyboard stays there. */
export function exchange(old: Element, made: HTMLElement): void {
  if (old.isEqualNode(made)) return;
  const focused = (old.getRootNode() as Document | ShadowRoot).activeElement;
  const stood = focused instanceof HTMLAnchorElement && old.contains(focused) ? focused.href : undefined;
  old.replaceWith(made);
  if (stood === undefined) return;
  const links = [...made.querySelectorAll("a")];
  (links.find(({ href }) => href === stood) ?? links[0])?.focus({ preventScroll: true });
}
