/** Track shares of several categories that drift together: the Wright–Fisher diffusion, filtered exactly by its dual. */
import { exp, type Rng } from "@credence/math";
import {
  eachCell,
  type Lattice,
  latticeAfter,
  latticeDraw,
  latticeGiven,
  stationaryLattice,
  withCounts,
} from "./beliefs/lattice.js";
import { requireElapsed, requirePositive } from "./check.js";
import { componentsLaw } from "./laws/mixture.js";
import { type RateSummary, summaryOf } from "./laws/summary.js";
import { type SharesPathOptions, simulateShares } from "./process/simulate-shares.js";

/** How shares of categories drift. */
export interface WrightFisherInput {
  /** Speed of reversion to the mean, per unit of time. Positive. */
  readonly rate: number;
  /** Shapes of the stationary Dirichlet law, one for each of two categories or more. Positive. */
  readonly alpha: readonly number[];
}

/** Shares of K categories that drift and always add up to 1. */
export interface WrightFisher extends WrightFisherInput {
  /** Stationary means alpha / Σ alpha. */
  readonly mean: readonly number[];
  /** Correlation of a stationary share with itself after time t: exp(−rate |t|). */
  autocorrelation(t: number): number;
  /** One path of the shares, drawn from the transition law: one array of shares for each time. */
  simulate(options: SharesPathOptions): Float64Array[];
  /**
   * A filter that starts now, from the stationary law, or from Dirichlet(start.alpha) with start.alpha − alpha whole and not
   * negative.
   *
   * @throws RangeError when it cannot start so
   */
  filter(options?: { readonly start?: { readonly alpha: readonly number[] } }): WrightFisherFilter;
}

/** What is known of the shares now. A call that throws changes nothing. */
export interface WrightFisherFilter {
  /** Lets time pass without data. @throws RangeError when `dt` is negative or not finite */
  predict(dt: number): WrightFisherFilter;
  /**
   * Learns of counts of the categories at this time.
   *
   * @returns log p(counts | their sum, what was known before), the multinomial coefficient included
   * @throws RangeError unless there is a count for each category, or when there are too many for an exact answer
   */
  update(counts: readonly number[]): number;
  /** Posterior means, one for each category. */
  mean(): Float64Array;
  /** Posterior variances, one for each category. */
  variance(): Float64Array;
  /** Posterior covariance of categories i and j at `i * K + j`. */
  covariance(): Float64Array;
  /** What is known of one category's share, counted from 0: density, distribution function, quantiles, intervals. */
  marginal(category: number): RateSummary;
  /** Sum of what all updates returned: log p(all counts). */
  logEvidence(): number;
  /** One draw of all shares. */
  draw(rng: Rng): Float64Array;
  /** An independent filter in the same state. */
  copy(): WrightFisherFilter;
}

/**
 * dX[j] = rate (m[j] − X[j]) dt + noise with covariance 2 rate/s · X[i] (δ[i, j] − X[j]), s = Σ alpha, m = alpha/s. Each
 * share alone, and each sum of shares, is a `jacobi` process.
 *
 * Filtered by the dual process on the lattice of counts (Papaspiliopoulos and Ruggiero 2014): exact, at the cost of a weight
 * for every smaller table of counts, so for small counts and few categories.
 *
 * @throws RangeError when a parameter is impossible
 */
export function wrightFisher({ rate, alpha }: WrightFisherInput): WrightFisher {
  requirePositive(rate, "wrightFisher: rate");
  if (!Array.isArray(alpha) || alpha.length < 2)
    throw new RangeError(
      `wrightFisher: alpha has ${alpha?.length ?? "no"} shapes; pass one for each of two categories or more`,
    );
  alpha.forEach((shape, j) => {
    requirePositive(shape, `wrightFisher: alpha[${j}]`);
  });
  const shapes = [...alpha];
  const total = shapes.reduce((sum, shape) => sum + shape, 0);
  const process: WrightFisher = {
    rate,
    alpha: shapes,
    mean: shapes.map((shape) => shape / total),
    autocorrelation: (t) => exp(-rate * Math.abs(t)),
    simulate: (options) => simulateShares(process, options),
    filter: ({ start } = {}) => filterOf(rate, shapes, startOf(shapes, start?.alpha ?? shapes), 0),
  };
  return process;
}

function startOf(alpha: readonly number[], start: readonly number[]): Lattice {
  if (start.length !== alpha.length)
    throw new RangeError(
      `filter: start.alpha has ${start.length} shapes for ${alpha.length} categories; pass one for each`,
    );
  const counts = start.map((shape, j) => {
    const count = Math.round(shape - (alpha[j] as number));
    if (!(count >= 0 && Math.abs(shape - (alpha[j] as number) - count) < 1e-12))
      throw new RangeError(
        `filter: start.alpha[${j}] is ${shape}; it must be ${alpha[j]}, the stationary shape, plus a whole number, 0 or more`,
      );
    return count;
  });
  return withCounts(stationaryLattice(alpha.length), counts);
}

