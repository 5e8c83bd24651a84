/** Estimate how well a posterior predicts each observation from the others, without sampling again. */
import { looOfTrace, type ModelLoo, storedGroup } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";
import type { Posterior } from "@credence/model";
import { checkedPosterior } from "./check.js";
import { checkedTrace, isTrace } from "./joint.js";
import { logLikelihood } from "./log-density.js";

/**
 * PSIS-LOO of every observed value (arXiv:1507.04544): the expected log density of new data, by importance sampling from
 * the posterior to each posterior with one observation left out. Each observation is weighted with its own relative
 * efficiency; exact draws have 1. Without a posterior the log likelihood is that stored in the trace's group
 * `logLikelihood`, as this or other software wrote it, or the variable `log_lik` of a Stan program.
 *
 * @throws Error when the trace lacks a latent variable of the posterior, or the group; RangeError when an observation is
 *   impossible at a draw, or there are fewer than 2 draws
 */
export function loo<V, O>(posterior: Posterior<V, O>, trace: AnyTrace): ModelLoo;
export function loo(trace: AnyTrace): ModelLoo;
export function loo(source: unknown, drawn?: AnyTrace): ModelLoo {
  if (isTrace(source))
    return looOfTrace(storedGroup("loo", checkedTrace("loo", source), "logLikelihood"), source.$.independent);
  const posterior = checkedPosterior("loo", source);
  const trace = checkedTrace("loo", drawn);
  return looOfTrace(logLikelihood(posterior, trace), trace.$.independent);
}
