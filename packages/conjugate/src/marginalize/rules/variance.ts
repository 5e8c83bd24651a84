/** Integrate variances and precisions of normal variables whose means are known or have been integrated out. */
import { log } from "@credence/math";
import { type ExprNode, lengthOf } from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { conjugatePrior } from "../../graph/prior.js";
import { plusTotals } from "../cellwise.js";
import { gammaDensity } from "../densities.js";
import type { Gaussian } from "../gaussian/factor.js";
import { homogeneousIn } from "../gaussian/homogeneous.js";
import { guarded } from "../guarded.js";
import type { Outcome, Rule } from "../step.js";
import { gaussiansOf } from "./normal.js";

/** The prior families, and the power of the variable that a standard deviation must be. */
export const spreadPowers: Readonly<Record<string, number>> = { inverse_gamma: 0.5, gamma: -0.5 };

/**
 * With standard deviations f vᵖ, n residuals of sum of squares S have the density v^(−n p) exp(−½ S / (f² v²ᵖ)): an
 * inverse gamma variance gains (n/2, S / 2f²), and so does a gamma precision.
 */
export const normalVariance: Rule = (latent, touched): Outcome | undefined => {
  const { family, args } = conjugatePrior(latent);
  const power = spreadPowers[family.name];
  if (power === undefined || touched.length === 0) return undefined;
  const gaussians = gaussiansOf(latent.name, touched);
  if ("reason" in gaussians) return family.name === "gamma" ? undefined : gaussians;
  const size = lengthOf(latent.node);
  const totals = { first: new Float64Array(size), second: new Float64Array(size) };
  let constant = 0;
  for (const gaussian of gaussians) {
    const added = addTo(totals, gaussian, latent, power);
    if (typeof added === "string") return { reason: added };
    constant += added;
  }
  const [a, b] = args.map((arg, i) => guarded(arg, family.parameters[i])) as [ExprNode, ExprNode];
  const observed = [...new Set(gaussians.flatMap((gaussian) => gaussian.observed))];
  const pair = power > 0 ? "inverse-gamma-normal" : "gamma-normal";
  return {
    factors: [
      { kind: "term", name: observed.join(", "), value: gammaDensity(a, b, totals, latent.node.axes).add(constant) },
    ],
    recovery: plusTotals(latent, { pair, observed, family: family.name }, [a, b], totals),
  };
};

/** Adds what a Gaussian says of the variable; answers the constant that it leaves, or why it does not fit. */
function addTo(
  { first, second }: { readonly first: Float64Array; readonly second: Float64Array },
  { residual, base, cells, logs, constant }: Gaussian,
  { node, name }: Variable,
  power: number,
): number | string {
  if (residual.parts.length > 0) return `normal means beside \`${name}\` are not known`;
  const found = homogeneousIn(base, node);
  if (found === undefined || found.power !== power)
    return `a standard deviation is no known multiple of \`${name}\` to the power ${power}`;
  const { factor } = found;
  cells.forEach((c, r) => {
    second[c] = (second[c] as number) + 0.5 * ((residual.constant[r] as number) / (factor[c] as number)) ** 2;
  });
  return logs.reduce((sum, count, c) => {
    first[c] = (first[c] as number) + count / 2;
    return sum - count * log(factor[c] as number);
  }, constant);
}
