/** Draw a variable back whose cells are independent given everything else: one family, with parameters for each cell. */
import { type ExprNode, familyNamed, lengthOf, type ScalarFamily } from "@credence/model";
import type { Variable } from "../graph/condition.js";
import type { Recovery } from "./step.js";

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
  const point = parameters.map(() => 0);
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
      return {
        marginals,
        draw: (rng, [into]) => {
          for (let c = 0; c < size; c++) {
            for (let p = 0; p < point.length; p++) point[p] = cells[p]?.[c] as number;
            (into as Float64Array)[c] = family.random(rng, ...point);
          }
        },
      };
    },
  };
}
