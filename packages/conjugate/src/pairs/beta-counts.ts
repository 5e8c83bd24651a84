/** Add successes and failures to beta priors: what the beta pairs share, apart from what they count. */
import { lbetaDiff } from "@credence/math";
import { logBetaBinomial } from "../mass/beta-binomial.js";
import { addTo, sumsByCell } from "./sums.js";

/** Successes and failures of each observation, and the cell that it reads. */
export interface Counts {
  readonly successes: Float64Array;
  readonly failures: Float64Array;
  readonly cells: Int32Array;
}

/** Adds single trials in a known order; returns the log evidence, one difference of log betas for each cell. */
export function absorbSequences(parameters: readonly Float64Array[], { successes, failures, cells }: Counts): number {
  const [a, b] = parameters as [Float64Array, Float64Array];
  const gained = sumsByCell(successes, cells, a.length);
  const lost = sumsByCell(failures, cells, a.length);
  let logEvidence = 0;
  for (let c = 0; c < a.length; c++)
    logEvidence += lbetaDiff(a[c] as number, b[c] as number, gained[c] as number, lost[c] as number);
  addTo(a, gained);
  addTo(b, lost);
  return logEvidence;
}

/** Adds totals over trials in an unknown order; returns the log evidence, one beta-binomial mass for each observation. */
export function absorbTotals(parameters: readonly Float64Array[], { successes, failures, cells }: Counts): number {
  const [a, b] = parameters as [Float64Array, Float64Array];
  const gained = new Float64Array(a.length);
  const lost = new Float64Array(b.length);
  let logEvidence = 0;
  for (let i = 0; i < cells.length; i++) {
    const c = cells[i] as number;
    const [k, m] = [successes[i] as number, failures[i] as number];
    const [won, missed] = [gained[c] as number, lost[c] as number];
    logEvidence += logBetaBinomial(k, m, (a[c] as number) + won, (b[c] as number) + missed);
    gained[c] = won + k;
    lost[c] = missed + m;
  }
  addTo(a, gained);
  addTo(b, lost);
  return logEvidence;
}
