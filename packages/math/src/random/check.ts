/** Refuse parameters that name no distribution, in a sentence with the argument and its value. */

/** Throw unless the value is positive and finite. */
export function requirePositive(value: number, name: string, caller: string): void {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${caller}: ${name} = ${value} must be a positive finite number`);
}

/** Throw unless the value is finite and not negative. */
export function requireNotNegative(value: number, name: string, caller: string): void {
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`${caller}: ${name} = ${value} must be zero or a positive finite number`);
}
