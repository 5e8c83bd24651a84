/** See where each observation falls among predictions made without it: uniformly, if the model's spread is right. */
import { type LooPit, looPitOfTrace, storedAlongside, storedReplicates } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";
import type { Posterior } from "@credence/model";
import { checkedPosterior, checkOptionNames, wholeNumber } from "./check.js";
import { checkedTrace, isTrace } from "./joint.js";
import { logLikelihood } from "./log-density.js";
import { replicates } from "./replicate.js";

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
  const how = { independent: trace.$.independent, seed };
  if (stored) {
    storedAlongside("looPit", trace, "posteriorPredictive");
    return looPitOfTrace(storedReplicates("looPit", trace), storedAlongside("looPit", trace, "logLikelihood"), how);
  }
  const posterior = checkedPosterior("looPit", source);
  return looPitOfTrace(replicates("looPit", posterior, trace, seed), logLikelihood(posterior, trace), how);
}
