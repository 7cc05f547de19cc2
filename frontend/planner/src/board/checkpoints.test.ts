import { beforeAll, expect, it } from "vitest";
import { speak } from "../texts/texts.js";
import { changedText } from "./checkpoints.js";
import type { Visit } from "./types.js";

beforeAll(() => speak("sv"));

const visit = { id: "v", version: 1, state: "draft", localityId: "l", siteId: "s", officeId: "o", starts: "2026-11-24T15:00:00+01:00", ends: "2026-11-24T18:00:00+01:00" } as Visit;
const name = (_: string, id: string) => id.toUpperCase();

it("says nothing of what is the same", () => expect(changedText(visit, { ...visit, version: 4 }, name)).toEqual([]));

it("says what a visit was and what it became", () => {
  expect(changedText(visit, { ...visit, siteId: "t", pinned: true, publicNote: "Ta med id" }, name)).toEqual([
    "Uppställningsplats: S → T",
    "Låst: nej → ja",
    "Offentlig anteckning: (tomt) → Ta med id",
  ]);
});
