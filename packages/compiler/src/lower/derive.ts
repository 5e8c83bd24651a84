/** Compute quantities of a model from values of its random variables, draw by draw. */
import { dataNode, type ExprNode, inputNode, lengthOf, type NamedNode, type Posterior } from "@credence/model";
import { compile } from "../backends/interpreter/index.js";
import { graphBuilder } from "../graph/builder.js";
import { addExpressions } from "./array.js";
import { substitution } from "./posterior.js";

/** Values of named quantities, given values of the latent variables in the order asked for. */
export interface Derivation {
  /** Reads one value array for each input name; the returned array is reused by the next call. */
  run(values: readonly Float64Array[]): Float64Array;
}

/** A program for one quantity from the latent variables `inputs` (dotted names). Observed variables have their data. */
export function derivation(
  { quantities, data }: Posterior<unknown, unknown>,
  quantity: NamedNode,
  inputs: readonly string[],
): Derivation {
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  const stand = new Map<string, ExprNode>();
  const root = substitution((node) => {
    if (node.operation.op !== "random") return undefined;
    const name = names.get(node) as string;
    const observed = data.get(name);
    if (observed !== undefined) return dataNode(node.axes, observed);
    const input = inputNode(name, node.axes, node.range);
    stand.set(name, input);
    return input;
  })(quantity.node);
  const builder = graphBuilder();
  const used = inputs.flatMap((name, i) => (stand.has(name) ? [{ i, node: stand.get(name) as ExprNode }] : []));
  const ids = used.map(({ node }) => builder.input(lengthOf(node)));
  const outputs = addExpressions(builder, [root], new Map(used.map(({ node }, k) => [node, ids[k] as number])));
  const program = compile(builder.graph, { inputs: ids, outputs });
  const { offset, length } = program.outputs[0] as { offset: number; length: number };
  const view = program.memory.subarray(offset, offset + length);
  return {
    run: (values) => {
      used.forEach(({ i }, k) => {
        program.memory.set(values[i] as Float64Array, (program.inputs[k] as { offset: number }).offset);
      });
      program.run();
      return view;
    },
  };
}
