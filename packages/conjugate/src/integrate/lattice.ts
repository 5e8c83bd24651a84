/** Grow a lattice over where a density has its mass, node by node from the middle. */

/** Equally spaced nodes and the log density at each. */
export interface Lattice {
  readonly dimension: number;
  readonly step: number;
  /** Where the node of place 0 lies, in steps: 0, or ½ for the middles of the cells of the lattice without a shift. */
  readonly shift: number;
  /** Nodes whose density is less than that of the highest by a factor of e^depth have no neighbours unless from elsewhere. */
  readonly depth: number;
  readonly count: number;
  /** Places on each axis, node by node. */
  readonly places: Int32Array;
  readonly logDensities: Float64Array;
  /** The largest log density. */
  readonly top: number;
  /** Whether it took no more nodes than allowed. */
  readonly complete: boolean;
}

export interface Growth {
  readonly step: number;
  readonly shift?: number;
  readonly depth: number;
  readonly budget: number;
}

/** Places lie within this of 0. */
const reach = 511;
/** A neighbour is skipped when the density, extrapolated along its axis, is this much below the depth. */
const margin = 3;

/** Grows a lattice by flood fill. `logDensity` is a function of lattice coordinates, which it may not keep. */
export function growLattice(
  logDensity: (z: Float64Array) => number,
  dimension: number,
  { step, shift = 0, depth, budget }: Growth,
): Lattice {
  const found = new Map<number, number>();
  const places: number[] = [];
  const values: number[] = [];
  const z = new Float64Array(dimension);
  const place = new Int32Array(dimension);
  let top = -Infinity;
  let complete = true;

  const key = (at: Int32Array): number => at.reduce((sum, p) => sum * (2 * reach + 2) + p + reach + 1, 0);
  const valueAt = (at: Int32Array): number | undefined => {
    const node = found.get(key(at));
    return node === undefined ? undefined : values[node];
  };
  const evaluate = (at: Int32Array): void => {
    const k = key(at);
    if (found.has(k)) return;
    for (let i = 0; i < dimension; i++) z[i] = step * ((at[i] as number) + shift);
    const value = logDensity(z);
    found.set(k, values.length);
    places.push(...at);
    values.push(value);
    if (value > top) top = value;
  };
  /** The density further along an axis, extrapolated from two nodes, is too small to matter. */
  const fades = (node: number, i: number, sign: number): boolean => {
    place[i] = (place[i] as number) - sign;
    const behind = valueAt(place);
    place[i] = (place[i] as number) + sign;
    return behind !== undefined && 2 * (values[node] as number) - behind < top - depth - margin;
  };

  for (const corner of shift === 0 ? [place] : cornersAround(dimension)) evaluate(corner);
  for (let node = 0; node < values.length; node++) {
    if (values.length > budget) {
      complete = false;
      break;
    }
    if (!((values[node] as number) >= top - depth)) continue;
    for (let i = 0; i < dimension; i++) {
      for (const sign of [-1, 1]) {
        for (let k = 0; k < dimension; k++) place[k] = places[node * dimension + k] as number;
        if (fades(node, i, sign)) continue;
        place[i] = (place[i] as number) + sign;
        if (Math.abs(place[i] as number) > reach) complete = false;
        else evaluate(place);
      }
    }
  }
  return {
    dimension,
    step,
    shift,
    depth,
    count: values.length,
    places: Int32Array.from(places),
    logDensities: Float64Array.from(values),
    top,
    complete,
  };
}

/** The places of the 2^d cells that meet at the origin. */
const cornersAround = (dimension: number): Int32Array[] =>
  Array.from({ length: 1 << dimension }, (_, corner) =>
    Int32Array.from({ length: dimension }, (_, i) => -((corner >> i) & 1)),
  );

/** Writes the coordinates of a node. */
export function coordinatesOf({ dimension, step, shift, places }: Lattice, node: number, z: Float64Array): void {
  for (let i = 0; i < dimension; i++) z[i] = step * ((places[node * dimension + i] as number) + shift);
}
