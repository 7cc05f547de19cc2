const prefix = "poliskontor.draft.";

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
    sessionStorage.setItem(prefix + form, JSON.stringify(draft));
  } catch {
    // Full or closed: the form itself still holds it.
  }
}

export function draftOf<T>(form: string): Draft<T> | undefined {
  try {
    const kept = sessionStorage.getItem(prefix + form);
    return kept === null ? undefined : (JSON.parse(kept) as Draft<T>);
  } catch {
    return undefined;
  }
}

export function dropDraft(form: string): void {
  try {
    sessionStorage.removeItem(prefix + form);
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
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(prefix)) sessionStorage.removeItem(key);
    }
  } catch {
    // There were none.
  }
}