function filterOf(rate: number, alpha: readonly number[], start: Lattice, evidence: number): WrightFisherFilter {
  let lattice = start;
  let logEvidence = evidence;
  const filter: WrightFisherFilter = {
    predict: (dt) => {
      requireElapsed(dt, "predict: dt");
      if (dt > 0) lattice = latticeAfter(rate, alpha, lattice, dt);
      return filter;
    },
    update: (counts) => {
      requireTable(counts, alpha.length);
      if (counts.every((count) => count === 0)) return 0;
      const next = latticeGiven(alpha, lattice, counts);
      lattice = next.lattice;
      logEvidence += next.logEvidence;
      return next.logEvidence;
    },
    mean: () => meanOf(alpha, lattice),
    variance: () => {
      const covariance = covarianceOf(alpha, lattice);
      return Float64Array.from(alpha, (_, j) => covariance[j * (alpha.length + 1)] as number);
    },
    covariance: () => covarianceOf(alpha, lattice),
    marginal: (category) => {
      if (!(Number.isInteger(category) && category >= 0 && category < alpha.length))
        throw new RangeError(
          `marginal: category is ${category}; it must be a whole number from 0 to ${alpha.length - 1}`,
        );
      return marginalOf(alpha, lattice, category);
    },
    logEvidence: () => logEvidence,
    draw: (rng) => latticeDraw(alpha, lattice, rng),
    copy: () => filterOf(rate, alpha, lattice, logEvidence),
  };
  return filter;
}

function requireTable(counts: readonly number[], categories: number): void {
  if (!Array.isArray(counts) || counts.length !== categories)
    throw new RangeError(
      `update: there are ${counts?.length ?? "no"} counts for ${categories} categories; pass one for each`,
    );
  counts.forEach((count, j) => {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`update: counts[${j}] is ${String(count)}; it must be a whole number, 0 or more`);
  });
}

/** Calls `visit` with the weight, the shapes and their sum of every component; it must not keep the shapes. */
function eachComponent(
  alpha: readonly number[],
  { counts, weight }: Lattice,
  visit: (weight: number, shapes: Float64Array, total: number) => void,
): void {
  const shapes = new Float64Array(alpha.length);
  eachCell(counts, (cell, m) => {
    const w = weight[cell] as number;
    if (w === 0) return;
    let total = 0;
    for (let j = 0; j < m.length; j++) total += shapes[j] = (alpha[j] as number) + (m[j] as number);
    visit(w, shapes, total);
  });
}

function meanOf(alpha: readonly number[], lattice: Lattice): Float64Array {
  const mean = new Float64Array(alpha.length);
  eachComponent(alpha, lattice, (w, shapes, total) => {
    for (let j = 0; j < mean.length; j++) mean[j] = (mean[j] as number) + (w * (shapes[j] as number)) / total;
  });
  return mean;
}

/** The mean of the components' covariances, and the covariance of their means. */
function covarianceOf(alpha: readonly number[], lattice: Lattice): Float64Array {
  const size = alpha.length;
  const mean = meanOf(alpha, lattice);
  const covariance = new Float64Array(size * size);
  eachComponent(alpha, lattice, (w, shapes, total) => {
    for (let i = 0; i < size; i++) {
      const x = (shapes[i] as number) / total;
      for (let j = 0; j < size; j++) {
        const y = (shapes[j] as number) / total;
        const within = i === j ? x * ((total - (shapes[i] as number)) / total) : -x * y;
        const between = (x - (mean[i] as number)) * (y - (mean[j] as number));
        covariance[i * size + j] = (covariance[i * size + j] as number) + w * (within / (total + 1) + between);
      }
    }
  });
  return covariance;
}

/** A mixture of betas: components that agree in the category's count and in the sum of all are one. */
function marginalOf(alpha: readonly number[], lattice: Lattice, category: number): RateSummary {
  const others = alpha.reduce((sum, shape, j) => (j === category ? sum : sum + shape), 0);
  const weights = new Map<string, { weight: number; readonly a: number; readonly b: number }>();
  eachComponent(alpha, lattice, (weight, shapes) => {
    const a = shapes[category] as number;
    const rest = shapes.reduce((sum, shape, j) => (j === category ? sum : sum + shape), 0);
    const key = `${Math.round(a - (alpha[category] as number))} ${Math.round(rest - others)}`;
    const known = weights.get(key);
    if (known === undefined) weights.set(key, { weight, a, b: rest });
    else known.weight += weight;
  });
  const parts = [...weights.values()];
  return summaryOf(
    componentsLaw(
      Float64Array.from(parts, ({ weight }) => weight),
      (i) => (parts[i] as (typeof parts)[0]).a,
      (i) => (parts[i] as (typeof parts)[0]).b,
    ),
  );
}
