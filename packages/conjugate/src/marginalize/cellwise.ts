/** Draw a variable back whose cells are independent given everything else: one family, with parameters for each cell. */
import {
  broadcastPositions,
  dataNode,
  type ExprNode,
  evaluate,
  familyNamed,
  lengthOf,
  type ScalarFamily,
  sumAll,
} from "@credence/model";
import type { Variable } from "../graph/condition.js";
import type { Totals } from "./densities.js";
import { drawCells } from "./draw-cells.js";
import { cellsOf } from "./gaussian/factor.js";
import { rowsDim } from "./rows-dim.js";
import type { Recovery } from "./step.js";
import type { Law } from "./types.js";

/** Parameters over the flattened cells, or single numbers for all of them. */
export function cellwise(
  variable: Variable,
  how: { readonly pair: string; readonly observed: readonly string[]; readonly family: string },
  parameters: readonly ExprNode[],
): Recovery {
  const family = familyNamed(how.family) as ScalarFamily;
  const size = lengthOf(variable.node);
  const marginals = [{ family, parameters: parameters.map(() => new Float64Array(size)) }];
  const cells = (marginals[0] as (typeof marginals)[number]).parameters;
  const law: Law = {
    marginals,
    logDensity: ([x]) => {
      const over = (values: Float64Array): ExprNode => dataNode([rowsDim(size)], values);
      return evaluate(sumAll(family.logDensity(over(x as Float64Array), ...cells.map(over))))[0] as number;
    },
  };
  return {
    variables: [variable],
    pair: how.pair,
    observed: how.observed,
    expressions: parameters,
    law: (values) => {
      values.forEach((own, p) => {
        if (own.length === 1) cells[p]?.fill(own[0] as number);
        else cells[p]?.set(own);
      });
      return family.name === "normal" ? { ...law, variance: varianceOf((cells[1] as Float64Array).slice()) } : law;
    },
    draw: (values, count, rng, [into]) => drawCells(family, values, count, rng, into as Float64Array),
  };
}

/** Of a weighted sum of independent values with these standard deviations. */
const varianceOf =
  (sd: Float64Array): NonNullable<Law["variance"]> =>
  ([weights]) =>
    sd.reduce((sum, s, c) => sum + (s * (weights?.[c] as number)) ** 2, 0);

/** The same for a family of two parameters to which observations added totals. */
export function plusTotals(
  variable: Variable,
  how: Parameters<typeof cellwise>[1],
  prior: readonly [ExprNode, ExprNode],
  { first, second }: Totals,
): Recovery {
  const { axes } = variable.node;
  const after = (parameter: ExprNode, total: Float64Array): ExprNode =>
    cellsOf(parameter, broadcastPositions(parameter.axes, axes)).add(dataNode([rowsDim(total.length)], total));
  return cellwise(variable, how, [after(prior[0], first), after(prior[1], second)]);
}
