import type { RegisterName, Stored } from "./register.js";
import { things } from "./register.js";
import { registerOf } from "./registers.js";
import type { Names } from "./show.js";

/** What is referred to: what things are called, and the things themselves. */
export interface Referred {
  names: Names;
  things: ReadonlyMap<RegisterName, readonly Stored[]>;
}

/** Reads the things of some registers in a district, with what they are called. */
export async function referred(registers: readonly RegisterName[], district: string): Promise<Referred> {
  const read = await Promise.all(
    registers.map(async (name) => [name, await things(registerOf(name)!, district)] as const),
  );
  const found = new Map<RegisterName, readonly Stored[]>(read);
  const names = new Map<RegisterName, Map<string, string>>();
  const plain = (of: RegisterName, id: unknown) => String(found.get(of)?.find((thing) => thing.id === id)?.name ?? "");
  for (const [name, list] of found) {
    const register = registerOf(name)!;
    names.set(name, new Map(list.map((thing) => [thing.id, register.title(thing, plain)])));
  }
  return { names, things: found };
}
