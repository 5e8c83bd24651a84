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

/** E X, E X² and E X³. */
export type Powers = readonly [number, number, number];

/** E X³ after `dt` of a rate that had these before: three eigenfunctions, each damped by its own rate. */
export function thirdMomentAfter({ rate, alpha, beta }: Parameters, before: Powers, dt: number): number {
  const s = alpha + beta;
  const [first, second, third] = before;
  const [m, q, c] = betaPowers(alpha, beta);
  const inFirst = ((2 * (alpha + 1)) / (s + 2)) * (first - m);
  const inSecond = second - q - inFirst;
  const slow = ((3 * (alpha + 2)) / (2 * s + 6)) * inFirst;
  const middle = ((3 * (alpha + 2)) / (s + 4)) * inSecond;
  const damping = (n: number): number => exp((-rate * dt * n * (n + s - 1)) / s);
  return c + slow * damping(1) + middle * damping(2) + (third - c - slow - middle) * damping(3);
}

/** Those of beta(a, b). */
export function betaPowers(a: number, b: number): Powers {
  const s = a + b;
  const second = (a / s) * ((a + 1) / (s + 1));
  return [a / s, second, second * ((a + 2) / (s + 2))];
}
