/** Add the terms of a posterior up: as they are written, or by the passes that make sums over data cost less. */
import { type ExprNode, lengthOf, sumAll } from "@credence/model";
import { graphBuilder } from "../graph/builder.js";
import type { GraphBuilder } from "../graph/builder-types.js";
import { prune } from "../graph/prune.js";
import type { ArrayGraph, NodeId } from "../graph/types.js";
import { type Rewrite, sumOfRows } from "../passes/index.js";
import { addExpressions } from "./array.js";
import { contractionOf } from "./contraction.js";
import type { Latent, Term } from "./posterior.js";

/** A log density as a graph of its free coordinates. */
export interface DensityGraph {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  readonly total: NodeId;
  readonly rewrites: readonly Rewrite[];
}

/** A graph whose inputs are the free coordinates of each variable. */
export function withInputs(latents: readonly Latent[]): {
  builder: GraphBuilder;
  inputs: NodeId[];
  known: Map<ExprNode, NodeId>;
} {
  const builder = graphBuilder();
  const inputs = latents.map(({ free }) => builder.input(lengthOf(free)));
  return { builder, inputs, known: new Map(latents.map(({ free }, i) => [free, inputs[i] as NodeId])) };
}

/** The log density as it is written: every term, then their sums. */
export function densityGraph(latents: readonly Latent[], terms: readonly Term[]): DensityGraph {
  const { builder, inputs, known } = withInputs(latents);
  const addends = addExpressions(
    builder,
    terms.map(({ value }) => sumAll(value)),
    known,
  );
  return { graph: builder.graph, inputs, total: totalOf(builder, addends), rewrites: [] };
}

/** The same with the sums that passes make of terms, without the rows that are no longer needed. */
export function rewrittenGraph(latents: readonly Latent[], terms: readonly Term[]): DensityGraph {
  const { builder, inputs, known } = withInputs(latents);
  const rewrites: Rewrite[] = [];
  const addends = terms.map(({ name, value }): NodeId => {
    const whole = sumAll(value);
    const rows = isContracted(whole) ? undefined : addExpressions(builder, [value], known)[0];
    const rewritten = rows === undefined ? undefined : sumOfRows(builder, rows, name);
    rewrites.push(...(rewritten?.rewrites ?? []));
    return rewritten?.sum ?? (addExpressions(builder, [whole], known)[0] as NodeId);
  });
  const total = totalOf(builder, addends);
  const { graph, ids } = prune(builder.graph, [...inputs, total]);
  return { graph, inputs: inputs.map((id) => ids[id] as NodeId), total: ids[total] as NodeId, rewrites };
}

const totalOf = (builder: GraphBuilder, addends: readonly NodeId[]): NodeId =>
  addends.reduce((sum, addend) => builder.binary("add", sum, addend), builder.constant(0));

/** Whether a sum is a product of matrices, which needs no array of the terms. */
const isContracted = (sum: ExprNode): boolean =>
  contractionOf(sum) !== undefined || (sum.operation.op === "sum" && isContracted(sum.args[0] as ExprNode));
