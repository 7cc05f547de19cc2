// What the season board opens: apart from the board, so that the board stands there first.
export { default as BlockDialog } from "./BlockDialog.svelte";
export { default as FitsDialog } from "./FitsDialog.svelte";
export { default as ManyDialog } from "./ManyDialog.svelte";
export { default as SayDialog } from "./SayDialog.svelte";
export { default as SlotDialog } from "./SlotDialog.svelte";
