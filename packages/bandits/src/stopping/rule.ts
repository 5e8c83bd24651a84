/** State when an experiment may end, as plain data. */
import { type Arm, expectedLossOf, probabilityBestOf } from "@credence/conjugate";
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
  if ("probabilityBestAbove" in rule) {
    const winner = probabilityBestOf(arms).findIndex((p) => p >= rule.probabilityBestAbove);
    return winner < 0 ? undefined : winner;
  }
  const losses = expectedLossOf(arms);
  const leader = losses.indexOf(Math.min(...losses));
  if ("expectedLossBelow" in rule) return (losses[leader] as number) < rule.expectedLossBelow ? leader : undefined;
  if ("valueRemainingBelow" in rule)
    return valueRemaining(arms, leader) < rule.valueRemainingBelow ? leader : undefined;
  throw new TypeError(
    `${JSON.stringify(rule)} is no stopping rule; give { expectedLossBelow }, { probabilityBestAbove } or { valueRemainingBelow }`,
  );
}
