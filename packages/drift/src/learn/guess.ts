/** Guess how a rate drifts from the moments of the observed shares, as a start for better methods. */
import { log } from "@credence/math";
import type { Step } from "../observations.js";
import type { Parameters } from "../process/parameters.js";

const within = (low: number, x: number, high: number): number => Math.min(high, Math.max(low, x));

/** Method of moments: the pooled share, its spread beyond the binomial one, and how neighbours correlate. */
export function guess(steps: readonly Step[]): Parameters {
  const used = steps.filter(({ trials }) => trials > 0);
  const trials = used.reduce((sum, { trials: n }) => sum + n, 0);
  const successes = used.reduce((sum, { successes: k }) => sum + k, 0);
  const mean = (successes + 0.5) / (trials + 1);
  const binomial = mean * (1 - mean);
  const off = used.map(({ successes: k, trials: n }) => k / n - mean);
  const excess =
    used.reduce((sum, { trials: n }, i) => sum + (off[i] as number) ** 2 - binomial / n, 0) / (used.length || 1);
  const concentration = within(1, binomial / Math.max(excess, 1e-3 * binomial) - 1, 1000);
  const products = off.slice(1).map((x, i) => x * (off[i] as number));
  const lagged = products.reduce((sum, x) => sum + x, 0) / (products.length || 1);
  const span = steps.slice(1).reduce((sum, { dt }) => sum + dt, 0);
  const gap = span > 0 ? span / (steps.length - 1) : 1;
  const correlation = within(0.05, lagged / Math.max(excess, 1e-12), 0.97);
  return { rate: -log(correlation) / gap, alpha: mean * concentration, beta: (1 - mean) * concentration };
}
