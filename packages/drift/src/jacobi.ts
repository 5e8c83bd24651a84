/** Describe a rate in [0, 1] that drifts and reverts to a mean: the Jacobi (Wright–Fisher) diffusion. */
import { exp } from "@credence/math";
import { basisFor } from "./beliefs/basis-for.js";
import type { EngineName } from "./beliefs/engines.js";
import { type Start, startOf } from "./beliefs/start.js";
import { requireElapsed, requireRate } from "./check.js";
import { type DriftFilter, filterOf } from "./filter.js";
import type { Law } from "./laws/law.js";
import { type Moments, momentsAfter } from "./process/moments.js";
import { type DriftInput, type Parameters, parametersOf } from "./process/parameters.js";
import { type PathOptions, simulatePath } from "./process/simulate.js";
import { transitionLaw } from "./process/transition.js";

/** How to filter. */
export interface FilterOptions {
  /** `"spectral"` unless told otherwise. */
  readonly engine?: EngineName;
  /** What is known at the start: the stationary law unless told otherwise. */
  readonly start?: Start;
}

/** What the paths of a rate do at an end of [0, 1]. */
export interface Boundary {
  /** `"entrance"`: never reached; `"reflecting"`: reached, and left at once. */
  readonly kind: "entrance" | "reflecting";
  readonly text: string;
}

/** A drifting rate. */
export interface Jacobi extends Parameters {
  /** Stationary mean alpha/(alpha + beta). */
  readonly mean: number;
  /** Stationary variance. */
  readonly variance: number;
  /** alpha + beta. */
  readonly concentration: number;
  /** Time in which the expected deviation from the mean halves, log 2 / rate. */
  readonly halfLife: number;
  /** What paths do at 0 and at 1. */
  readonly boundaries: { readonly zero: Boundary; readonly one: Boundary };
  /** Mean and variance of the rate at time t, given that it is x (or has these moments) at time 0. */
  moments(x: number | Moments, t: number): Moments;
  /** Correlation of the stationary rate with itself after time t: exp(−rate |t|). */
  autocorrelation(t: number): number;
  /** Density of the rate at time t > 0 at x, given that it is x0 at time 0. */
  transitionPdf(x: number, x0: number, t: number): number;
  /** P(rate at time t ≤ x), given that it is x0 at time 0. */
  transitionCdf(x: number, x0: number, t: number): number;
  /** One path of the rate. */
  simulate(options: PathOptions): Float64Array;
  /** A filter that starts now. */
  filter(options?: FilterOptions): DriftFilter;
}

/**
 * dX = rate (m − X) dt + √(2 rate/s · X (1 − X)) dW with s = alpha + beta, m = alpha/s.
 *
 * @param input `{ rate, alpha, beta }`, `{ rate, mean, concentration }` or `{ halfLife, mean, sd }`
 * @throws RangeError when a parameter is impossible
 */
export function jacobi(input: DriftInput): Jacobi {
  const { rate, alpha, beta } = parametersOf(input);
  const s = alpha + beta;
  let last: { readonly x0: number; readonly t: number; readonly law: Law } | undefined;
  const lawAt = (x0: number, t: number): Law => {
    if (last?.x0 === x0 && last.t === t) return last.law;
    requireRate(x0, "transition: x0");
    requireElapsed(t, "transition: t");
    if (t === 0) throw new RangeError("transition: t is 0, when the rate is x0 itself; pass a positive time");
    const law = transitionLaw(process, basisFor(process), x0, t);
    last = { x0, t, law };
    return law;
  };
  const process: Jacobi = {
    rate,
    alpha,
    beta,
    mean: alpha / s,
    variance: ((alpha / s) * (beta / s)) / (s + 1),
    concentration: s,
    halfLife: Math.LN2 / rate,
    boundaries: { zero: boundary(alpha, "alpha", 0), one: boundary(beta, "beta", 1) },
    moments: (x, t) => {
      requireElapsed(t, "moments: t");
      if (typeof x === "number") requireRate(x, "moments: x");
      return momentsAfter(process, typeof x === "number" ? { mean: x, variance: 0 } : x, t);
    },
    autocorrelation: (t) => exp(-rate * Math.abs(t)),
    transitionPdf: (x, x0, t) => lawAt(x0, t).pdf(x),
    transitionCdf: (x, x0, t) => lawAt(x0, t).cdf(x),
    simulate: (options) => simulatePath(process, options),
    filter: ({ engine = "spectral", start } = {}) => filterOf(startOf(process, basisFor(process), engine, start)),
  };
  return process;
}

function boundary(shape: number, name: string, end: 0 | 1): Boundary {
  return shape >= 1
    ? { kind: "entrance", text: `${end} is never reached, as ${name} = ${shape} ≥ 1` }
    : { kind: "reflecting", text: `${end} is reached now and then and left at once, as ${name} = ${shape} < 1` };
}
