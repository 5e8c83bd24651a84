/** Tell cheaply how improbable a series is under a process, before its evidence is worked out the long way. */
import { momentsBelief } from "../beliefs/moments.js";
import type { Step } from "../observations.js";
import type { Parameters } from "../process/parameters.js";
import { filtered } from "../smooth.js";
import { spectralValue } from "./gradient.js";
import { guess } from "./guess.js";

/** A series that is less probable by this power of e is hopeless: only a prior that makes up for it would tell. */
export const HOPELESS = 60;

/** Accuracy in log evidence that is enough to tell. */
const ENOUGH = 1;

/**
 * By what power of e the series is less probable under the process than under that with its moments: by the evidence on nodes
 * where that is roughly right, and else by the approximation of one beta, which is off by a few units even where data surprise.
 */
export function shortfall(process: Parameters, steps: readonly Step[]): number {
  const possible = spectralValue(guess(steps), steps);
  if (possible === undefined) return 0;
  const about =
    spectralValue(process, steps, ENOUGH) ??
    filtered(steps, momentsBelief(process, process.alpha, process.beta)).logEvidence;
  return possible - about;
}
