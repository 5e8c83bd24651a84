/** Compile the laws of what was integrated out: from values of what is left to parameters, draw by draw. */
import { addExpressions, compile, graphBuilder } from "@credence/compiler";
import { lengthOf } from "@credence/model";
import { unknownsIn, type Variable } from "../graph/condition.js";
import type { Recovery } from "./step.js";
import type { Block } from "./types.js";

/** The block of a recovery; `variables` are those of the model. Its program is compiled when first used. */
export function blockOf(
  { variables: own, pair, observed, expressions, law }: Recovery,
  variables: readonly Variable[],
): Block {
  const needed = new Set(expressions.flatMap(unknownsIn));
  const given = variables.filter(({ node }) => needed.has(node));
  let run: ((values: readonly Float64Array[]) => readonly Float64Array[]) | undefined;
  return {
    variables: own.map(({ name, node }) => ({ name, axes: node.axes })),
    pair,
    observed,
    given: given.map(({ name }) => name),
    law: (values) => {
      run ??= programOf(expressions, given);
      return law(run(values));
    },
  };
}

/** A program from values of variables to values of expressions; the arrays are reused by the next call. */
function programOf(
  expressions: Recovery["expressions"],
  given: readonly Variable[],
): (values: readonly Float64Array[]) => readonly Float64Array[] {
  const builder = graphBuilder();
  const inputs = given.map(({ node }) => builder.input(lengthOf(node)));
  const outputs = addExpressions(
    builder,
    expressions,
    new Map(given.map(({ node }, i) => [node, inputs[i] as number])),
  );
  const program = compile(builder.graph, { inputs, outputs });
  const views = program.outputs.map(({ offset, length }) => program.memory.subarray(offset, offset + length));
  return (values) => {
    values.forEach((own, i) => {
      program.memory.set(own, program.inputs[i]?.offset as number);
    });
    program.run();
    return views;
  };
}
