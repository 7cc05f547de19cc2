import type { RegisterName, SourceName, Stored } from "./register.js";
import { things } from "./register.js";
import { registerOf } from "./registers.js";
import type { Names } from "./show.js";
import { sourcesOf, type Source } from "./sources.js";

/** What is referred to: what things are called, and the things themselves. */
export interface Referred {
  names: Names;
  things: ReadonlyMap<RegisterName, readonly Stored[]>;
  sources: ReadonlyMap<SourceName, readonly Source[]>;
}

/** Reads the things of some registers in a district, and what can be searched for there, with what they are called. */
export async function referred(registers: readonly RegisterName[], district: string, searched: readonly SourceName[] = []): Promise<Referred> {
  const read = await Promise.all(
    registers.map(async (name) => [name, await things(registerOf(name)!, district)] as const),
  );
  const found = new Map<RegisterName, readonly Stored[]>(read);
  const names = new Map<RegisterName | SourceName, Map<string, string>>();
  const plain = (of: RegisterName, id: unknown) => String(found.get(of)?.find((thing) => thing.id === id)?.name ?? "");
  for (const [name, list] of found) {
    const register = registerOf(name)!;
    names.set(name, new Map(list.map((thing) => [thing.id, register.title(thing, plain)])));
  }
  const placeOf = (id: string | undefined) => names.get("localities")?.get(id ?? "") ?? "";
  const sources = new Map(await Promise.all(searched.map(async (name) => [name, await sourcesOf(name, district, placeOf)] as const)));
  for (const [name, list] of sources) names.set(name, new Map(list.map((source) => [source.id, source.name])));
  return { names, things: found, sources };
}
