/** Compute the batters' posterior by two-dimensional quadrature, every player's rate integrated out in closed form. */
import { lbeta } from "@credence/math";
import type { Batter } from "../src/tutorial/data.js";

/** Posterior moments without a sampler. */
export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

export interface BattingMoments {
  readonly league: Moments;
  readonly alike: Moments;
  readonly rates: readonly Moments[];
}

/** Beyond these the posterior has less than 1e-12 of its mass. */
const PHI = { from: 0.12, to: 0.5 };
const LOG_KAPPA = { from: 4.6 - 6, to: 4.6 + 6 };

/**
 * Given the league's average φ and the concentration κ, hits are beta-binomial and a rate is Beta(φκ + k, (1 − φ)κ + n − k)
 * (Gelman et al. 2013, Bayesian Data Analysis, section 5.3). The integrand is smooth and vanishes at the ends of the
 * grid, where the trapezoid rule converges faster than any power of the step.
 */
export function battingMoments(batters: readonly Batter[], steps: number): BattingMoments {
  const points = grid(PHI, steps).flatMap((phi) =>
    grid(LOG_KAPPA, steps).map((logKappa) => ({ phi, kappa: Math.exp(logKappa), logKappa })),
  );
  const logs = points.map(({ phi, kappa, logKappa }) => logPosterior(batters, phi, kappa, logKappa));
  const top = logs.reduce((a, b) => Math.max(a, b));
  const weights = logs.map((log) => Math.exp(log - top));
  const total = weights.reduce((a, b) => a + b);
  type Given = (phi: number, kappa: number) => { mean: number; variance: number };
  const moments = (given: Given): Moments => {
    const conditional = points.map(({ phi, kappa }) => given(phi, kappa));
    const average = (f: (c: { mean: number; variance: number }) => number): number =>
      conditional.reduce((sum, c, i) => sum + f(c) * (weights[i] as number), 0) / total;
    const mean = average((c) => c.mean);
    return { mean, sd: Math.sqrt(average((c) => c.variance + (c.mean - mean) ** 2)) };
  };
  return {
    league: moments((phi) => ({ mean: phi, variance: 0 })),
    alike: moments((_, kappa) => ({ mean: kappa, variance: 0 })),
    rates: batters.map(({ hits, at_bats }) =>
      moments((phi, kappa) => {
        const size = kappa + at_bats;
        const mean = (phi * kappa + hits) / size;
        return { mean, variance: (mean * (1 - mean)) / (size + 1) };
      }),
    ),
  };
}

/** In φ and log κ: uniform and normal(4.6, 0.75) priors, beta-binomial hits; constants left out. */
function logPosterior(batters: readonly Batter[], phi: number, kappa: number, logKappa: number): number {
  const [a, b] = [phi * kappa, (1 - phi) * kappa];
  const none = lbeta(a, b);
  const hits = batters.reduce((sum, { hits: k, at_bats: n }) => sum + lbeta(a + k, b + n - k) - none, 0);
  return hits - ((logKappa - 4.6) / 0.75) ** 2 / 2;
}

const grid = ({ from, to }: { from: number; to: number }, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
