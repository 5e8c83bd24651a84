/** Search all doubles between two for the first with a property, however small or large it is. */
const view = new DataView(new ArrayBuffer(8));
const negative = 1n << 63n;
const all = (1n << 64n) - 1n;

/** The rank of a double among all, in order. */
function rank(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  return bits & negative ? all - bits : bits | negative;
}

function atRank(r: bigint): number {
  view.setBigUint64(0, r & negative ? r & ~negative : all - r);
  return view.getFloat64(0);
}

/** The least double from `low` to `high` that holds, where all above it hold; `high` when none does. */
export function firstHolding(low: number, high: number, holds: (x: number) => boolean): number {
  let [from, to] = [rank(low), rank(high)];
  while (from < to) {
    const middle = (from + to) / 2n;
    if (holds(atRank(middle))) to = middle;
    else from = middle + 1n;
  }
  return atRank(to);
}
