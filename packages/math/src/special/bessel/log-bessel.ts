/** Compute logs of the modified Bessel functions I₀ and I₁, the normalisers of directional distributions. */
import { log, log1p } from "../generated/log.js";

/** From here on the asymptotic series reaches double precision before it diverges. */
const LARGE = 25;

/** Σ from k = 1 of (x²/4)^k / (k! (k + order)!), times order! (DLMF 10.25.2). */
function powerSeries(x: number, order: number): number {
  const q = 0.25 * x * x;
  let term = 1;
  let sum = 0;
  for (let k = 1; ; k++) {
    term *= q / (k * (k + order));
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** What follows 1 in Hankel's expansion of I_order(x) √(2πx) exp(-x) for x ≥ 25 (DLMF 10.40.1). */
function tailOf(x: number, order: number): number {
  const mu = 4 * order * order;
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 2 * LARGE; k++) {
    const odd = 2 * k - 1;
    term *= (odd * odd - mu) / (8 * k * x);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** log of I_order(x) for x ≥ 25. */
const asymptotic = (x: number, order: number): number => x - 0.5 * log(2 * Math.PI * x) + log1p(tailOf(x, order));

/** log I₀(x) for any x (I₀ is even), with relative accuracy near 0. */
export function logBesselI0(x: number): number {
  const size = Math.abs(x);
  if (size === Infinity) return Infinity;
  return size < LARGE ? log1p(powerSeries(size, 0)) : asymptotic(size, 0);
}

/** log I₁(x) for x ≥ 0; -Infinity at 0, NaN below. */
export function logBesselI1(x: number): number {
  if (!(x >= 0)) return NaN;
  if (x === Infinity) return Infinity;
  return x < LARGE ? log(0.5 * x) + log1p(powerSeries(x, 1)) : asymptotic(x, 1);
}

/** log of exp(-|x|) I₀(x), for any x: what is left of log I₀ without its growth. */
export function logBesselI0e(x: number): number {
  const size = Math.abs(x);
  if (size === Infinity) return -Infinity;
  return size < LARGE ? log1p(powerSeries(size, 0)) - size : log1p(tailOf(size, 0)) - 0.5 * log(2 * Math.PI * size);
}

/** 1 - I₁(x) / I₀(x) for x ≥ 0: 1 at 0, about 1 / 2x for large x, where the quotient would lose it. */
export function besselGap(x: number): number {
  if (x === Infinity) return 0;
  if (x < LARGE) return 1 - (0.5 * x * (1 + powerSeries(x, 1))) / (1 + powerSeries(x, 0));
  const even = tailOf(x, 0);
  return (even - tailOf(x, 1)) / (1 + even);
}
