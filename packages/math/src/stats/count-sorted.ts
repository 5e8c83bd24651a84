/** Count how many of sorted values lie below a place, by bisection. */

/** How many of the ascending values are less than x. */
export const countBelow = (sorted: ArrayLike<number>, x: number): number => countWhile(sorted, (value) => value < x);

/** How many of the ascending values are at most x. */
export const countUpTo = (sorted: ArrayLike<number>, x: number): number => countWhile(sorted, (value) => value <= x);

/** How many leading values satisfy a condition that holds up to some value and fails from there on. */
function countWhile(sorted: ArrayLike<number>, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
