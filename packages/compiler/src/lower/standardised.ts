/** Tell how a non-centred variable follows from standardised coordinates. */
import { constant, type ExprNode, type Family, type Standardisation } from "@credence/model";

/**
 * What the family says; else x = location + scale · z.
 * @throws TypeError when the family has neither.
 */
export function standardisationOf(family: Family, name: string): Standardisation {
  if (family.standardised !== undefined) return family.standardised;
  if (family.locationScale === undefined)
    throw new TypeError(`\`${name}\` cannot be non-centred: ${family.constructorName} has no location and scale`);
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
