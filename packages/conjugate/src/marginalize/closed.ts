/** Read a closed form off blocks that were integrated out, where nothing is left and each law has marginals that are known. */
import { sum } from "@credence/math";
import { type Axes, evaluate, familyNamed, type Graph, type ScalarFamily, sumAll } from "@credence/model";
import { condition, type Observed } from "../graph/condition.js";
import { constantLogDensity } from "../graph/constant.js";
import { isEarlier } from "../graph/pooled.js";
import type { ExactPosterior, ExactVariable } from "../types.js";
import { closedPredictives } from "./closed-predictives.js";
import { marginalize } from "./marginalize.js";
import { spreadPowers } from "./rules/variance.js";
import type { Block, CellLaws, Marginalized } from "./types.js";

/** A closed form by blocks: their cells may depend on each other, so that draws are the blocks' own. */
export interface ClosedBlocks {
  readonly exact: ExactPosterior;
  readonly plan: Marginalized;
}

/** A family with its parameters, one array each. */
type Marginals = Pick<ExactVariable, "family" | "parameters">;

/**
 * The closed form of a posterior of which nothing is left; undefined where something is, or a law has no known marginals.
 * Normal variables are integrated one after another where that is enough, else all together.
 */
export function closedBlocks(graph: Graph | Observed): ClosedBlocks | undefined {
  for (const thrift of ["possible", "together"] as const) {
    const plan = ofThisBatch(marginalize(graph, true, thrift));
    if (plan.left.length > 0) return undefined;
    const variables = marginalsOf(plan);
    if (variables === undefined) continue;
    const order = ("names" in graph ? graph.names : graph.quantities).map(({ name }) => name);
    const pieces = plan.removed.flatMap(({ variables: own, pair, observed }) =>
      own.map(({ name }) => ({ variable: name, pair, observed })),
    );
    const exact = {
      variables: [...variables].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
      pieces,
      predictives: closedPredictives(graph, plan, variables),
      logEvidence: evidenceOf(graph, plan),
    };
    return { exact, plan };
  }
  return undefined;
}

/** The same, telling only what was observed last of what the blocks were made of. */
const ofThisBatch = (plan: Marginalized): Marginalized => ({
  ...plan,
  removed: plan.removed.map((block) => ({ ...block, observed: block.observed.filter((name) => !isEarlier(name)) })),
});

/** The marginals of all variables, block by block. */
function marginalsOf({ removed }: Marginalized): readonly ExactVariable[] | undefined {
  const found: ExactVariable[] = [];
  for (const block of removed) {
    const own = block.given.length === 0 ? givenNothing(block) : overSpread(block, found);
    if (own === undefined) return undefined;
    found.push(...own);
  }
  return found;
}

function givenNothing({ variables, law }: Block): readonly ExactVariable[] | undefined {
  const { marginals } = law([]);
  const own = variables.map(({ name, axes }, v) => {
    const found = scalarMarginals(marginals[v] as CellLaws, axes);
    return found && { name, axes, ...found };
  });
  return own.every((variable) => variable !== undefined) ? own : undefined;
}

/**
 * Student t marginals: with variance f² v about a known mean, v being inverse gamma (a, b), or f² / v, v being gamma (a, b),
 * a value is t-distributed with 2a degrees of freedom and scale f √(b / a).
 */
function overSpread({ variables, spread, law }: Block, before: readonly ExactVariable[]): ExactVariable[] | undefined {
  const of = before.find(({ name }) => name === spread?.by);
  if (spread === undefined || of === undefined || spreadPowers[of.family.name] !== spread.power) return undefined;
  const [a, b] = of.parameters as [Float64Array, Float64Array];
  const { marginals } = law([new Float64Array(a.length).fill(1)]);
  let cell = 0;
  return variables.map(({ name, axes }, v) => {
    const [mean, sd] = (marginals[v] as CellLaws).parameters as [Float64Array, Float64Array];
    const cells = spread.cells.subarray(cell, cell + mean.length);
    cell += mean.length;
    const scale = sd.map(
      (f, i) => f * Math.sqrt((b[cells[i] as number] as number) / (a[cells[i] as number] as number)),
    );
    const degrees = Float64Array.from(cells, (c) => 2 * (a[c] as number));
    return { name, axes, family: familyNamed("student_t") as ScalarFamily, parameters: [degrees, mean.slice(), scale] };
  });
}

/** The marginals of single cells: of a Dirichlet row, beta distributions. */
function scalarMarginals({ family, parameters }: CellLaws, axes: Axes): Marginals | undefined {
  if (family.event === "scalar") return { family, parameters: parameters.map((values) => values.slice()) };
  if (family.name !== "dirichlet") return undefined;
  const alpha = (parameters[0] as Float64Array).slice();
  const size = axes.at(-1)?.size as number;
  const others = alpha.map((a, i) => sum(alpha.subarray(i - (i % size), i - (i % size) + size)) - a);
  return { family: familyNamed("beta") as ScalarFamily, parameters: [alpha, others] };
}

/** The integrals, and what was observed of nothing unknown. */
function evidenceOf(graph: Graph | Observed, { rest }: Marginalized): number {
  const terms = rest.quantities.map(({ node: { operation, args } }) =>
    operation.op === "term" && args[0] !== undefined ? (evaluate(sumAll(args[0]))[0] as number) : 0,
  );
  const untouched = condition(graph).variables.filter(
    ({ name, values }) =>
      values !== undefined && rest.quantities.some((q) => q.name === name && q.node.operation.op === "random"),
  );
  return [...terms, ...untouched.map(constantLogDensity)].reduce((total, term) => total + term, 0);
}
