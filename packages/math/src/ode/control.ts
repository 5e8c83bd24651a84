/** Measure local errors and choose steps (Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, section II.4). */
import { pow } from "../special/elementary/pow.js";
import type { OdeOptions } from "./types.js";

const SAFETY = 0.9;
const LEAST = 0.2;
const MOST = 8;

/** Root mean square of errors in units of what is accepted, for a step from y to z; Infinity where something is not finite. */
export function errorNorm(
  error: Float64Array,
  y: Float64Array,
  z: Float64Array,
  { relative, absolute }: Required<OdeOptions>,
): number {
  let sum = 0;
  for (let i = 0; i < error.length; i++) {
    const size = Math.max(Math.abs(y[i] as number), Math.abs(z[i] as number));
    const share = (error[i] as number) / (absolute + relative * size);
    sum += share * share;
  }
  const norm = Math.sqrt(sum / error.length);
  return Number.isFinite(norm) ? norm : Infinity;
}

/** By how much the next step is longer, for a method of that order; shorter after a failure. */
export function stepFactor(norm: number, order: number, failed: boolean): number {
  if (norm === Infinity) return LEAST;
  const factor = norm === 0 ? MOST : SAFETY * pow(norm, -1 / order);
  return Math.min(failed ? 1 : MOST, Math.max(LEAST, factor));
}

/** A first step, from the sizes of y, its rates and their change over a tiny step (the same, II.4, "Starting step size"). */
export function firstStep(
  t: number,
  y: Float64Array,
  rates: Float64Array,
  span: number,
  options: Required<OdeOptions>,
  trial: { readonly y: Float64Array; readonly rates: Float64Array },
  f: (t: number, y: Float64Array, out: Float64Array) => void,
): number {
  const size = errorNorm(y, y, y, options);
  const speed = errorNorm(rates, y, y, options);
  const tiny = size < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * size) / speed;
  const h = Math.min(tiny, span);
  for (let i = 0; i < y.length; i++) trial.y[i] = (y[i] as number) + h * (rates[i] as number);
  f(t + h, trial.y, trial.rates);
  for (let i = 0; i < y.length; i++) trial.rates[i] = ((trial.rates[i] as number) - (rates[i] as number)) / h;
  const bend = errorNorm(trial.rates, y, y, options);
  const most = Math.max(speed, bend);
  const second = most <= 1e-15 ? Math.max(1e-6, h * 1e-3) : pow(0.01 / most, 1 / 5);
  return Math.min(100 * h, second, span);
}
