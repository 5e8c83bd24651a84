/** Compute with counts of failures before the `size`-th success, given the probabilities of both, neither rounded. */
import { incBeta, incBetaUpper, log, logIncBeta, logIncBetaUpper } from "@credence/math";
import { discreteEntropy, discreteQuantile, discreteUpperQuantile, logBinomialMass } from "./discrete.js";
import type { ScalarFamily } from "./types.js";

/** Where to read the number of successes and the probabilities of success and of failure. */
export interface FailureCounts {
  readonly size: number;
  readonly success: number;
  readonly failure: number;
}

/** P(X ≤ k) = I_success(size, k + 1), by the smaller of the two probabilities. */
function cdfOf(k: number, { size, success, failure }: FailureCounts): number {
  if (k < 0 || k === Infinity) return k < 0 ? 0 : 1;
  const next = Math.floor(k) + 1;
  return success < failure ? incBeta(size, next, success) : incBetaUpper(next, size, failure);
}
/** P(X > k). */
function sfOf(k: number, { size, success, failure }: FailureCounts): number {
  if (k < 0 || k === Infinity) return k < 0 ? 1 : 0;
  const next = Math.floor(k) + 1;
  return success < failure ? incBetaUpper(size, next, success) : incBeta(next, size, failure);
}
function logCdfOf(k: number, { size, success, failure }: FailureCounts): number {
  if (k < 0 || k === Infinity) return k < 0 ? -Infinity : 0;
  const next = Math.floor(k) + 1;
  return success < failure ? logIncBeta(size, next, success) : logIncBetaUpper(next, size, failure);
}
function logSfOf(k: number, { size, success, failure }: FailureCounts): number {
  if (k < 0 || k === Infinity) return k < 0 ? 0 : -Infinity;
  const next = Math.floor(k) + 1;
  return success < failure ? logIncBetaUpper(size, next, success) : logIncBeta(next, size, failure);
}

const bounds = [0, Infinity] as const;
const meanOf = ({ size, success, failure }: FailureCounts): number => (size * failure) / success;
const sdOf = (of: FailureCounts): number => Math.sqrt(meanOf(of) / of.success);

const quantileOf = (p: number, of: FailureCounts): number =>
  discreteQuantile(p, meanOf(of), sdOf(of), bounds, (k) => cdfOf(k, of));
const upperQuantileOf = (p: number, of: FailureCounts): number =>
  discreteUpperQuantile(p, meanOf(of), sdOf(of), bounds, (k) => sfOf(k, of));

function entropyOf(of: FailureCounts): number {
  const { size, success, failure } = of;
  const logMass = (k: number): number => log(size / (size + k)) + logBinomialMass(k, size + k, failure, success);
  return discreteEntropy(logMass, [quantileOf(1e-20, of), upperQuantileOf(1e-16, of)]);
}

/** The most likely count: 0 up to one success. */
const modeOf = ({ size, success, failure }: FailureCounts): number =>
  size > 1 ? Math.floor(((size - 1) * failure) / success) : 0;

/** The companions of a family whose two parameters say, in their own way, what the failures and successes are. */
export function companionsOf(counts: (a: number, b: number) => FailureCounts): Companions {
  return {
    entropy: (a, b) => entropyOf(counts(a, b)),
    mode: (a, b) => modeOf(counts(a, b)),
    cdf: (k, a, b) => cdfOf(k, counts(a, b)),
    sf: (k, a, b) => sfOf(k, counts(a, b)),
    logCdf: (k, a, b) => logCdfOf(k, counts(a, b)),
    logSf: (k, a, b) => logSfOf(k, counts(a, b)),
    quantile: (q, a, b) => quantileOf(q, counts(a, b)),
    upperQuantile: (q, a, b) => upperQuantileOf(q, counts(a, b)),
  };
}

type Companions = Pick<
  ScalarFamily,
  "entropy" | "mode" | "cdf" | "sf" | "logCdf" | "logSf" | "quantile" | "upperQuantile"
>;
