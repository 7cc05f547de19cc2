import ready from "../../../public/texts/reasons.json";
import { language } from "../texts/texts.js";
import type { Deed } from "./stops.js";

/** A public reason: the Swedish one is published, and pages in English say the other. */
export interface Reason {
  sv: string;
  en: string;
}

/** The ready reasons, the most usual first. */
export const reasons: Readonly<Record<Exclude<Deed, "hold">, readonly Reason[]>> = ready;

/** A ready reason in the language of whoever chooses it. */
export const reasonText = (reason: Reason): string => reason[language()];
