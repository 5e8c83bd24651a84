/** Integrate normal variables out of normal observations of them, cell by cell. */
import { cellwise } from "../cellwise.js";
import { compressed } from "../gaussian/compress.js";
import { affineNode, cellsOf, type Gaussian, gaussianOf } from "../gaussian/factor.js";
import { absorbCells, cellPriorOf } from "../gaussian/groups.js";
import { merged } from "../gaussian/merge.js";
import type { Factor, Outcome, Rule } from "../step.js";

/** The Gaussians among which a variable stands; a sentence where one of its children is none. */
export function gaussiansOf(
  name: string,
  touched: readonly Factor[],
): readonly Gaussian[] | { readonly reason: string } {
  const found: Gaussian[] = [];
  for (const factor of touched) {
    if (factor.kind === "term") return { reason: `\`${name}\` is in the term ${factor.name}` };
    const gaussian = factor.kind === "gaussian" ? factor.gaussian : gaussianOf(factor.variable);
    if (gaussian === undefined && factor.kind === "variable") {
      const { variable } = factor;
      return {
        reason: `\`${name}\` has no conjugate pair: normal prior on a parameter of \`${variable.name}\` (${variable.family.constructorName})`,
      };
    }
    found.push(gaussian as Gaussian);
  }
  return merged(found);
}

export const normalCells: Rule = (latent, touched): Outcome | undefined => {
  if (latent.family.name !== "normal") return undefined;
  const unobserved = touched.find((factor) => factor.kind === "variable" && factor.variable.values === undefined);
  if (unobserved?.kind === "variable")
    return { reason: `\`${unobserved.variable.name}\`, which depends on \`${latent.name}\`, is not integrated itself` };
  const gaussians = gaussiansOf(latent.name, touched);
  if ("reason" in gaussians) return gaussians;
  let posterior = cellPriorOf(latent);
  const left: Gaussian[] = [];
  for (const gaussian of gaussians) {
    const absorbed = absorbCells(latent, posterior, gaussian);
    if ("reason" in absorbed) return absorbed;
    left.push(...absorbed.left);
    posterior = absorbed.posterior;
  }
  const observed = [...new Set(gaussians.flatMap((gaussian) => gaussian.observed))];
  const how = { pair: "normal-normal", observed, family: "normal" };
  return {
    factors: left.map((gaussian) => ({ kind: "gaussian", gaussian: compressed(gaussian) })),
    recovery: cellwise(latent, how, [affineNode(posterior.mean), cellsOf(posterior.sd, posterior.sdCells)]),
  };
};
