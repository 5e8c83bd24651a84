/** State when an experiment may end, as plain data. */
import { type Arm, expectedLossOf, probabilityBestOf } from "@credence/conjugate";
import { gridError, type Weighed, weighOnGrid } from "../beliefs/beta-grid.js";
import { type BetaShapes, betaLaw } from "../beliefs/beta-law.js";
import { valueRemaining } from "./standing.js";

/**
 * When to stop: once the smallest expected loss is below a tolerance (in the reward's unit), once an arm is the best with
 * at least a probability, or once the relative value that may remain is below a tolerance.
 */
export type StoppingRule =
  | { readonly expectedLossBelow: number }
  | { readonly probabilityBestAbove: number }
  | { readonly valueRemainingBelow: number };

/** The arm to keep if `rule` lets the experiment end, else nothing. @throws TypeError for what is no rule */
export function decided(rule: StoppingRule, arms: readonly Arm[]): number | undefined {
  if ("probabilityBestAbove" in rule) return aboveProbability(rule.probabilityBestAbove, probabilityBestOf(arms));
  return belowLoss(rule, arms, expectedLossOf(arms));
}

/**
 * The same answer in a fiftieth of the time, for simulations that look often: by weights from a grid, and by the exact
 * ones only where the rule's threshold or a tie lies within the grid's error.
 */
export function decidedFast(rule: StoppingRule, arms: readonly BetaShapes[]): number | undefined {
  const weighed = weighOnGrid(arms);
  if (weighed === undefined || isClose(rule, weighed, arms)) return decided(rule, arms);
  if ("probabilityBestAbove" in rule) return aboveProbability(rule.probabilityBestAbove, weighed.probabilityBest);
  return belowLoss(rule, arms, weighed.expectedLoss);
}

function aboveProbability(threshold: number, probabilities: ArrayLike<number>): number | undefined {
  const winner = Array.from(probabilities).findIndex((p) => p >= threshold);
  return winner < 0 ? undefined : winner;
}

function belowLoss(
  rule: Exclude<StoppingRule, { readonly probabilityBestAbove: number }>,
  arms: readonly Arm[],
  losses: ArrayLike<number>,
): number | undefined {
  const leader = Array.from(losses).indexOf(Math.min(...Array.from(losses)));
  if ("expectedLossBelow" in rule) return (losses[leader] as number) < rule.expectedLossBelow ? leader : undefined;
  if ("valueRemainingBelow" in rule)
    return valueRemaining(arms, leader) < rule.valueRemainingBelow ? leader : undefined;
  throw new TypeError(
    `${JSON.stringify(rule)} is no stopping rule; give { expectedLossBelow }, { probabilityBestAbove } or { valueRemainingBelow }`,
  );
}

/** Whether an error of the weights could change the answer. */
function isClose(rule: StoppingRule, weighed: Weighed, arms: readonly BetaShapes[]): boolean {
  if ("probabilityBestAbove" in rule)
    return weighed.probabilityBest.some((p) => Math.abs(p - rule.probabilityBestAbove) <= gridError);
  const error = 2 * gridError * Math.max(...arms.map((arm) => betaLaw.mean(arm)));
  const [least = 0, next = Infinity] = weighed.expectedLoss.slice().sort();
  const gap = "expectedLossBelow" in rule ? Math.abs(least - rule.expectedLossBelow) : Infinity;
  return next - least <= error || gap <= error;
}
