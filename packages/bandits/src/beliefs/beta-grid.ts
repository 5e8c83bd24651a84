/** Weigh beta laws against each other on one grid, much faster than to full precision: for each snapshot, for simulated looks. */
import { exp, incBeta, lbeta, log, log1pExp } from "@credence/math";
import type { BetaShapes } from "./beta-law.js";

/** Each arm's probability of being best and expected loss, up to an absolute error. */
export interface Weighed {
  /** Up to {@link gridError}. */
  readonly probabilityBest: Float64Array;
  /** Up to {@link gridError} times the largest mean rate. */
  readonly expectedLoss: Float64Array;
}

/** Bound of the error; measured errors stay below a fifth of it. */
export const gridError = 1e-6;

/** Mass that may lie beyond each end of the grid, its logarithm. */
const logTail = log(1e-10);
/** Steps for each standard deviation of the sharpest arm, or unit of log odds where that is less. */
const fineness = 3;
const mostNodes = 1 << 15;

/**
 * For independent arms, P_i = ∫ f_i ∏_{j≠i} F_j and E max_j θ_j − E θ_i, by the trapezoidal rule in log odds w, where the
 * densities are smooth and fall off at both ends. The distribution functions are running sums with the corrections of
 * Euler and Maclaurin up to the third derivative. The grid begins where the arm that begins last does, since below it no
 * arm can be the best.
 *
 * @returns nothing where a grid would need too many nodes, as for an arm a thousand times as sharp as the best
 */
export function weighOnGrid(arms: readonly BetaShapes[]): Weighed | undefined {
  const start = arms.reduce((most, arm) => Math.max(most, endOf(arm, -1)), -Infinity);
  const end = arms.reduce((most, arm) => Math.max(most, endOf(arm, 1)), -Infinity);
  const step = arms.reduce((least, arm) => Math.min(least, widthOf(arm)), 1) / fineness;
  const nodes = Math.ceil((end - start) / step) + 1;
  if (!(nodes <= mostNodes)) return undefined;
  const rates = new Float64Array(nodes);
  const softplus = new Float64Array(nodes);
  for (let k = 0; k < nodes; k++) {
    const w = start + k * step;
    softplus[k] = log1pExp(w);
    rates[k] = exp(w - (softplus[k] as number));
  }
  const columns = arms.map((arm) => columnsOf(arm, start, step, rates, softplus));
  const { best, largest } = contest(columns, rates);
  return {
    probabilityBest: best.map((sum) => sum * step),
    expectedLoss: Float64Array.from(arms, ({ alpha, beta }) => Math.max(0, largest * step - alpha / (alpha + beta))),
  };
}

/** A law's density in log odds and its distribution function at the nodes. */
interface Columns {
  readonly density: Float64Array;
  readonly below: Float64Array;
}

const peakOf = ({ alpha, beta }: BetaShapes): number => log(alpha / beta);
/** Standard deviation of the normal law with the same peak and curvature, in log odds. */
const widthOf = ({ alpha, beta }: BetaShapes): number => Math.sqrt(1 / alpha + 1 / beta);

/** The log of the density of log odds, αw − (α + β) log(1 + e^w) − log B(α, β). */
const logDensity = ({ alpha, beta }: BetaShapes, w: number, softplus: number, logBeta: number): number =>
  alpha * w - (alpha + beta) * softplus - logBeta;

/**
 * Log odds beyond which, downwards (−1) or upwards (1), almost no mass lies. The density is log-concave, so the mass beyond
 * w is at most f(w) / |(log f)′(w)|.
 */
function endOf(arm: BetaShapes, direction: -1 | 1): number {
  const { alpha, beta } = arm;
  const logBeta = lbeta(alpha, beta);
  const stride = (direction * widthOf(arm)) / 2;
  const massBeyond = (w: number): number => {
    const softplus = log1pExp(w);
    const slope = Math.abs(alpha - (alpha + beta) * exp(w - softplus));
    return logDensity(arm, w, softplus, logBeta) - log(slope);
  };
  let w = peakOf(arm) + stride;
  while (massBeyond(w) > logTail) w += stride;
  return w;
}

function columnsOf(arm: BetaShapes, start: number, step: number, rates: Float64Array, softplus: Float64Array): Columns {
  const { alpha, beta } = arm;
  const logBeta = lbeta(alpha, beta);
  const density = new Float64Array(rates.length);
  const below = new Float64Array(rates.length);
  let before = 0; // the distribution function at the node, less the node's own part
  for (let k = 0; k < rates.length; k++) {
    const rate = rates[k] as number;
    const f = exp(logDensity(arm, start + k * step, softplus[k] as number, logBeta));
    // f′ = fs and f‴ = f (s³ + 3ss′ + s″) with the slope s of the log density
    const slope = alpha - (alpha + beta) * rate;
    const bend = -(alpha + beta) * rate * (1 - rate);
    const third = slope * (slope * slope + 3 * bend) + bend * (1 - 2 * rate);
    const part = step * f * (0.5 - (step * slope) / 12 + (step ** 3 * third) / 720);
    if (k === 0) before = incBeta(alpha, beta, rate) - part;
    density[k] = f;
    below[k] = Math.min(1, Math.max(0, before + part));
    before += step * f;
  }
  return { density, below };
}

/** Σ f_i ∏_{j≠i} F_j for each arm, and Σ x Σ_i f_i ∏_{j≠i} F_j, over the nodes. */
function contest(columns: readonly Columns[], rates: Float64Array): { best: Float64Array; largest: number } {
  const best = new Float64Array(columns.length);
  const before = new Float64Array(columns.length);
  let largest = 0;
  for (let k = 0; k < rates.length; k++) {
    let product = 1;
    columns.forEach(({ below }, i) => {
      before[i] = product;
      product *= below[k] as number;
    });
    product = 1;
    for (let i = columns.length - 1; i >= 0; i--) {
      const { density, below } = columns[i] as Columns;
      const term = (density[k] as number) * (before[i] as number) * product;
      best[i] = (best[i] as number) + term;
      largest += (rates[k] as number) * term;
      product *= below[k] as number;
    }
  }
  return { best, largest };
}
