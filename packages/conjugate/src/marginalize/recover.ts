/** Compile the laws of what was integrated out: from values of what is left to parameters, a batch of draws at a time. */
import { addExpressions, type Batches, batches, graphBuilder } from "@credence/compiler";
import { lengthOf } from "@credence/model";
import { unknownsIn, type Variable } from "../graph/condition.js";
import { homogeneousIn } from "./gaussian/homogeneous.js";
import type { Recovery } from "./step.js";
import type { Block, BlockSpread, Law } from "./types.js";

/** The block of a recovery; `variables` are those of the model. Its program is compiled when first used. */
export function blockOf(
  { variables: own, pair, observed, expressions, law, draw, spread }: Recovery,
  variables: readonly Variable[],
): Block {
  const needed = new Set(expressions.flatMap(unknownsIn));
  const given = variables.filter(({ node }) => needed.has(node));
  const single = spread && blockSpread(spread, given);
  const widths = own.map(({ node }) => lengthOf(node));
  let program: Batches | undefined;
  const run: Batches = (values, count, sink) => {
    program ??= programOf(expressions, given);
    program(values, count, sink);
  };
  return {
    variables: own.map(({ name, node }) => ({ name, axes: node.axes })),
    pair,
    observed,
    given: given.map(({ name }) => name),
    ...(single === undefined ? {} : { spread: single }),
    law: (values) => {
      let found: Law | undefined;
      run(values, 1, (outputs) => {
        found = law(outputs);
      });
      return found as Law;
    },
    draw: (values, count, rng, into) =>
      run(values, count, (outputs, from, here) => {
        draw(
          outputs,
          here,
          rng,
          into.map((all, v) => all.subarray(from * (widths[v] as number), (from + here) * (widths[v] as number))),
        );
      }),
  };
}

function blockSpread(
  { of, cells }: NonNullable<Recovery["spread"]>,
  given: readonly Variable[],
): BlockSpread | undefined {
  const [by, other] = given;
  const found = by === undefined || other !== undefined ? undefined : homogeneousIn(of, by.node);
  return by && found && { by: by.name, power: found.power, sources: lengthOf(by.node), cells };
}

/** A program from values of variables to values of expressions. */
function programOf(expressions: Recovery["expressions"], given: readonly Variable[]): Batches {
  const builder = graphBuilder();
  const inputs = given.map(({ node }) => builder.input(lengthOf(node)));
  const known = new Map(given.map(({ node }, i) => [node, inputs[i] as number]));
  return batches(builder.graph, { inputs, outputs: addExpressions(builder, expressions, known) });
}
