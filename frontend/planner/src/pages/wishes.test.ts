import { expect, it } from "vitest";
import { tallied } from "./wishes.js";

it("adds up what is wished for a place, whatever the topic, and puts the most wished for first", () => {
  expect(
    tallied([
      { localityId: "a", wishes: 2 },
      { wishes: 4 },
      { localityId: "b", wishes: 5 },
      { localityId: "a", wishes: 1 },
      { wishes: 0 },
    ]),
  ).toEqual([
    { locality: "b", wishes: 5 },
    { locality: "", wishes: 4 },
    { locality: "a", wishes: 3 },
  ]);
});
