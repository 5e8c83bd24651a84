/** Read a closed form off blocks that were integrated out, where nothing is left and no block depends on another. */
import { sum } from "@credence/math";
import { type Axes, evaluate, familyNamed, type Graph, type ScalarFamily, sumAll } from "@credence/model";
import { condition } from "../graph/condition.js";
import { constantLogDensity } from "../graph/constant.js";
import type { ExactPosterior, ExactVariable } from "../types.js";
import { marginalize } from "./marginalize.js";
import type { CellLaws, Marginalized } from "./types.js";

/** A closed form by blocks: their cells may depend on each other, so that draws are the blocks' own. */
export interface ClosedBlocks {
  readonly exact: ExactPosterior;
  readonly plan: Marginalized;
}

/** The closed form of a posterior of which nothing is left; undefined where something is, or a law has no known marginals. */
export function closedBlocks(graph: Graph): ClosedBlocks | undefined {
  const plan = marginalize(graph);
  if (plan.left.length > 0 || plan.removed.some(({ given }) => given.length > 0)) return undefined;
  const variables: ExactVariable[] = [];
  for (const { variables: own, law } of plan.removed) {
    const { marginals } = law([]);
    for (const [v, { name, axes }] of own.entries()) {
      const found = scalarMarginals(marginals[v] as CellLaws, axes);
      if (found === undefined) return undefined;
      variables.push({ name, axes, ...found });
    }
  }
  const order = graph.names.map(({ name }) => name);
  variables.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const pieces = plan.removed.flatMap(({ variables: own, pair, observed }) =>
    own.map(({ name }) => ({ variable: name, pair, observed })),
  );
  return { exact: { variables, pieces, predictives: [], logEvidence: evidenceOf(graph, plan) }, plan };
}

/** The marginals of single cells: of a Dirichlet row, beta distributions. */
function scalarMarginals(
  { family, parameters }: CellLaws,
  axes: Axes,
): { family: ScalarFamily; parameters: readonly Float64Array[] } | undefined {
  if (family.event === "scalar") return { family, parameters: parameters.map((values) => values.slice()) };
  if (family.name !== "dirichlet") return undefined;
  const alpha = (parameters[0] as Float64Array).slice();
  const size = axes.at(-1)?.size as number;
  const others = alpha.map((a, i) => sum(alpha.subarray(i - (i % size), i - (i % size) + size)) - a);
  return { family: familyNamed("beta") as ScalarFamily, parameters: [alpha, others] };
}

/** The integrals, and what was observed of nothing unknown. */
function evidenceOf(graph: Graph, { rest }: Marginalized): number {
  const terms = rest.quantities.map(({ node: { operation, args } }) =>
    operation.op === "term" && args[0] !== undefined ? (evaluate(sumAll(args[0]))[0] as number) : 0,
  );
  const untouched = condition(graph).variables.filter(
    ({ name, values }) =>
      values !== undefined && rest.quantities.some((q) => q.name === name && q.node.operation.op === "random"),
  );
  return [...terms, ...untouched.map(constantLogDensity)].reduce((total, term) => total + term, 0);
}
