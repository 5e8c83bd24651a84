/** Take from a trace the draws of a posterior's latent variables, laid out as the model has them. */
import type { AnyTrace } from "@credence/draws";
import { lengthOf, type NamedNode } from "@credence/model";
import { heldBy } from "./held.js";

/** Draws of a variable: draw by draw through all chains, in it cell by cell. */
export interface LatentDraws {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * Draws of every variable that is not observed, dims and labels in the order of the model.
 * @throws Error when the trace lacks one, saying which.
 */
export function latentDraws(
  verb: string,
  { quantities, data }: { readonly quantities: readonly NamedNode[]; readonly data: ReadonlyMap<string, unknown> },
  trace: AnyTrace,
): readonly LatentDraws[] {
  return quantities
    .filter(({ name, node }) => node.operation.op === "random" && !data.has(name))
    .map((variable) => ({ name: variable.name, values: wholeDraws(verb, variable, trace) }));
}

/** All draws of one variable. @throws Error when the trace lacks it or some of its labels. */
export function wholeDraws(verb: string, variable: NamedNode, trace: AnyTrace): Float64Array {
  const { name, node } = variable;
  const held = heldBy(trace, variable);
  if (held.missing > 0) {
    const why = held.reason ?? `the trace has no variable \`${name}\``;
    throw new Error(`${verb}: ${why}: keep it when sampling, or draw it with predict(joint, trace)`);
  }
  const width = lengthOf(node);
  const count = trace.$.chains * trace.$.draws;
  const values = new Float64Array(count * width);
  for (let draw = 0; draw < count; draw++) held.copy(draw, values.subarray(draw * width, (draw + 1) * width));
  return values;
}
