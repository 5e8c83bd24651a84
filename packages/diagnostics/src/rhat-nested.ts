/** Compare groups of chains that started together, so that many chains may be short. */
import { mean, variance } from "@credence/math";
import { runMeans } from "./mean-autocovariance.js";
import { type Chains, isDegenerate, pool } from "./sequences.js";

/**
 * Nested R-hat: √(1 + B / W) with B the variance of the superchains' means and W the mean over superchains of the variance
 * between the means of their chains plus the mean variance within those (Margossian et al., "Nested R-hat", Bayesian
 * Analysis 2024, arXiv:2110.13017, section 2; as `rhat_nested` of R's posterior). Neither split nor rank-normalised.
 * It tells convergence of chains too short for `rhat`, down to a single draw each, if the chains of a superchain share a
 * start and the starts are spread wider than the posterior.
 *
 * @param draws of one scalar as `[chain][iteration]`
 * @param superchains the superchain of each chain, as any label: `[1, 1, 2, 2]`
 * @returns about √(1 + 1 / (M (N + 1))) for superchains of M chains of N > 1 independent draws, √(1 + 1 / M) for N = 1;
 *   NaN when a draw is not finite, all are equal, or superchains are single draws
 * @throws RangeError when the chains are empty or differ in length, a chain has no superchain, there is one superchain
 *   only, or they differ in their number of chains
 */
export function rhatNested(draws: Chains, superchains: readonly (string | number)[]): number {
  const runs = pool(draws);
  const members = membersOf(runs.count, superchains);
  const size = (members[0] as readonly number[]).length;
  if (isDegenerate(runs.values) || size * runs.length === 1) return NaN;
  const { means } = runMeans(runs);
  const within = (chain: number): number =>
    runs.length === 1 ? 0 : variance(runs.values.subarray(chain * runs.length, (chain + 1) * runs.length));
  const groups = members.map((chains) => {
    const centres = chains.map((chain) => means[chain] as number);
    const between = size === 1 ? 0 : variance(centres);
    return { centre: mean(centres), spread: between + mean(chains.map(within)) };
  });
  const apart = variance(groups.map(({ centre }) => centre));
  return Math.sqrt(1 + apart / mean(groups.map(({ spread }) => spread)));
}

/** The chains of each superchain, checked. */
function membersOf(count: number, superchains: readonly (string | number)[]): readonly (readonly number[])[] {
  if (superchains.length !== count) {
    throw new RangeError(`There are ${count} chains and ${superchains.length} superchain labels: give each chain one.`);
  }
  const groups = new Map<string | number, number[]>();
  for (const [chain, label] of superchains.entries()) groups.set(label, [...(groups.get(label) ?? []), chain]);
  const members = [...groups.values()];
  const [first] = members;
  if (first === undefined || members.length < 2) {
    throw new RangeError("All chains belong to one superchain: nested R-hat compares two or more.");
  }
  const odd = [...groups].find(([, chains]) => chains.length !== first.length);
  if (odd === undefined) return members;
  throw new RangeError(
    `Superchain ${odd[0]} has ${odd[1].length} chains and superchain ${superchains[0]} has ${first.length}: give all as many.`,
  );
}
