import { all } from "../api/client.js";
import type { components } from "../api/schema.js";
import { compare } from "../texts/texts.js";
import { remember, remembered } from "./settings.js";

export type District = components["schemas"]["District"];

/** Whose work it is: the districts there are and the one that is looked at. */
class Session {
  districts = $state.raw<readonly District[]>([]);
  /** The ID of the district that is looked at; "" while there is none. */
  district = $state("");

  /** Reads what there is. */
  async open(): Promise<void> {
    const found = await all<District>("/api/v1/districts");
    this.districts = found.sort((a, b) => compare(a.name, b.name));
    const last = remembered("district");
    this.district = this.districts.find(({ id }) => id === last)?.id ?? this.districts[0]?.id ?? "";
  }

  /** Whether one may do something in the district that is looked at. */
  may(_permission: string): boolean {
    return this.district !== "";
  }

  /** Looks at another district. */
  choose(district: string): void {
    this.district = district;
    remember("district", district);
  }
}

export const session = new Session();
