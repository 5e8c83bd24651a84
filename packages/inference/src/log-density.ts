/** Compute, draw by draw, what each observation and each prior adds to the log density. */
import { type AnyTrace, type Trace, trace as traceOf, type VariableSource } from "@credence/draws";
import { type ExprNode, elementName, type NamedNode, type Posterior, sizeOf } from "@credence/model";
import { checkedPosterior } from "./check.js";
import { derivedValues } from "./derived-values.js";
import type { AnyPosterior } from "./given.js";
import { checkedTrace } from "./joint.js";
import { latentDraws } from "./latent-draws.js";
import { version } from "./version.js";

/**
 * The log likelihood of every observation at every draw, in nats and with all constants: for each observed variable draws
 * in its own shape (without the dims of one event: a simplex has one density), chain by chain, computed when first read.
 *
 * @throws Error when the trace lacks a latent variable of the posterior; RangeError, on reading, when a value is NaN.
 */
export function logLikelihood<V, O>(posterior: Posterior<V, O>, trace: AnyTrace): Trace<O> {
  const any = checkedPosterior("logLikelihood", posterior);
  return densities("logLikelihood", any, trace, ({ name }) => any.data.has(name)) as Trace<O>;
}

/**
 * The log prior density of every latent variable given its parents at every draw, on the scale of the variable itself
 * (no Jacobian of a transform): the sum over all is the log density of the prior up to the share of flat priors, which is
 * 0. In nats, shaped and computed like `logLikelihood`.
 *
 * @throws Error when the trace lacks a latent variable of the posterior; RangeError, on reading, when a value is NaN.
 */
export function logPrior<V, O>(posterior: Posterior<V, O>, trace: AnyTrace): Trace<V> {
  const any = checkedPosterior("logPrior", posterior);
  return densities("logPrior", any, trace, ({ name }) => !any.data.has(name)) as Trace<V>;
}

function densities(
  verb: string,
  posterior: AnyPosterior,
  trace: AnyTrace,
  wanted: (quantity: NamedNode) => boolean,
): Trace<unknown> {
  const { $ } = checkedTrace(verb, trace);
  const latents = latentDraws(verb, posterior, trace);
  const variables = posterior.quantities.filter((each) => hasDensity(posterior, each) && wanted(each));
  const sources = variables.map(({ name, node }): VariableSource => {
    const density = { name, node: densityOf(node) };
    const values = (): Float64Array =>
      withoutNaN(verb, density, derivedValues(posterior, density, latents, $.chains * $.draws));
    return { name, axes: density.node.axes, derived: true, values };
  });
  const { sampler, seed, chains, draws, independent } = $;
  const run = { sampler, seed, chains, draws, independent, elapsedMs: 0, versions: { credence: version } };
  return traceOf(sources, run);
}

/** Random variables, and observed ones of which only the density is left after others were summed out. */
const hasDensity = ({ data }: AnyPosterior, { name, node }: NamedNode): boolean =>
  node.operation.op === "random" || (node.operation.op === "term" && data.has(name));

/** The log density of a variable at its own value, given its parents. */
function densityOf(node: ExprNode): ExprNode {
  if (node.operation.op === "term") return node.args[0] as ExprNode;
  if (node.operation.op !== "random") throw new Error("internal: only random variables have a density");
  return node.operation.family.logDensity(node, ...node.args);
}

function withoutNaN(verb: string, { name, node }: NamedNode, values: Float64Array): Float64Array {
  const bad = values.findIndex(Number.isNaN);
  if (bad < 0) return values;
  const width = sizeOf(node.axes);
  throw new RangeError(
    `${verb}: the log density of \`${elementName(name, node.axes, bad % width)}\` is NaN at draw ${Math.floor(bad / width)}: its parameters leave their range there; is the trace that of this posterior?`,
  );
}
