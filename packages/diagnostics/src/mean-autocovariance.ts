/** Average the autocovariance of several runs, paying for long lags only when they are asked for. */
import { fft } from "@credence/math";
import type { Sequences } from "./sequences.js";

/** Below this lag plain sums are cheaper than Fourier transforms, and well mixed draws need no more. */
const SHORT_LAGS = 32;

/** Lags summed in one pass over the draws. */
const BLOCK = 4;

/** The mean of each run, as a distance from `origin`. */
export interface RunMeans {
  /** The first draw: distances from it keep the digits that a large offset would cost. */
  readonly origin: number;
  readonly means: Float64Array;
}

/** Average each run; a second pass over the deviations takes out the rounding error of the first. */
export function runMeans({ values, count, length }: Sequences): RunMeans {
  const origin = values[0] as number;
  const means = new Float64Array(count);
  for (let c = 0; c < count; c++) {
    const start = c * length;
    let sum = 0;
    for (let i = start; i < start + length; i++) sum += (values[i] as number) - origin;
    const mean = sum / length;
    let rest = 0;
    for (let i = start; i < start + length; i++) rest += (values[i] as number) - origin - mean;
    means[c] = mean + rest / length;
  }
  return { origin, means };
}

/**
 * The autocovariance with divisor n (the run's length) of each run about its own mean, averaged over runs.
 *
 * @returns a function of the lag, 0 ≤ lag < length
 */
export function meanAutocovariance(runs: Sequences, means: RunMeans): (lag: number) => number {
  const centred: Sequences = { ...runs, values: centre(runs, means) };
  const short = new Float64Array(SHORT_LAGS);
  let known = 0;
  let long: Float64Array | undefined;
  return (lag) => {
    if (lag >= SHORT_LAGS) {
      long ??= transformed(centred);
      return long[lag] as number;
    }
    for (; known <= lag; known += BLOCK) sumBlock(centred, known, short);
    return short[lag] as number;
  };
}

function centre({ values, count, length }: Sequences, { origin, means }: RunMeans): Float64Array {
  const centred = new Float64Array(values.length);
  for (let c = 0, i = 0; c < count; c++) {
    const mean = means[c] as number;
    for (const end = i + length; i < end; i++) centred[i] = (values[i] as number) - origin - mean;
  }
  return centred;
}

/** Four lags from `lag` on; lags beyond the runs come out as they may and are never asked for. */
function sumBlock({ values, count, length }: Sequences, lag: number, short: Float64Array): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let run = 0; run < count; run++) {
    const end = (run + 1) * length;
    let i = run * length;
    for (; i + lag + 3 < end; i++) {
      const value = values[i] as number;
      a += value * (values[i + lag] as number);
      b += value * (values[i + lag + 1] as number);
      c += value * (values[i + lag + 2] as number);
      d += value * (values[i + lag + 3] as number);
    }
    for (; i + lag < end; i++) {
      const value = values[i] as number;
      a += value * (values[i + lag] as number);
      if (i + lag + 1 < end) b += value * (values[i + lag + 1] as number);
      if (i + lag + 2 < end) c += value * (values[i + lag + 2] as number);
    }
  }
  short[lag] = a / values.length;
  short[lag + 1] = b / values.length;
  short[lag + 2] = c / values.length;
  short[lag + 3] = d / values.length;
}

/**
 * All lags by the Wiener–Khinchin theorem, zeros appended so that the ends do not wrap around. Two runs travel as the
 * real and imaginary part of one transform: the squared modulus is the sum of their power spectra plus an odd function
 * of the frequency, whose transform is imaginary.
 */
function transformed({ values, count, length }: Sequences): Float64Array {
  let size = 1;
  while (size < 2 * length) size *= 2;
  const power = new Float64Array(size);
  for (let run = 0; run < count; run += 2) {
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    re.set(values.subarray(run * length, (run + 1) * length));
    if (run + 1 < count) im.set(values.subarray((run + 1) * length, (run + 2) * length));
    fft(re, im);
    for (let k = 0; k < size; k++) power[k] = (power[k] as number) + (re[k] as number) ** 2 + (im[k] as number) ** 2;
  }
  fft(power, new Float64Array(size));
  const scale = size * values.length;
  for (let lag = 0; lag < length; lag++) power[lag] = (power[lag] as number) / scale;
  return power;
}
