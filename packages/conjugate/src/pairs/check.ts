/** Refuse impossible priors and data with a sentence that names the pair, the field and the value. */

/** A whole number, 0 or more. */
export const isCount = (x: number): boolean => Number.isInteger(x) && x >= 0;
export const isPositive = (x: number): boolean => x > 0 && x < Infinity;
export const isNonNegative = (x: number): boolean => x >= 0 && x < Infinity;
export const isReal = (x: number): boolean => Number.isFinite(x);
export const isBinary = (x: number): boolean => x === 0 || x === 1;

const wording = new Map<(x: number) => boolean, string>([
  [isCount, "a whole number, 0 or more"],
  [isPositive, "a positive number"],
  [isNonNegative, "a number, 0 or more"],
  [isReal, "a finite number"],
  [isBinary, "0 or 1"],
]);

/** @throws RangeError when a field is not what it must be. */
export function checkFields<T extends object>(pair: string, fields: T, rule: (x: number) => boolean): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== "number" || !rule(value))
      throw new RangeError(`${pair}: ${name} is ${String(value)}; it must be ${wording.get(rule)}`);
  }
}

/** Copies data after checking each value. */
export function checkedData(
  pair: string,
  name: string,
  data: ArrayLike<number>,
  rule: (x: number) => boolean,
): Float64Array {
  if (data === null || typeof data !== "object" || typeof data.length !== "number")
    throw new TypeError(`${pair}: ${name} is ${String(data)}; it must be an array of numbers`);
  const values = Float64Array.from(data);
  const wrong = values.findIndex((x) => !rule(x));
  if (wrong >= 0) throw new RangeError(`${pair}: ${name}[${wrong}] is ${data[wrong]}; it must be ${wording.get(rule)}`);
  return values;
}

/** @throws RangeError when two fields of the data do not have one value for each observation. */
export function checkSameLength(
  pair: string,
  [first, a]: readonly [string, ArrayLike<number>],
  [second, b]: readonly [string, ArrayLike<number>],
): void {
  if (a.length !== b.length)
    throw new RangeError(
      `${pair}: ${first} has ${a.length} values and ${second} has ${b.length}; give one of each for each observation`,
    );
}
