/** A change that was sent and not answered, as the browser keeps it. */
export interface Entry {
  /** Names it to the server. */
  key: string;
  account: string;
  method: string;
  path: string;
  body?: string;
  /** The version that it was made from, as If-Match has it. */
  match?: string;
  /** When it was made, in milliseconds. */
  at: number;
  /** The address and the heading of the page where it was made. */
  page: string;
  title: string;
  /** What it says, in words, where that is more than that something is changed on a page. */
  what?: string;
  /** Why the server refused it. */
  refused?: string;
}

const prefix = "poliskontor.outbox.";
const nameOf = ({ account, key }: Entry) => `${prefix}${account}.${key}`;

export function keep(entry: Entry): void {
  try {
    localStorage.setItem(nameOf(entry), JSON.stringify(entry));
  } catch {
    // Full or closed: it waits as long as the page is there.
  }
}

export function forget(entry: Entry): void {
  try {
    localStorage.removeItem(nameOf(entry));
  } catch {
    // It was not kept.
  }
}

/** What an account has not got answered, the oldest first. */
export function kept(account: string): Entry[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(`${prefix}${account}.`))
      .map((name) => JSON.parse(localStorage.getItem(name)!) as Entry)
      .sort((a, b) => a.at - b.at);
  } catch {
    return [];
  }
}

/** Forgets all of them: whoever signs in next is somebody else. */
export function forgetAll(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // There were none.
  }
}

/** The name of the draft that a change was made from: its address below the API, "…/ny" for what is new. */
export function draftNameOf({ method, path }: Pick<Entry, "method" | "path">): string {
  const thing = path.replace(/^\/api\/v1\//, "").replace(/\?.*/, "");
  return method === "POST" ? `${thing}/ny` : thing;
}
