import { describe, expect, it, vi } from "vitest";
import { drawn, onto, Stretch } from "./stretch.svelte.js";
import type { Visit } from "./types.js";

const slot = { siteId: "s", officeId: "o", starts: "2027-01-12T13:00", ends: "2027-01-12T15:00" };
const hours = ({ starts, ends }: typeof slot) => `${starts.slice(11)}-${ends.slice(11)}`;

describe("drawing a visit", () => {
  it("changes where it begins, where it ends, or both", () => {
    expect(hours(drawn(slot, "ends", 45))).toBe("13:00-15:45");
    expect(hours(drawn(slot, "starts", -30))).toBe("12:30-15:00");
    expect(hours(drawn(slot, "whole", 60))).toBe("14:00-16:00");
  });

  it("never turns it round, nor takes it out of its day", () => {
    expect(hours(drawn(slot, "ends", -600))).toBe("13:00-13:15");
    expect(hours(drawn(slot, "starts", 600))).toBe("14:45-15:00");
    expect(hours(drawn(slot, "whole", -6000))).toBe("00:00-02:00");
    expect(hours(drawn(slot, "ends", 6000))).toBe("13:00-23:45");
  });

  it("takes it to another day and office", () => {
    expect(onto(slot, "2027-01-14", "p")).toEqual({ siteId: "s", officeId: "p", starts: "2027-01-14T13:00", ends: "2027-01-14T15:00" });
  });

  it("goes on from key to key, and is taken or left", () => {
    const done = vi.fn();
    const stretch = new Stretch(done);
    const visit = { id: "v", ...slot } as Visit;
    stretch.by(visit, "ends", 15);
    expect(hours(stretch.by(visit, "ends", 15) as typeof slot)).toBe("13:00-15:30");
    stretch.take();
    expect(done).toHaveBeenCalledExactlyOnceWith(visit, { ...slot, ends: "2027-01-12T15:30" });
    stretch.by(visit, "ends", 15);
    stretch.cancel();
    stretch.take();
    stretch.by(visit, "ends", 15);
    stretch.by(visit, "ends", -15);
    stretch.take();
    expect(done).toHaveBeenCalledTimes(1);
  });
});
