/** Refuse data that a statistic cannot be computed from, in a sentence that names the function and the value. */

/** Throw unless there are at least `least` values. */
export function requireValues(values: ArrayLike<number>, least: number, caller: string): void {
  if (values.length < least)
    throw new RangeError(
      `${caller}: needs at least ${least} ${least === 1 ? "value" : "values"}, but got ${values.length}`,
    );
}

/** Throw at the first NaN, because it has no place in an order. */
export function requireOrdered(values: ArrayLike<number>, caller: string): void {
  requireEach(values, (value) => !Number.isNaN(value), "remove missing values first", caller);
}

/** Throw at the first NaN or infinity. */
export function requireFinite(values: ArrayLike<number>, caller: string): void {
  requireEach(values, Number.isFinite, "all values must be finite", caller);
}

function requireEach(
  values: ArrayLike<number>,
  accept: (value: number) => boolean,
  advice: string,
  caller: string,
): void {
  for (let i = 0; i < values.length; i++)
    if (!accept(values[i] as number)) throw new RangeError(`${caller}: values[${i}] is ${values[i]}; ${advice}`);
}
