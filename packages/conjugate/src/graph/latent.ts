/** Say in words why a latent variable, by itself, has no closed form. */
import type { ExprNode } from "@credence/model";
import { unknownsIn, type Variable } from "./condition.js";
import { edgeFor, listed, noPair } from "./match.js";

/** What stands in the way of a latent variable; undefined when its prior is one of known parameters. */
export function latentProblem(latent: Variable, variables: ReadonlyMap<ExprNode, Variable>): string | undefined {
  const { name, node, family } = latent;
  const parents = [...new Set(node.args.flatMap(unknownsIn))].map((parent) => variables.get(parent) as Variable);
  for (const [i, arg] of node.args.entries()) {
    const slot = family.parameters[i]?.name ?? `parameter ${i}`;
    const lonely = unknownsIn(arg)
      .map((parent) => variables.get(parent) as Variable)
      .find((parent) => edgeFor(parent, slot, latent) === undefined);
    if (lonely !== undefined) return noPair(lonely, slot, latent);
  }
  if (parents.length > 0)
    return `\`${name}\` is not observed and depends on ${listed(parents)}: a closed form needs unknowns whose parameters are known (to predict new values, leave them out of the model and ask for the predictive)`;
  if (latent.constrained) return `\`${name}\` is constrained beyond its distribution: the posterior is a truncated one`;
  if (latent.nonCentered)
    return `\`${name}\` is written non-centred, which is a way to sample it: leave nonCentered() out for a closed form`;
  if (family.event !== "scalar")
    return `\`${name}\` is a vector (${family.constructorName}): only single numbers have closed forms here`;
  return family.quantile === undefined
    ? `the quantiles of \`${name}\` (${family.constructorName}) are not known in closed form`
    : undefined;
}
