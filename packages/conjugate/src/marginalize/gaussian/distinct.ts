/** Find equal things among many, so that each is computed once. */

/** Things told apart by a key: the first of each kind, and for each thing its kind. */
export interface Distinct {
  readonly first: Int32Array;
  readonly group: Int32Array;
}

export function distinct(things: Int32Array, key: (thing: number) => string): Distinct {
  const kinds = new Map<string, number>();
  const first: number[] = [];
  const group = things.map((thing) => {
    const own = key(thing);
    const known = kinds.get(own);
    if (known !== undefined) return known;
    kinds.set(own, first.length);
    return first.push(thing) - 1;
  });
  return { first: Int32Array.from(first), group };
}
