/** Tell how a non-centred variable follows from standardised coordinates. */
import { constant, type ExprNode } from "../expr/node.js";
import type { Family, Standardisation } from "../expr/records.js";

/** What the family says; else x = location + scale · z; undefined when it has neither. */
export function standardisationOf(family: Family): Standardisation | undefined {
  if (family.standardised !== undefined || family.locationScale === undefined) return family.standardised;
  const [location, scale] = family.locationScale;
  const at = (parameters: readonly ExprNode[], i: number): ExprNode => parameters[i] as ExprNode;
  return {
    value: (z, ...parameters) => at(parameters, location).add(at(parameters, scale).mul(z)),
    residual: (x, ...parameters) => x.sub(at(parameters, location)).div(at(parameters, scale)),
    logDensity: (z, ...parameters) => {
      const standard = parameters.map((p, i) => (i === location ? constant(0) : i === scale ? constant(1) : p));
      return family.logDensity(z, ...standard);
    },
  };
}
