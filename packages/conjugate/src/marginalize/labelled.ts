/** Draw proportions given labels that are unknown themselves, as mixtures do by Gibbs: a Dirichlet law with counts that change. */
import { addExpressions, type Batches, batches, graphBuilder } from "@credence/compiler";
import { type Rng, randomDirichlet } from "@credence/math";
import { type Axis, broadcastPositions, type ExprNode, type Graph, lengthOf, supportOf } from "@credence/model";
import { type Conditioned, condition, unknownsIn, type Variable } from "../graph/condition.js";
import { cellsOf } from "./gaussian/factor.js";
import { guarded } from "./guarded.js";
import { marginalize, outsideProblem } from "./marginalize.js";
import { rowsReadBy } from "./rules/dirichlet.js";
import type { Block } from "./types.js";

/** How to draw a variable given all others. */
export type ConditionalLaw = Pick<Block, "given" | "draw">;

/** The law of one latent variable given all others, observed or not; undefined where no rule knows it. */
export function conditionalLawOf(graph: Graph, name: string): ConditionalLaw | undefined {
  return marginalize(graph, [name]).removed[0] ?? givenLabels(condition(graph), name);
}

function givenLabels(conditioned: Conditioned, name: string): ConditionalLaw | undefined {
  const { variables, quantities } = conditioned;
  const latent = variables.find((variable) => variable.name === name);
  if (latent?.family.name !== "dirichlet" || outsideProblem(latent, conditioned) !== undefined) return undefined;
  const { node, event, family } = latent;
  const readers = variables.filter((child) => child.node.args.some((arg) => unknownsIn(arg).includes(node)));
  const terms = quantities.some(({ node: q }) => q.operation.op === "term" && unknownsIn(q).includes(node));
  const [dim] = event as readonly [Axis];
  const children = readers.map((child) => readerOf(child, latent, dim));
  if (terms || !children.every((child) => child !== undefined)) return undefined;
  const alpha = guarded(node.args[0] as ExprNode, family.parameters[0]);
  const parents = variables.filter((variable) => unknownsIn(alpha).includes(variable.node));
  const moving = children.filter(({ child }) => child.values === undefined);
  const given = [...parents, ...moving.map(({ child }) => child)];
  const cells = cellsOf(alpha, broadcastPositions(alpha.axes, node.axes));
  const size = lengthOf(node);
  let program: Batches | undefined;
  return {
    given: given.map((variable) => variable.name),
    draw: (values, count, rng, into) => {
      program ??= programOf(cells, parents);
      const labels = children.map(({ child }) => child.values ?? (values[given.indexOf(child)] as Float64Array));
      program(values.slice(0, parents.length), count, ([a], from, here) => {
        for (let d = 0; d < here; d++) {
          const counted = (a as Float64Array).slice(d * size, (d + 1) * size);
          children.forEach(({ child, rows }, k) => {
            const own = labels[k] as Float64Array;
            const start = child.values === undefined ? (from + d) * rows.length : 0;
            rows.forEach((row, i) => {
              const at = row * dim.size + (own[start + i] as number);
              counted[at] = (counted[at] as number) + 1;
            });
          });
          drawRows(rng, counted, dim.size, into[0] as Float64Array, (from + d) * size);
        }
      });
    },
  };
}

/** A variable of labels with the row of proportions that each of its labels is drawn from. */
function readerOf(
  child: Variable,
  latent: Variable,
  dim: Axis,
): { readonly child: Variable; readonly rows: Int32Array } | undefined {
  if (child.family.name !== "categorical" || (child.constrained && supportOf(child.node).kind !== "label"))
    return undefined;
  const rows = rowsReadBy(child, latent, dim);
  return typeof rows === "string" ? undefined : { child, rows };
}

function programOf(cells: ExprNode, parents: readonly Variable[]): Batches {
  const builder = graphBuilder();
  const inputs = parents.map(({ node }) => builder.input(lengthOf(node)));
  const known = new Map(parents.map(({ node }, i) => [node, inputs[i] as number]));
  return batches(builder.graph, { inputs, outputs: addExpressions(builder, [cells], known) });
}

function drawRows(rng: Rng, alpha: Float64Array, size: number, into: Float64Array, to: number): void {
  for (let at = 0; at < alpha.length; at += size)
    into.set(randomDirichlet(rng, alpha.subarray(at, at + size)), to + at);
}
