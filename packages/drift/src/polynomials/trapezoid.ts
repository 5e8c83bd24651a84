/** Integrate smooth functions against a concentrated beta distribution by the trapezoid rule in log odds. */
import { atan, exp, invLogit, lbeta, log, log1p, log1pExp } from "@credence/math";

/** Nodes of less weight than this power of e, relative to the largest, are left out. */
const NEGLIGIBLE = 60;
/** Where the Fourier transform of the integrand has fallen by this power of e, it may alias. */
const ALIAS = 42;

/** Where the trapezoid rule has its nodes: log odds from `first` on, `step` apart. */
export interface TrapezoidPlan {
  readonly first: number;
  readonly step: number;
  readonly size: number;
}

/** How fast φ[n] under a beta distribution of concentration s oscillates, per unit of the arc sine of √x, halved (WKB). */
export const waveNumber = (n: number, s: number): number => Math.sqrt(n * (n + s));

/**
 * Plans a rule that integrates products of polynomials against beta(a, b) to double precision.
 *
 * In u = logit x the integrand is analytic and decays exponentially, so the error is its Fourier transform at 2π / step
 * (Trefethen and Weideman 2014): the frequencies of the polynomials, at most `waves` · √(x(1 − x)), and that of the density,
 * |Γ(a + iω) Γ(b + iω)|, add up.
 *
 * @param waves the sum of their wave numbers
 */
export function planTrapezoid(a: number, b: number, waves: number): TrapezoidPlan {
  const mode = log(a / b);
  const peak = logDensity(a, b, mode);
  const drop = (u: number): number => peak - logDensity(a, b, u);
  const left = mode - reach((distance) => drop(mode - distance), a);
  const right = mode + reach((distance) => drop(mode + distance), b);
  const nearest = Math.max(left, Math.min(right, 0));
  const x = invLogit(nearest);
  const step = (2 * Math.PI) / (waves * Math.sqrt(x * (1 - x)) + bandwidth(a, b));
  const size = Math.ceil((right - left) / step) + 1;
  return { first: left, step, size };
}

/** Nodes and weights of a plan; the weights add up to 1. */
export function trapezoid(a: number, b: number, plan: TrapezoidPlan): { x: Float64Array; weight: Float64Array } {
  const x = new Float64Array(plan.size);
  const weight = new Float64Array(plan.size);
  const peak = logDensity(a, b, log(a / b));
  let total = 0;
  for (let i = 0; i < plan.size; i++) {
    const u = plan.first + i * plan.step;
    x[i] = invLogit(u);
    total += weight[i] = exp(logDensity(a, b, u) - peak);
  }
  for (let i = 0; i < plan.size; i++) weight[i] = (weight[i] as number) / total;
  return { x, weight };
}

/** log of x^a (1 − x)^b, the density of the log odds but for its constant. */
const logDensity = (a: number, b: number, u: number): number => -a * log1pExp(-u) - b * log1pExp(u);

/** How far from the mode the density has fallen by e^−60; its log is concave, so Newton's steps overshoot once at most. */
function reach(drop: (distance: number) => number, slope: number): number {
  let high = NEGLIGIBLE / slope + 1;
  while (drop(high) < NEGLIGIBLE) high *= 2;
  let low = 0;
  for (let i = 0; i < 30 && high - low > 0.01 * high; i++) {
    const middle = 0.5 * (low + high);
    if (drop(middle) < NEGLIGIBLE) low = middle;
    else high = middle;
  }
  return high;
}

/** The frequency at which the Fourier transform of the density in log odds has fallen by e^−42. */
function bandwidth(a: number, b: number): number {
  let high = 30 + Math.sqrt((2 * ALIAS) / (1 / a + 1 / b));
  while (fall(a, high) + fall(b, high) < ALIAS) high *= 1.5;
  let low = 0;
  for (let i = 0; i < 30 && high - low > 0.01 * high; i++) {
    const middle = 0.5 * (low + high);
    if (fall(a, middle) + fall(b, middle) < ALIAS) low = middle;
    else high = middle;
  }
  return high;
}

/** About log |Γ(a) / Γ(a + iω)|, by Stirling's formula one step up. */
function fall(a: number, omega: number): number {
  const c = a + 1;
  const t = omega / c;
  return omega * atan(t) - 0.5 * (c - 0.5) * log1p(t * t) + 0.5 * log1p((omega / a) ** 2);
}

/** The same nodes with the logs of their weights under another beta distribution, which a plan need not cover. */
export function trapezoidUnder(
  a: number,
  b: number,
  plan: TrapezoidPlan,
): { x: Float64Array; rest: Float64Array; logWeight: Float64Array } {
  const odds = Float64Array.from({ length: plan.size }, (_, i) => plan.first + i * plan.step);
  const constant = log(plan.step) - lbeta(a, b);
  return {
    x: odds.map(invLogit),
    rest: odds.map((u) => invLogit(-u)),
    logWeight: odds.map((u) => logDensity(a, b, u) + constant),
  };
}
