import type { Component } from "svelte";

/** Where the app is. */
export const base = "/planera";

/** A page and the addresses that it answers, below {@link base}: "/register/:register/:id". */
export interface Route {
  pattern: string;
  load: () => Promise<{ default: Component<any> }>;
  /** What the page gets beside the parts of its address. */
  props?: Record<string, string>;
}

/** The parts of a path that a pattern names, or undefined where it does not fit. */
export function fit(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = parts(pattern);
  const given = parts(path);
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i]!;
    if (part.startsWith(":")) {
      const read = decode(value);
      if (read === undefined) return undefined;
      found[part.slice(1)] = read;
    } else if (part !== value) {
      return undefined;
    }
  }
  return found;
}

/** The first route that fits a path, with the parts that it names. */
export function find(routes: readonly Route[], path: string): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const params = fit(route.pattern, path);
    if (params) return { route, params };
  }
  return undefined;
}

const parts = (path: string) => path.split("/").filter(Boolean);

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The path below {@link base} of an address of ours, or undefined for one elsewhere. */
export function within(url: URL): string | undefined {
  if (url.origin !== location.origin) return undefined;
  if (url.pathname !== base && !url.pathname.startsWith(`${base}/`)) return undefined;
  return url.pathname.slice(base.length) || "/";
}

/** The address of a path below {@link base}. */
export function href(path: string, query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return (base + path).replace(/\/$/, "") + (search && `?${search}`);
}

class Router {
  path = $state(within(new URL(location.href)) ?? "/");
  query = $state.raw(new URLSearchParams(location.search));
  /** Counts the navigations, so that going to where one is already counts too. */
  steps = $state(0);

  /** Shows another page. */
  go(path: string, query: Record<string, string | undefined> = {}): void {
    history.pushState(null, "", href(path, query));
    scrollTo(0, 0);
    this.#read();
    this.steps++;
  }

  /** Shows another page in this one's place, so that "back" skips it. */
  replace(path: string, query: Record<string, string | undefined> = {}): void {
    history.replaceState(null, "", href(path, query));
    this.#read();
    this.steps++;
  }

  /** Keeps what a page shows in its address, without being a new page. */
  note(query: Record<string, string | undefined>): void {
    history.replaceState(null, "", href(this.path, query));
    this.query = new URLSearchParams(location.search);
  }

  #read(): void {
    this.path = within(new URL(location.href)) ?? "/";
    this.query = new URLSearchParams(location.search);
  }

  /** Follows the browser's buttons, and links that lead within the app. */
  watch(): void {
    addEventListener("popstate", () => {
      this.#read();
      this.steps++;
    });
    document.addEventListener("click", (event) => {
      const url = followed(event);
      const path = url && within(url);
      if (path === undefined || url?.hash) return;
      event.preventDefault();
      this.go(path, Object.fromEntries(url!.searchParams));
    });
  }
}

/** The address that a plain click on a link leads to. */
function followed(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return undefined;
  }
  const link = (event.target as Element | null)?.closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return undefined;
  return new URL(link.href);
}

export const router = new Router();
