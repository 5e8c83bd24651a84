/** Check options, naming the one that is wrong. */

/** @throws RangeError unless `value` is a whole number from `least` on. */
export function wholeNumber(option: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `option ${option} is ${String(value)}; it must be a whole number${least > Number.MIN_SAFE_INTEGER ? ` of at least ${least}` : ""}`,
    );
  }
  return value;
}
