/** Mix components of one family that vary along a dim, by weights along it. */
import type { Rng } from "@credence/math";
import { randomCategorical } from "@credence/math";
import type { Axis } from "../../expr/layout.js";
import type { ExprNode } from "../../expr/node.js";
import type { Bound, Family, Support, Tails } from "../../expr/records.js";
import { unit } from "../../support.js";
import { compositeName, registerCombinator } from "../registry.js";
import { type Drawn, drawOf, requirementsOf } from "./composite.js";
import { guardedDensity } from "./guarded.js";
import { logSumExpAlong, logWeight } from "./mixture-densities.js";

/** Bounds that are the same for every component; others are left to the components' densities. */
function common(support: Support, dim: string): Support {
  if (support.kind !== "interval" && support.kind !== "integer") return support;
  const varies = (bound: Bound | undefined): boolean =>
    typeof bound === "object" && bound.axes.some(({ name }) => name === dim);
  const { lower, upper, ...rest } = support;
  const bounds = {
    ...(lower === undefined || varies(lower) ? {} : { lower }),
    ...(upper === undefined || varies(upper) ? {} : { upper }),
  };
  const open = rest.kind === "interval" && bounds.lower === undefined && bounds.upper === undefined;
  return open ? { kind: "real" } : { ...rest, ...bounds };
}

/** The family of mixtures along the dim of that name: the weights first, then the parameters of the base. */
export function mixtureAlongFamily(base: Family, dim: string): Family {
  const draw = drawOf(base);
  const axisOf = (weights: ExprNode): Axis => weights.axes.find(({ name }) => name === dim) as Axis;
  const summed = (weights: ExprNode, terms: ExprNode): ExprNode =>
    logSumExpAlong(logWeight(weights).add(terms), axisOf(weights));
  return {
    name: compositeName("mixture", [base], dim),
    constructorName: `mixture(${base.constructorName})`,
    event: "label",
    parameters: [{ name: "weights", support: unit }, ...base.parameters],
    ...requirementsOf([{ family: base, from: 1 }]),
    support: ([, ...parameters]) => common(base.support(parameters, []), dim),
    logDensity: (x, weights, ...parameters) =>
      summed(weights as ExprNode, guardedDensity(base, x, parameters, common(base.support(parameters, []), dim))),
    ...(base.tails === undefined ? {} : { tails: tailsOf(base.tails, summed) }),
    random: (rng: Rng, weights: Float64Array, ...parameters: readonly Float64Array[]) => {
      const k = randomCategorical(rng, weights);
      return draw(rng, ...parameters.map((values): Drawn => values[k] as number));
    },
  };
}

function tailsOf(tails: Tails, summed: (weights: ExprNode, terms: ExprNode) => ExprNode): Tails {
  return {
    logBelow: (x, weights, ...parameters) => summed(weights as ExprNode, tails.logBelow(x, ...parameters)),
    logAbove: (x, weights, ...parameters) => summed(weights as ExprNode, tails.logAbove(x, ...parameters)),
  };
}

registerCombinator("mixture", ([base], dim) => mixtureAlongFamily(base as Family, dim));
