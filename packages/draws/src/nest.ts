/** Turn entries with dotted names into the nested record that they describe. */

/** A record whose ends are `T`. */
export interface Nested<T> {
  readonly [name: string]: T | Nested<T>;
}

/** The part of a dotted name before the first dot, and the part after it ("" when there is no dot). */
function cut(name: string): readonly [head: string, rest: string] {
  const dot = name.indexOf(".");
  return dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
}

/**
 * Nest entries by the dots of their names: `[["season.phase", x]]` becomes `{ season: { phase: x } }`. Records are frozen.
 *
 * @throws If a name comes twice, or names both an entry and a record (`season` and `season.phase`).
 */
export function nest<T>(entries: readonly (readonly [name: string, value: T])[], prefix: string = ""): Nested<T> {
  const groups = new Map<string, (readonly [string, T])[]>();
  for (const [name, value] of entries) {
    const [head, rest] = cut(name);
    groups.set(head, [...(groups.get(head) ?? []), [rest, value]]);
  }
  const members = [...groups].map(([head, group]): [string, T | Nested<T>] => {
    const ends = group.filter(([rest]) => rest === "");
    const [end] = ends;
    if (end === undefined) return [head, nest(group, `${prefix}${head}.`)];
    const name = prefix + head;
    if (ends.length > 1) throw new Error(`two variables are named ${name}: rename one`);
    if (group.length > 1) {
      const inner = group.find(([rest]) => rest !== "")?.[0];
      throw new Error(`${name} names a variable and also the record of ${name}.${inner}: rename one`);
    }
    return [head, end[1]];
  });
  return Object.freeze(Object.fromEntries(members));
}
