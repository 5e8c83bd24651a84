/** Compute means and variances of a drifting rate in closed form. */
import { exp, expm1 } from "@credence/math";
import type { Parameters } from "./parameters.js";

/** Mean and variance of a rate. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance after `dt` of a rate that had these before: the first two eigenfunctions, without cancellation. */
export function momentsAfter({ rate, alpha, beta }: Parameters, before: Moments, dt: number): Moments {
  const s = alpha + beta;
  const m = alpha / s;
  const slow = exp(-rate * dt);
  const second = (2 * (s + 1)) / s;
  // (slow² − exp(−second · rate · dt)), the difference of neighbours
  const gap = -slow * slow * expm1((2 - second) * rate * dt);
  const off = before.mean - m;
  const fast = exp(-second * rate * dt);
  const stationary = (m * (beta / s)) / (s + 1);
  const skew = (2 * (beta - alpha)) / (s * (s + 2));
  return {
    mean: m + off * slow,
    variance:
      before.variance * fast +
      stationary * -expm1(-second * rate * dt) +
      skew * off * slow * -expm1((1 - second) * rate * dt) -
      off * off * gap,
  };
}
