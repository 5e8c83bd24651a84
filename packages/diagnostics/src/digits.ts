/** Print numbers with the digits that their Monte Carlo error supports, and no more. */

/** What stands for an undefined figure. */
export const UNDEFINED_TEXT = "–";

/**
 * Print a number to the decimal place of the first digit of its standard error; four significant digits when the error is
 * undefined or zero.
 */
export function formatToError(value: number | null, error: number | null): string {
  if (value === null) return UNDEFINED_TEXT;
  return error !== null && error > 0 ? formatToPlace(value, exponentOf(error)) : String(Number(value.toPrecision(4)));
}

/** Print a standard error with two significant digits. */
export function formatError(error: number | null): string {
  return error === null ? UNDEFINED_TEXT : error === 0 ? "0" : formatToPlace(error, exponentOf(error) - 1);
}

/** Print with a fixed number of decimals. */
export function formatFixed(value: number | null, decimals: number): string {
  return value === null ? UNDEFINED_TEXT : value.toFixed(decimals);
}

/** Print to the digit worth 10^place, in scientific notation where plain digits would be many. */
function formatToPlace(value: number, place: number): string {
  const magnitude = Math.max(exponentOf(value), place);
  if (place >= -6 && magnitude < 7) return value.toFixed(Math.max(0, -place));
  return value.toExponential(Math.min(magnitude - place, 20));
}

/** The power of ten of a number's first digit. */
function exponentOf(value: number): number {
  return value === 0 ? 0 : Number(value.toExponential().split("e")[1]);
}
