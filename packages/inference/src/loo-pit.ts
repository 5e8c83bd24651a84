/** See where each observation falls among predictions made without it: uniformly, if the model's spread is right. */
import { orderStatisticsTest, psis, type Readable, relativeEfficiency, withText } from "@credence/diagnostics";
import { type AnyTrace, findVariable, scalarsOf } from "@credence/draws";
import { exp, rng } from "@credence/math";
import type { Posterior } from "@credence/model";
import { checkedPosterior, checkOptionNames, wholeNumber } from "./check.js";
import { checkedTrace } from "./joint.js";
import { logLikelihood } from "./log-density.js";
import { type Replicates, replicates } from "./replicate.js";
import { isTrace, storedAlongside, storedReplicates } from "./stored.js";
import { joined } from "./trace-of.js";

/** The place of every observation among its leave-one-out predictions. */
export interface LooPit extends Readable {
  /** Names of the observations, such as `sold[3]`. */
  readonly observations: readonly string[];
  /** Between 0 and 1, in the order of `observations`. */
  readonly values: Float64Array;
  /** p-value of uniformity: a false alarm in 20 when it is read at 0.05. */
  readonly pValue: number;
}

/**
 * Leave-one-out probability integral transform: P(new y_i ≤ y_i | the other observations), from data predicted at each
 * draw and weighted by PSIS (arXiv:1507.04544). Discrete data are spread at random over their step (Czado, Gneiting and
 * Held 2009, Biometrics 65:1254). Values crowded in the middle tell of predictions too wide, at the ends too narrow.
 * The values depend on each other, hence the test by order statistics (arXiv:2603.02928). Without a posterior, the groups
 * `posteriorPredictive` and `logLikelihood` of the trace are read.
 *
 * @throws Error when the trace lacks a latent variable or a group, TypeError for observations that are vectors
 */
export function looPit<V, O>(posterior: Posterior<V, O>, trace: AnyTrace, options?: { seed?: number }): LooPit;
export function looPit(trace: AnyTrace, options?: { seed?: number }): LooPit;
export function looPit(source: unknown, ...rest: readonly unknown[]): LooPit {
  const stored = isTrace(source);
  const trace = checkedTrace("looPit", stored ? source : rest[0]);
  const options = (rest[stored ? 0 : 1] ?? {}) as { seed?: number };
  checkOptionNames("looPit", options, ["seed"]);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  if (stored) {
    storedAlongside("looPit", trace, "posteriorPredictive");
    return pitOf(storedReplicates("looPit", trace), storedAlongside("looPit", trace, "logLikelihood"), trace, seed);
  }
  const posterior = checkedPosterior("looPit", source);
  return pitOf(replicates("looPit", posterior, trace, seed), logLikelihood(posterior, trace), trace, seed);
}

function pitOf({ observed, replicated }: Replicates, likelihood: AnyTrace, trace: AnyTrace, seed: number): LooPit {
  const places = observed.flatMap(({ name, values: data }) => {
    const predicted = findVariable(replicated, name).draws.scalars();
    const densities = scalarsOf(likelihood).filter((cell) => cell.variable === name);
    if (densities.length !== data.length)
      throw new TypeError(`looPit: \`${name}\` is observed as whole vectors, which have no order: leave them out`);
    return densities.map((cell, i) => {
      const weights = looWeights(cell.chains, trace.$.independent);
      const draws = joined((predicted[i] as (typeof predicted)[number]).chains);
      const u = rng(seed, "looPit", cell.name).uniform();
      return { name: cell.name, value: placeOf(data[i] as number, draws, weights, u) };
    });
  });
  const values = Float64Array.from(places, ({ value }) => value);
  const pit = { observations: places.map(({ name }) => name), values, pValue: orderStatisticsTest(values) };
  return withText(pit, () => textOf(pit));
}

function looWeights(chains: readonly Float64Array[], independent: boolean): Float64Array {
  const ratios = joined(chains).map((value) => -value);
  return psis(ratios, { relativeEfficiency: independent ? 1 : relativeEfficiency(chains) }).logWeights.map(exp);
}

/** The weight of draws below the value, and a share of that of its equals. */
function placeOf(value: number, draws: Float64Array, weights: Float64Array, share: number): number {
  let below = 0;
  let equal = 0;
  draws.forEach((draw, i) => {
    if (draw < value) below += weights[i] as number;
    else if (draw === value) equal += weights[i] as number;
  });
  return Math.min(1, below + share * equal);
}

function textOf({ values, pValue }: Omit<LooPit, keyof Readable>): string {
  const middle = values.filter((value) => value > 0.25 && value < 0.75).length / values.length;
  const verdict =
    pValue >= 0.05
      ? "no sign of a wrong spread"
      : middle > 0.5
        ? "predictions look too wide or shifted"
        : "predictions look too narrow or shifted";
  return `${values.length} observations, ${(100 * middle).toFixed(0)}% in the middle half of their predictions, p ${pValue.toPrecision(2)}: ${verdict}`;
}
