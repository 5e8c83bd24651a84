/** Give the law of a drifting rate after a time, from a known start. */

import { transitionSeries } from "../beliefs/spectrum.js";
import { driftedFrom } from "../chains/lineages.js";
import type { Law } from "../laws/law.js";
import { matched } from "../laws/matched.js";
import { componentsLaw, mixtureLaw } from "../laws/mixture.js";
import { polynomialLaw } from "../laws/polynomial.js";
import type { Basis } from "../polynomials/basis.js";
import { momentsAfter } from "./moments.js";
import type { Parameters } from "./parameters.js";

/** Sums that cancel more than this are replaced by mixtures. */
const CANCELLATION = 1e5;
/** Below this time, in units of s/rate, the law is a beta with the exact mean and variance. */
const SHORT = 2e-6;
/** Eigenfunctions that are used at most. */
const MOST_TERMS = 6500;
/** Below this time mixtures would have too many components to be of use. */
const MIXABLE = 5e-5;

/** The law of X(t) given X(0) = x, for t > 0: eigenfunctions, or a mixture where their sum would cancel. */
export function transitionLaw(process: Parameters, basis: Basis, x: number, t: number): Law {
  const { rate, alpha, beta } = process;
  const time = (rate / basis.total) * t;
  if (time < SHORT) return shortLaw(process, x, t);
  const series = transitionSeries(basis, x, t, MOST_TERMS);
  const law = series && polynomialLaw(basis, 0, 0, series);
  if (law !== undefined && law.cancellation < CANCELLATION) return law;
  return time < MIXABLE ? shortLaw(process, x, t) : mixtureLaw(driftedFrom(alpha, beta, x, time));
}

function shortLaw(process: Parameters, x: number, t: number): Law {
  const { a, b } = matched(momentsAfter(process, { mean: x, variance: 0 }, t));
  return componentsLaw(
    Float64Array.of(1),
    () => a,
    () => b,
  );
}
