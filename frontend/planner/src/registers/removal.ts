import { photoOf, pictureOf, putPhoto } from "./photos.js";
import { create, remove, thing, type RegisterName, type Stored } from "./register.js";
import { writable } from "./values.js";

/** Puts back what was removed: it comes under a new ID. */
export type PutBack = () => Promise<Stored>;

/** Removes a thing of a register, and tells how it is put back with all that it had. */
export async function take(register: RegisterName, item: Stored): Promise<PutBack> {
  // A list leaves internal notes out; whoever takes the removal back wants them.
  const whole = item.noted ? await thing(register, item.id) : item;
  const photo = register === "sites" ? photoOf(whole) : undefined;
  const picture = photo && (await pictureOf(item.id));
  await remove(register, item.id, whole.version);
  return async () => {
    const again = await create(register, writable(whole));
    return photo ? putPhoto(again.id, again.version, photo.alt, picture) : again;
  };
}
