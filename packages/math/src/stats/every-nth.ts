/** Keep every so many-th value, as draws are thinned and curves drawn with fewer points. */

/** The values at 0, step, 2 step, …; all for a step of 1. */
export function everyNth(values: ArrayLike<number>, step: number): number[] {
  return Array.from(values).filter((_, i) => i % step === 0);
}
