/** Say in words why a latent variable, by itself, has no closed form. */
import type { ExprNode } from "@credence/model";
import type { Variable } from "./condition.js";
import { latentsIn, listed, missingPair, openParameters } from "./open.js";

/** What stands in the way of a latent variable; undefined when its prior is a distribution of known parameters. */
export function latentProblem(latent: Variable, variables: ReadonlyMap<ExprNode, Variable>): string | undefined {
  const { name, family, constrained, nonCentered } = latent;
  const open = openParameters(latent, variables);
  if (open.length > 0) {
    const known = `\`${name}\` is not observed and depends on ${listed(latentsIn(open))}: a closed form needs unknowns whose parameters are known (to predict new values, leave them out of the model and ask for the predictive)`;
    return missingPair(open, latent) ?? known;
  }
  if (constrained) return `\`${name}\` is constrained beyond its distribution: the posterior is a truncated one`;
  if (nonCentered)
    return `\`${name}\` is written non-centred, which is a way to sample it: leave nonCentered() out for a closed form`;
  if (family.event !== "scalar")
    return `\`${name}\` is not a single number (${family.constructorName}): only those have closed forms here`;
  if (family.quantile === undefined)
    return `the quantiles of \`${name}\` (${family.constructorName}) are not known in closed form`;
  return undefined;
}
