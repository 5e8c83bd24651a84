/** Predict new observations from blocks that were integrated out: normal and Student t laws, labels, counts and waiting times. */
import { log } from "@credence/math";
import { type Axis, type ExprNode, evaluate, type Graph } from "@credence/model";
import { condition, type Observed, unknownsIn, type Variable } from "../graph/condition.js";
import { constantPredictive } from "../graph/constant.js";
import { linkOf } from "../graph/link.js";
import { matchOf } from "../graph/match.js";
import { isEarlier } from "../graph/pooled.js";
import { logNormal } from "../mass/normal.js";
import { logStudentT } from "../mass/student-t.js";
import { predictiveOf } from "../solve.js";
import type { ExactPredictive, ExactVariable } from "../types.js";
import { gaussianOf } from "./gaussian/gaussian-of.js";
import { homogeneousIn } from "./gaussian/homogeneous.js";
import { eachEntry } from "./gaussian/rows.js";
import { spreadPowers } from "./rules/variance.js";
import type { Block, Marginalized } from "./types.js";

/** What is known of the unknown: blocks, marginals, and which node a name stands for. */
interface Known {
  readonly byNode: ReadonlyMap<ExprNode, Variable>;
  readonly blocks: readonly Block[];
  readonly marginals: readonly ExactVariable[];
}

/** The predictive laws of the observed variables for which there is one of single numbers, in the order of the model. */
export function closedPredictives(
  graph: Graph | Observed,
  { removed }: Marginalized,
  marginals: readonly ExactVariable[],
): readonly ExactPredictive[] {
  const { variables } = condition(graph);
  const known = { byNode: new Map(variables.map((variable) => [variable.node, variable])), blocks: removed, marginals };
  return variables
    .filter(({ name, values }) => values !== undefined && !isEarlier(name))
    .flatMap((child) => {
      const law = child.node.args.every((arg) => arg.known)
        ? constantPredictive(child)
        : (ofLabels(child, known) ?? ofPair(child, known) ?? ofNormal(child, known));
      return law === undefined ? [] : [law];
    });
}

/** By the pair of the one unknown that it depends on, where that has a posterior of the prior's family. */
function ofPair(child: Variable, { byNode, marginals }: Known): ExactPredictive | undefined {
  const match = matchOf(child, byNode);
  if ("reason" in match) return undefined;
  const latent = marginals.find(({ name }) => name === match.latent.name);
  return latent?.family.name === match.edge.prior ? predictiveOf(match, latent.parameters) : undefined;
}

/** A label has the mean of its probability. */
function ofLabels(child: Variable, { byNode, blocks }: Known): ExactPredictive | undefined {
  const { name, node, family } = child;
  const p = node.args[0] as ExprNode;
  const along = p.axes.at(-1) as Axis | undefined;
  if (family.name !== "categorical" || along === undefined) return undefined;
  const link = linkOf(p, [...node.axes, along]);
  const latent = link && byNode.get(link.latent);
  const block = blocks.find(({ variables }) => variables[0]?.name === latent?.name);
  const law = block?.given.length === 0 ? block.law([]).marginals[0] : undefined;
  if (link === undefined || law?.family.name !== "dirichlet") return undefined;
  const alpha = (law.parameters[0] as Float64Array).slice();
  const at = (position: number, label: number): number =>
    alpha[link.cells[position * along.size + label] as number] as number;
  const logDensity = (x: number, position: number): number => {
    if (!(Number.isInteger(x) && x >= 0 && x < along.size)) return -Infinity;
    let total = 0;
    for (let k = 0; k < along.size; k++) total += at(position, k);
    return log(at(position, x) / total);
  };
  return { name, axes: node.axes, logDensity };
}

/**
 * Residuals are linear in the observation x and in the unknown u: r = c + s x + w u, of spread σ. A new one has c + s x
 * about −w E[u] with variance σ² + Var(w u), or with spread fσ the t law that the unknown σ makes of it.
 */
