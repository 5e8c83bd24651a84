/** Find out, without sampling again, whether the prior or the data decide a posterior, and whether they disagree. */
import {
  type PowerScaled,
  powerScaled,
  powerScalingSensitivity,
  type Readable,
  storedAlongside,
  withText,
} from "@credence/diagnostics";
import { type AnyTrace, scalarsOf } from "@credence/draws";
import type { Posterior } from "@credence/model";
import { checkedPosterior } from "./check.js";
import { checkedTrace, isTrace } from "./joint.js";
import { logLikelihood, logPrior } from "./log-density.js";
import { joined } from "./trace-of.js";

/** Sensitivity above this deserves a look (arXiv:2107.14054). */
const NOTABLE = 0.05;

/** How much a scalar moves with the prior and with the likelihood. */
export interface Sensitivity {
  /** Its printed name, such as `rate[A]`. */
  readonly name: string;
  /** Distance moved per doubling of the prior's power. */
  readonly prior: number;
  /** Distance moved per doubling of the likelihood's power. */
  readonly likelihood: number;
  /** What the two say together: "" when the prior matters little and the data a lot. */
  readonly finding: "" | "prior and data disagree" | "the prior decides, the data say little";
}

/** Sensitivities of all scalars of a trace. */
export interface PowerScaling extends Readable {
  readonly scalars: readonly Sensitivity[];
  /** Pareto k of the weights; above 0.7 sensitivities cannot be told from these draws. */
  readonly paretoK: { readonly prior: number; readonly likelihood: number };
}

/**
 * Power-scaling sensitivity (Kallioinen, Paananen, Bürkner and Vehtari, arXiv:2107.14054): draws are reweighted as if the
 * prior, and then the likelihood, were raised to the powers 0.99 and 1.01; the cumulative Jensen–Shannon distance tells
 * how far every scalar moves. A posterior that moves with both hints that prior and data disagree; one that moves with
 * the prior alone, that the data say little. Without a posterior, the groups `logPrior` and `logLikelihood` of the trace
 * are read.
 *
 * @throws Error when the trace lacks a latent variable or a group, RangeError when an observation is impossible at a draw
 */
export function powerScale<V, O>(posterior: Posterior<V, O>, trace: AnyTrace): PowerScaling;
export function powerScale(trace: AnyTrace): PowerScaling;
export function powerScale(source: unknown, drawn?: AnyTrace): PowerScaling {
  if (isTrace(source)) {
    const trace = checkedTrace("powerScale", source);
    const [prior, likelihood] = [
      storedAlongside("powerScale", trace, "logPrior"),
      storedAlongside("powerScale", trace, "logLikelihood"),
    ];
    return scalingOf(trace, prior, likelihood);
  }
  const posterior = checkedPosterior("powerScale", source);
  const trace = checkedTrace("powerScale", drawn);
  return scalingOf(trace, logPrior(posterior, trace), logLikelihood(posterior, trace));
}

function scalingOf(trace: AnyTrace, logPriors: AnyTrace, logLikelihoods: AnyTrace): PowerScaling {
  const [prior, likelihood] = [powerScaled(totalOf(logPriors)), powerScaled(totalOf(logLikelihoods))];
  const scalars = scalarsOf(trace).map(({ name, chains }) => sensitivityOf(name, joined(chains), prior, likelihood));
  const scaling = { scalars, paretoK: { prior: prior.paretoK, likelihood: likelihood.paretoK } };
  return withText(scaling, () => textOf(scaling));
}

function sensitivityOf(name: string, values: Float64Array, prior: PowerScaled, likelihood: PowerScaled): Sensitivity {
  const [p, l] = [powerScalingSensitivity(values, prior), powerScalingSensitivity(values, likelihood)];
  const finding =
    p <= NOTABLE ? "" : l > NOTABLE ? "prior and data disagree" : "the prior decides, the data say little";
  return { name, prior: p, likelihood: l, finding };
}

/** The sum of all cells at each draw. */
function totalOf(densities: AnyTrace): Float64Array {
  const total = new Float64Array(densities.$.chains * densities.$.draws);
  for (const { draws } of densities.$.variables) {
    const width = draws.values.length / total.length;
    draws.values.forEach((value, i) => {
      const draw = Math.floor(i / width);
      total[draw] = (total[draw] as number) + value;
    });
  }
  return total;
}

function textOf({ scalars, paretoK }: Omit<PowerScaling, keyof Readable>): string {
  const unreliable = Math.max(paretoK.prior, paretoK.likelihood) > 0.7;
  const lines = scalars.map(
    ({ name, prior, likelihood, finding }) =>
      `${name}: prior ${prior.toFixed(3)}, likelihood ${likelihood.toFixed(3)}${finding === "" ? "" : ` — ${finding}`}`,
  );
  return [...lines, ...(unreliable ? ["! Pareto k is above 0.7: draw more before you trust these figures."] : [])].join(
    "\n",
  );
}
