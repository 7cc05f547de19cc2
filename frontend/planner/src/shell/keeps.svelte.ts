import { keepDraft, type Draft } from "./drafts.js";

/** Keeps what is typed into a dialog from the first change on; `read` is undefined until it is filled. */
export function keepsDraft<T>(name: string, read: () => Draft<T> | undefined): void {
  let first: string | undefined;
  let typed = false;
  $effect(() => {
    const draft = read();
    if (!draft) return;
    const text = JSON.stringify(draft.values);
    first ??= text;
    typed ||= text !== first;
    if (typed) keepDraft(name, draft);
  });
}
