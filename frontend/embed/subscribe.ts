/**
 * Helps to choose places to subscribe to. Without it the page is a form with all places;
 * with it one finds them by typing, by what is near, and on the map. It asks no server,
 * and keeps nothing.
 */

interface Place {
  item: HTMLLIElement;
  box: HTMLInputElement;
  name: string;
  /** In degrees; undefined where unknown. */
  at: Position | undefined;
}

interface Position {
  lat: number;
  lon: number;
}

/** How many places are near. */
const nearest = 5;

/** A name as people type it: without capitals, dots and rings. */
export function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Kilometres along the ground, right enough within a country. */
export function distance(a: Position, b: Position): number {
  const radians = Math.PI / 180;
  const x = (b.lon - a.lon) * radians * Math.cos(((a.lat + b.lat) / 2) * radians);
  const y = (b.lat - a.lat) * radians;
  return 6371 * Math.hypot(x, y);
}

function positionOf(text: string | undefined): Position | undefined {
  const [lat, lon] = (text ?? "").split(",").map(Number);
  return lat === undefined || lon === undefined ? undefined : { lat, lon };
}

function follow(form: HTMLFormElement): void {
  const part = <T extends Element>(selector: string) => form.querySelector<T>(selector)!;
  const finder = part<HTMLElement>("#hitta");
  const search = part<HTMLInputElement>("#sok");
  const near = part<HTMLButtonElement>("#nara");
  const everything = part<HTMLButtonElement>("#visa-alla");
  const found = part<HTMLElement>("#hittade");
  const chosen = part<HTMLElement>("#valda");
  const places: Place[] = [...form.querySelectorAll<HTMLLIElement>(".boxes > li")].map((item) => {
    const box = item.querySelector("input")!;
    return { item, box, name: item.querySelector("span")?.textContent ?? "", at: positionOf(item.dataset["position"]) };
  });
  const say = (key: string, n = 0) => (found.textContent = (found.dataset[key] ?? "").replace("#", String(n)));

  const show = (wanted: (place: Place) => boolean): number => {
    let shown = 0;
    for (const place of places) {
      place.item.hidden = !wanted(place);
      place.item.querySelector(".away")?.remove();
      if (!place.item.hidden) shown++;
    }
    for (const group of form.querySelectorAll("fieldset:has(.boxes)")) {
      (group as HTMLElement).hidden = group.querySelector(".boxes > li:not([hidden])") === null;
    }
    const all = shown === places.length;
    everything.hidden = all;
    for (const other of form.querySelectorAll<HTMLElement>(".whole, .map-choice")) other.hidden = !all;
    return shown;
  };

  const filter = () => {
    const typed = plain(search.value);
    const shown = show(({ name }) => plain(name).includes(typed));
    if (typed === "") found.textContent = "";
    else say(shown === 0 ? "none" : shown === 1 ? "one" : "more", shown);
  };

  const tell = () => {
    const names = places.filter(({ box }) => box.checked).map(({ name }) => name);
    chosen.textContent = names.length === 0 ? "" : (chosen.dataset["chosen"] ?? "").replace("#", names.join(", "));
    for (const mark of form.querySelectorAll<SVGAElement>("a.map-mark")) {
      const place = places.find(({ box }) => box.value === slugOf(mark));
      mark.classList.toggle("map-chosen", place?.box.checked ?? false);
    }
  };

  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // one goes on to tick a place, not to the links
    places.find(({ item }) => !item.hidden)?.box.focus();
  });
  everything.addEventListener("click", () => {
    search.value = "";
    filter();
    search.focus();
  });
  near.addEventListener("click", () => {
    say("wait");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = { lat: coords.latitude, lon: coords.longitude };
        const far = new Map(places.flatMap((place) => (place.at ? [[place, distance(here, place.at)] as const] : [])));
        const close = new Set([...far].sort(([, a], [, b]) => a - b).slice(0, nearest).map(([place]) => place));
        search.value = "";
        say("near", show((place) => close.has(place)));
        for (const place of close) {
          const away = document.createElement("span");
          away.className = "away";
          away.textContent = `${Math.max(1, Math.round(far.get(place)!))} km`;
          place.box.parentElement!.append(" ", away);
        }
      },
      () => say("away"),
      { maximumAge: 0, timeout: 15_000 },
    );
  });
  form.addEventListener("change", tell);
  form.addEventListener("click", (event) => {
    const mark = (event.target as Element).closest<SVGAElement>("a.map-mark");
    const place = mark && places.find(({ box }) => box.value === slugOf(mark));
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    place.box.checked = !place.box.checked;
    tell();
  });

  finder.hidden = false;
  near.hidden = !("geolocation" in navigator);
  tell();
}

/** Which place a mark on the map leads to. */
function slugOf(mark: SVGAElement): string | null {
  return new URL(mark.getAttribute("href") ?? "", location.href).searchParams.get("ort");
}

/** Lets the calendar's address be copied by a button. */
function offerCopy(line: HTMLElement): void {
  const address = document.querySelector<HTMLInputElement>("#address")!;
  const said = line.querySelector<HTMLElement>("[role=status]")!;
  line.querySelector("button")!.addEventListener("click", async () => {
    address.select();
    await navigator.clipboard.writeText(address.value);
    said.textContent = said.dataset["copied"] ?? "";
  });
  line.hidden = false;
}

const form = document.querySelector<HTMLFormElement>("#valj-orter");
if (form !== null) follow(form);
const copying = document.querySelector<HTMLElement>("#kopiera");
if (copying !== null && navigator.clipboard !== undefined) offerCopy(copying);
