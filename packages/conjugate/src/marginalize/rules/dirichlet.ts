/** Integrate proportions out of labels and of counts of labels: the Dirichlet pairs, with unknown concentrations. */
import { lgamma, randomDirichlet } from "@credence/math";
import {
  type Axis,
  broadcastPositions,
  dataNode,
  type ExprNode,
  evaluate,
  familyNamed,
  lengthOf,
  raw,
  sizeOf,
  sumAll,
  type VectorFamily,
} from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { linkOf } from "../../graph/link.js";
import { densityOfRising, logTimes } from "../densities.js";
import { cellsOf } from "../gaussian/factor.js";
import { guarded } from "../guarded.js";
import { rowsDim } from "../rows-dim.js";
import { type Factor, type Outcome, type Recovery, type Rule, termReason } from "../step.js";

export const dirichletRows: Rule = (latent, touched): Outcome | undefined => {
  const { family, node, event } = latent;
  if (family.name !== "dirichlet") return undefined;
  const [dim] = event as readonly [Axis];
  const counts = new Float64Array(lengthOf(node));
  let constant = 0;
  for (const factor of touched) {
    const added = addCounts(counts, factor, latent, dim);
    if (typeof added === "string") return { reason: added };
    constant += added;
  }
  const alpha = guarded(node.args[0] as ExprNode, family.parameters[0]);
  const all = raw.sum(alpha, dim);
  const rowAxes = node.axes.filter(({ name }) => name !== dim.name);
  const totals = new Float64Array(sizeOf(rowAxes));
  counts.forEach((x, i) => {
    const row = Math.floor(i / dim.size);
    totals[row] = (totals[row] as number) + x;
  });
  const density = logTimes(raw.div(alpha, all), counts, node.axes)
    .add(densityOfRising(alpha, counts, node.axes))
    .sub(densityOfRising(all, totals, rowAxes))
    .add(constant);
  const observed = touched.flatMap((factor) => (factor.kind === "variable" ? [factor.variable.name] : []));
  const pair = [
    ...new Set(touched.map((factor) => `dirichlet-${(factor as { variable: Variable }).variable.family.name}`)),
  ];
  return {
    factors: [{ kind: "term", name: observed.join(", "), value: density }],
    recovery: rowsRecovery(
      latent,
      pair.join(", "),
      observed,
      cellsOf(alpha, broadcastPositions(alpha.axes, node.axes)).add(dataNode([rowsDim(counts.length)], counts)),
      dim.size,
    ),
  };
};

/** Adds what a child says to the counts; answers its constant, or why it does not fit. */
function addCounts(counts: Float64Array, factor: Factor, latent: Variable, dim: Axis): number | string {
  if (factor.kind !== "variable")
    return termReason(`\`${latent.name}\``, factor.kind === "term" ? factor.name : "normal variables");
  const { variable: child } = factor;
  const { family, values } = child;
  if (values === undefined) return `\`${child.name}\`, which depends on \`${latent.name}\`, is not observed`;
  const rows = rowsReadBy(child, latent, dim);
  if (typeof rows === "string") return rows;
  let constant = 0;
  rows.forEach((row, i) => {
    if (family.name === "categorical") {
      const at = row * dim.size + (values[i] as number);
      counts[at] = (counts[at] as number) + 1;
      return;
    }
    let n = 0;
    for (let k = 0; k < dim.size; k++) {
      const x = values[i * dim.size + k] as number;
      counts[row * dim.size + k] = (counts[row * dim.size + k] as number) + x;
      constant -= lgamma(x + 1);
      n += x;
    }
    constant += lgamma(n + 1);
  });
  return constant;
}

/** The row of probabilities of each draw of a child of labels or of their counts; a sentence where it reads something else. */
export function rowsReadBy(child: Variable, { node, name }: Variable, dim: Axis): Int32Array | string {
  const { family } = child;
  if (family.name !== "categorical" && family.name !== "multinomial")
    return `\`${name}\` has no conjugate pair: dirichlet prior on a parameter of \`${child.name}\` (${family.constructorName})`;
  const p = child.node.args[family.name === "categorical" ? 0 : 1] as ExprNode;
  if (family.name === "multinomial" && !(child.node.args[0] as ExprNode).known)
    return `the number of trials of \`${child.name}\` is not known`;
  const draws = child.node.axes.filter((axis) => axis.name !== dim.name);
  const along = p.axes.find((axis) => axis.name === dim.name);
  const link = along === undefined ? undefined : linkOf(p, [...draws, along]);
  const rows =
    link === undefined || link.latent !== node || link.exposure.some((e) => e !== 1)
      ? undefined
      : wholeRows(link.cells, dim.size);
  return (
    rows ?? `the probabilities of \`${child.name}\` are a function of \`${name}\` other than itself and its lookups`
  );
}

/** The row that each stretch of `size` cells is, in order; undefined where some stretch is no whole row. */
function wholeRows(cells: Int32Array, size: number): Int32Array | undefined {
  const rows = new Int32Array(cells.length / size);
  for (let i = 0; i < cells.length; i++) {
    const row = Math.floor((cells[i - (i % size)] as number) / size);
    if (cells[i] !== row * size + (i % size)) return undefined;
    rows[Math.floor(i / size)] = row;
  }
  return rows;
}

function rowsRecovery(
  variable: Variable,
  pair: string,
  observed: readonly string[],
  alpha: ExprNode,
  size: number,
): Recovery {
  const family = familyNamed("dirichlet") as VectorFamily;
  return {
    variables: [variable],
    pair,
    observed,
    expressions: [alpha],
    law: ([a]) => {
      const alphas = a as Float64Array;
      const rows = alphas.length / size;
      return {
        marginals: [{ family, parameters: [alphas] }],
        logDensity: ([x]) => {
          const axes = [rowsDim(rows), { name: "label", labels: [], size }];
          return evaluate(
            sumAll(family.logDensity(dataNode(axes, x as Float64Array), dataNode(axes, alphas))),
          )[0] as number;
        },
      };
    },
    draw: ([alphas], _count, rng, [into]) => {
      const [a, all] = [alphas as Float64Array, into as Float64Array];
      for (let at = 0; at < all.length; at += size) all.set(randomDirichlet(rng, a.subarray(at, at + size)), at);
    },
  };
}
