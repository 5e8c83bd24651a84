/** Measure how a series resembles itself at every lag, by way of its power spectrum. */
import { requireFinite, requireValues } from "./check.js";
import { fft } from "./fft.js";
import { mean } from "./mean.js";

/**
 * Autocovariance at lags 0 … n − 1, divided by n at every lag (the biased estimate, as in R's `acf` and in
 * Stan; Geyer 1992, Statistical Science 7:473). A constant series gives exact zeros.
 *
 * Wiener–Khinchin: the transform of the squared moduli of the transform, with zeros appended to at least
 * twice the length so that the ends do not wrap around.
 *
 * @throws RangeError when there are no values, or one is not finite
 */
export function autocovariance(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  requireValues(values, 1, "autocovariance");
  requireFinite(values, "autocovariance");
  if (isConstant(values)) return new Float64Array(n);
  const center = mean(values);
  const padded = powerOfTwoFrom(2 * n);
  const re = new Float64Array(padded);
  const im = new Float64Array(padded);
  for (let i = 0; i < n; i++) re[i] = (values[i] as number) - center;
  fft(re, im);
  for (let k = 0; k < padded; k++) {
    re[k] = (re[k] as number) ** 2 + (im[k] as number) ** 2;
    im[k] = 0;
  }
  fft(re, im); // the power spectrum is real and even, so forward and inverse transforms differ by a factor only
  return re.subarray(0, n).map((c) => c / padded / n);
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

function powerOfTwoFrom(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