function ofNormal(child: Variable, known: Known): ExactPredictive | undefined {
  const { name, node, values } = child;
  if (child.family.name !== "normal" || child.constrained || values === undefined) return undefined;
  const at = (value: number) => gaussianOf({ ...child, values: new Float64Array(values.length).fill(value) });
  const [zero, one] = [at(0), at(1)];
  const spread = zero && spreadLaw(zero.base, known);
  const sums = zero && spread && linearSums(zero.residual.parts, known, spread.by);
  if (zero === undefined || one === undefined || spread === undefined || sums === undefined) return undefined;
  const logDensity = (x: number, position: number): number => {
    const c = zero.residual.constant[position] as number;
    const slope = (one.residual.constant[position] as number) - c;
    const { mean, variance } = sums(position);
    return spread.logDensity(c + slope * x, -mean, variance, zero.cells[position] as number) + log(slope);
  };
  return { name, axes: node.axes, logDensity };
}

interface SpreadLaw {
  /** The variable that the spread is a power of; undefined where it is known. */
  readonly by: string | undefined;
  /** Log density of a value about a mean, to whose variance (in units of the spread's own where that is unknown) `more` is added. */
  logDensity(x: number, mean: number, more: number, cell: number): number;
}

function spreadLaw(base: ExprNode, { byNode, marginals }: Known): SpreadLaw | undefined {
  const [unknown, other] = unknownsIn(base);
  if (unknown === undefined) {
    const sd = evaluate(base);
    return {
      by: undefined,
      logDensity: (x, mean, more, cell) => logNormal(x, mean, Math.sqrt((sd[cell] as number) ** 2 + more)),
    };
  }
  const found = homogeneousIn(base, unknown);
  const of = marginals.find(({ name }) => name === byNode.get(unknown)?.name);
  if (other !== undefined || found === undefined || of === undefined || spreadPowers[of.family.name] !== found.power)
    return undefined;
  const [a, b] = of.parameters as [Float64Array, Float64Array];
  return {
    by: of.name,
    logDensity: (x, mean, more, cell) => {
      const [shape, rate] = [a[cell] as number, b[cell] as number];
      return logStudentT(x, shape, mean, ((found.factor[cell] as number) ** 2 + more) * (rate / shape));
    },
  };
}

/** Means and variances of the rows of linear maps of the unknown, given a unit spread `by`; undefined where a block has others. */
function linearSums(
  parts: NonNullable<ReturnType<typeof gaussianOf>>["residual"]["parts"],
  { byNode, blocks }: Known,
  by: string | undefined,
): ((row: number) => { readonly mean: number; readonly variance: number }) | undefined {
  const nameOf = (atom: ExprNode): string | undefined => byNode.get(atom)?.name;
  const touched = blocks.filter(({ variables }) =>
    variables.some(({ name }) => parts.some(({ atom }) => nameOf(atom) === name)),
  );
  const laws = touched.map((block) => {
    const alike = by === undefined ? block.given.length === 0 : block.spread?.by === by;
    return alike ? block.law(block.given.map(() => new Float64Array(block.spread?.sources ?? 0).fill(1))) : undefined;
  });
  const owned = parts.every(({ atom }) =>
    touched.some(({ variables }) => variables.some(({ name }) => name === nameOf(atom))),
  );
  if (!owned || laws.some((law) => law?.variance === undefined)) return undefined;
  const means = laws.map(
    (law) => law?.marginals.map(({ parameters }) => (parameters[0] as Float64Array).slice()) ?? [],
  );
  return (row) => {
    let [mean, variance] = [0, 0];
    touched.forEach(({ variables }, b) => {
      const weights = (means[b] as readonly Float64Array[]).map((center, v) => {
        const own = new Float64Array(center.length);
        const part = parts.find(({ atom }) => nameOf(atom) === variables[v]?.name);
        if (part === undefined) return own;
        eachEntry(part.rows, row, (from, weight) => {
          own[from] = weight;
          mean += weight * (center[from] as number);
        });
        return own;
      });
      variance += laws[b]?.variance?.(weights) as number;
    });
    return { mean, variance };
  };
}
