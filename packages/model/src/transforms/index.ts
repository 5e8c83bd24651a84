/** Choose the transform of a support. */
import type { Axis } from "../expr/layout.js";
import type { SimplexTransform } from "../expr/records.js";
import type { Bound, Support } from "../support.js";
import { identity, interval, lower, positive, unit, upper } from "./bounded.js";
import { choleskyCorrelation, choleskyCovariance, correlation, covariance } from "./matrices.js";
import { ordered, positiveOrdered } from "./ordered.js";
import { simplex, simplexSoftmaxLastZero, simplexStickBreaking } from "./simplex.js";
import type { Transform } from "./types.js";
import { sumToZero, unitVector } from "./vectors.js";

/** The transform of a continuous support; bounds may be expressions. */
export function transformOf(support: Support): Transform {
  switch (support.kind) {
    case "real":
      return identity;
    case "simplex":
      return simplexTransform(support.dim, support.transform);
    case "ordered":
      return support.positive ? positiveOrdered(support.dim) : ordered(support.dim);
    case "unitVector":
      return unitVector(support.dim);
    case "sumToZero":
      return sumToZero(support.dim);
    case "covariance":
      return covariance(support.dim);
    case "correlation":
      return correlation(support.dim);
    case "choleskyCovariance":
      return choleskyCovariance(support.dim);
    case "choleskyCorrelation":
      return choleskyCorrelation(support.dim);
    case "interval":
      return intervalTransform(support.lower, support.upper);
    default:
      throw new Error("internal: a discrete variable has no transform");
  }
}
function simplexTransform(dim: Axis, transform: SimplexTransform = "isometric"): Transform {
  if (transform === "stickBreaking") return simplexStickBreaking(dim);
  return transform === "additive" ? simplexSoftmaxLastZero(dim) : simplex(dim);
}
function intervalTransform(low: Bound | undefined, high: Bound | undefined): Transform {
  if (low === undefined) return high === undefined ? identity : upper(high);
  if (high === undefined) return low === 0 ? positive : lower(low);
  return low === 0 && high === 1 ? unit : interval(low, high);
}
