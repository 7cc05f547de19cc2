const prefix = "poliskontor.draft.";

/**
 * What stays when the browser is closed: a telephone closes it by itself, and at the stop there
 * may be no net to read it again. The rest belongs to its tab.
 */
const stays = /^(session$|today\.|visits\/[^/]+\/notes\/)/;

const storeOf = (form: string) => (stays.test(form) ? localStorage : sessionStorage);

/**
 * What was typed into a form but not saved, until the browser's tab is closed. A draft is
 * called as the address that it is to be sent to (draftNameOf), so that it goes when that
 * was done, also after the page was read anew.
 */
export interface Draft<T> {
  values: T;
  /** The version that it was written on top of; 0 for a new thing. */
  version: number;
  /** What was stored then, which tells what others have changed since. */
  base?: T;
}

export function keepDraft<T>(form: string, draft: Draft<T>): void {
  try {
    storeOf(form).setItem(prefix + form, JSON.stringify(draft));
  } catch {
    // Full or closed: the form itself still holds it.
  }
}

export function draftOf<T>(form: string): Draft<T> | undefined {
  try {
    const kept = storeOf(form).getItem(prefix + form);
    return kept === null ? undefined : (JSON.parse(kept) as Draft<T>);
  } catch {
    return undefined;
  }
}

export function dropDraft(form: string): void {
  try {
    storeOf(form).removeItem(prefix + form);
  } catch {
    // There was none.
  }
}

/** The names of the drafts that begin so. */
export function draftsOf(start: string): string[] {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(prefix + start))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}

/** Forgets all of them: whoever signs in next is somebody else. */
export function dropDrafts(): void {
  try {
    for (const store of [sessionStorage, localStorage]) {
      for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key);
    }
  } catch {
    // There were none.
  }
}
