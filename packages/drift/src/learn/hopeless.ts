/** Tell cheaply that a process is out of the question for a series, before its evidence is worked out the long way. */
import { momentsBelief } from "../beliefs/moments.js";
import type { Step } from "../observations.js";
import type { Parameters } from "../process/parameters.js";
import { filtered } from "../smooth.js";
import { spectralValue } from "./gradient.js";
import { guess } from "./guess.js";

/** Evidence that is lower by this power of e counts as none: only a prior that outweighs it would tell. */
const HOPELESS = 80;

/** Accuracy in log evidence that is enough to tell. */
const ROUGH = 1;

/**
 * Whether the series is less probable by e^−80 under the process than under that with its moments, so that no prior makes up
 * for it: by the evidence on nodes where that is roughly right, and else by the approximation of one beta, which is off by a
 * few units of log evidence even where data surprise.
 */
export function isHopeless(process: Parameters, steps: readonly Step[]): boolean {
  const possible = spectralValue(guess(steps), steps);
  if (possible === undefined) return false;
  const about =
    spectralValue(process, steps, ROUGH) ??
    filtered(steps, momentsBelief(process, process.alpha, process.beta)).logEvidence;
  return about < possible - HOPELESS;
}
