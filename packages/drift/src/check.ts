/** Refuse impossible parameters, times and counts in one sentence that names the value and what to do. */

/** @throws RangeError unless the value is positive and finite */
export function requirePositive(value: number, what: string): void {
  if (!(typeof value === "number" && value > 0 && value < Infinity))
    throw new RangeError(`${what} is ${String(value)}; it must be a positive finite number`);
}

/** @throws RangeError unless the value lies strictly between 0 and 1 */
export function requireProportion(value: number, what: string): void {
  if (!(typeof value === "number" && value > 0 && value < 1))
    throw new RangeError(`${what} is ${String(value)}; it must lie strictly between 0 and 1`);
}

/** @throws RangeError unless the value lies in [0, 1] */
export function requireRate(value: number, what: string): void {
  if (!(typeof value === "number" && value >= 0 && value <= 1))
    throw new RangeError(`${what} is ${String(value)}; it must lie in [0, 1]`);
}

/** @throws RangeError when the time that passes is negative or not finite */
export function requireElapsed(dt: number, what: string): void {
  if (!(typeof dt === "number" && dt >= 0 && dt < Infinity))
    throw new RangeError(
      `${what} is ${String(dt)}; time must pass forwards by a finite amount, so sort the observations by time`,
    );
}

/** @throws RangeError unless both are counts and there are no more successes than trials */
export function requireCounts(successes: number, trials: number, where = "update"): void {
  for (const [name, value] of [
    ["successes", successes],
    ["trials", trials],
  ] as const)
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${where}: ${name} is ${String(value)}; it must be a whole number, 0 or more`);
  if (successes > trials)
    throw new RangeError(
      `${where}: successes is ${successes} of ${trials} trials; there cannot be more successes than trials, so check whether the two are swapped`,
    );
}
