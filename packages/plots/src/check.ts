/** Refuse numbers that cannot be drawn, with a sentence that names them, so that no picture holds a NaN. */

// The square of anything larger, as in a standard deviation, may overflow.
const LARGEST = 1e150;

/** @throws RangeError unless `value` is finite and at most 1e150 in size. */
export function checkNumber(caller: string, name: string, value: number): number {
  if (Math.abs(value) <= LARGEST) return value;
  throw new RangeError(`${caller}: ${name} is ${value}; give a finite number of at most 1e150 in size`);
}

/** @throws RangeError unless `values` holds at least one number, all of them drawable. */
export function checkNumbers(caller: string, name: string, values: ArrayLike<number>): void {
  checkSome(caller, name, values, "number");
  for (let i = 0; i < values.length; i++) checkNumber(caller, `${name}[${i}]`, values[i] as number);
}

/** @throws RangeError unless there is at least one of `what`. */
export function checkSome(caller: string, name: string, values: ArrayLike<unknown>, what: string): void {
  if (values.length === 0) throw new RangeError(`${caller}: ${name} is empty; give at least one ${what}`);
}

/** @throws RangeError unless `low <= high`, both drawable. */
export function checkInterval(caller: string, name: string, low: number, high: number): void {
  checkNumber(caller, `the lower end of ${name}`, low);
  checkNumber(caller, `the upper end of ${name}`, high);
  if (low > high) throw new RangeError(`${caller}: ${name} runs from ${low} down to ${high}; give the lower end first`);
}

/** @throws RangeError unless `probability` lies strictly between 0 and 1. */
export function checkProbability(caller: string, probability: number): void {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`${caller}: probability is ${probability}; give a number between 0 and 1, such as 0.94`);
}
