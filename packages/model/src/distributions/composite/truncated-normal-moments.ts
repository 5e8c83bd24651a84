/** Integrate moments of the normal between bounds where their formulas cancel: far from the mean, or between close bounds. */
import { exp, integrate, log } from "@credence/math";

export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly entropy: number;
}

/** Beyond exp(−reach) of where it starts a density counts for nothing. */
const reach = 45;

/** Undefined where the formulas keep their digits. */
export function integratedMoments(lower: number, upper: number, mu: number, sigma: number): Moments | undefined {
  // in standard deviations from the bound nearer to mu, the density falls like exp(−n t − t²/2)
  const flip = upper - mu < mu - lower;
  const [near, far] = flip ? [upper, lower] : [lower, upper];
  const n = (flip ? mu - near : near - mu) / sigma;
  const width = Math.abs(far - near) / sigma;
  if (!(n >= 1 || width < 3)) return undefined;
  if (n === Infinity) return { mean: near, variance: 0, entropy: -Infinity };
  const end = n > 0 ? Math.min(width, (2 * reach) / (n + Math.sqrt(n * n + 2 * reach))) : width;
  const fall = (t: number): number => (n + t / 2) * t;
  const of = (f: (t: number) => number): number =>
    integrate((u) => f(end * u) * exp(-fall(end * u)), 0, 1, { relativeTolerance: 1e-13 }).value;
  const mass = of(() => 1);
  const center = of((t) => t) / mass;
  return {
    mean: near + (flip ? -1 : 1) * sigma * center,
    variance: sigma * sigma * (of((t) => (t - center) * (t - center)) / mass),
    entropy: log(sigma) + log(end) + log(mass) + of(fall) / mass,
  };
}
