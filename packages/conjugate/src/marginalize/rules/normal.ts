/** Integrate normal variables out of normal observations of them, cell by cell. */
import { lengthOf } from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { cellwise } from "../cellwise.js";
import { compressed } from "../gaussian/compress.js";
import { affineNode, cellsOf, type Gaussian } from "../gaussian/factor.js";
import { gaussianOf } from "../gaussian/gaussian-of.js";
import { absorbCells, absorbOwnCells, type CellPrior, cellPriorOf } from "../gaussian/groups.js";
import { merged } from "../gaussian/merge.js";
import { type Factor, type Outcome, type Rule, type Step, termReason } from "../step.js";

/** The Gaussians among which a variable stands; a sentence where one of its children is none. */
export function gaussiansOf(
  name: string,
  touched: readonly Factor[],
): readonly Gaussian[] | { readonly reason: string } {
  const found: Gaussian[] = [];
  for (const factor of touched) {
    if (factor.kind === "term") return { reason: termReason(`\`${name}\``, factor.name) };
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
  if (latent.family.name !== "normal" || lengthOf(latent.node) === 1) return undefined;
  const unobserved = touched.find((factor) => factor.kind === "variable" && factor.variable.values === undefined);
  if (unobserved?.kind === "variable")
    return { reason: `\`${unobserved.variable.name}\`, which depends on \`${latent.name}\`, is not integrated itself` };
  const gaussians = gaussiansOf(latent.name, touched);
  if ("reason" in gaussians) return gaussians;
  const [same, other] = merged([...gaussians, gaussianOf(latent) as Gaussian]);
  let posterior = cellPriorOf(latent);
  const left: Gaussian[] = [];
  if (same !== undefined && other === undefined) {
    const absorbed = absorbOwnCells(latent, same);
    if ("left" in absorbed) return stepOf(latent, gaussians, absorbed.left, absorbed.posterior);
  }
  for (const gaussian of gaussians) {
    const absorbed = absorbCells(latent, posterior, gaussian);
    if ("reason" in absorbed) return absorbed;
    left.push(...absorbed.left);
    posterior = absorbed.posterior;
  }
  return stepOf(latent, gaussians, left, posterior);
};

function stepOf(
  latent: Variable,
  gaussians: readonly Gaussian[],
  left: readonly Gaussian[],
  { mean, sd, sdCells, spread }: CellPrior,
): Step {
  const observed = [...new Set(gaussians.flatMap((gaussian) => gaussian.observed))];
  return {
    factors: left.map((gaussian) => ({ kind: "gaussian", gaussian: compressed({ ...gaussian, observed }) })),
    recovery: {
      ...cellwise(latent, { pair: "normal-normal", observed, family: "normal" }, [
        affineNode(mean),
        cellsOf(sd, sdCells),
      ]),
      ...(spread === undefined || mean.parts.length > 0 ? {} : { spread }),
    },
  };
}
