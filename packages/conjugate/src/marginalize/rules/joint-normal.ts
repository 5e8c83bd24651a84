/** Integrate several normal variables together: regression coefficients, overall means, whatever observations link. */
import { lengthOf } from "@credence/model";
import { unknownsIn, type Variable } from "../../graph/condition.js";
import { listed } from "../../graph/open.js";
import { columnsOf } from "../gaussian/columns.js";
import { compressed } from "../gaussian/compress.js";
import type { Gaussian } from "../gaussian/factor.js";
import { gaussianOf } from "../gaussian/gaussian-of.js";
import { jointRecovery } from "../gaussian/joint-law.js";
import { integrateColumns as withManySpreads } from "../gaussian/many-spreads.js";
import { merged } from "../gaussian/merge.js";
import { integrateColumns as withOneSpread } from "../gaussian/one-spread.js";
import { type Factor, type Step, termReason } from "../step.js";
import type { Thrift } from "../types.js";

/** Above so many columns a factorisation at every evaluation costs more than sampling them. */
export const mostColumns = 64;

/**
 * Whether factoring k columns at every evaluation, some k³ operations, costs less than the n k of the density with them,
 * about three times as many of which a chain needs where it moves the columns too.
 */
const pays = (columns: number, rows: number): boolean => columns * columns <= 4 * rows + 400;

/** A step over as many variables as fit together, and why the others do not. */
export interface JointOutcome {
  readonly step: Step | undefined;
  readonly reasons: ReadonlyMap<Variable, string>;
}

const normals: ReadonlySet<string> = new Set(["normal", "multivariate_normal", "multivariate_normal_cholesky"]);

/** Whether a variable may be a column of normal ones. */
export const isNormal = ({ family }: Variable): boolean => normals.has(family.name);

/** Integrates those of `latents` that are normal and enter only the means of normal variables, linearly. */
export function jointNormal(
  latents: readonly Variable[],
  factors: readonly Factor[],
  thrift: Thrift = "possible",
): JointOutcome {
  const reasons = new Map<Variable, string>();
  let chosen = latents.filter(isNormal);
  for (;;) {
    const touched = factors.filter((factor) => chosen.some((latent) => isAbout(factor, latent)));
    const found = gaussiansAbout(chosen, touched, thrift);
    if ("gaussians" in found) {
      return chosen.length === 0
        ? { step: undefined, reasons }
        : {
            step: stepOf(
              chosen,
              found.gaussians,
              factors.filter((f) => !touched.includes(f)),
            ),
            reasons,
          };
    }
    for (const latent of found.drop) reasons.set(latent, found.reason);
    chosen = chosen.filter((latent) => !found.drop.includes(latent));
  }
}

function stepOf(chosen: readonly Variable[], gaussians: readonly Gaussian[], others: readonly Factor[]): Step {
  const columns = columnsOf(chosen);
  const observed = [...new Set(gaussians.flatMap((gaussian) => gaussian.observed))].filter(
    (name) => !chosen.some((latent) => latent.name === name),
  );
  const [only, second] = gaussians;
  const one =
    only !== undefined && second === undefined && lengthOf(only.base) === 1 ? withOneSpread(only, columns) : undefined;
  if (one !== undefined)
    return {
      factors: [...others, { kind: "gaussian", gaussian: { ...one.left, observed } }],
      recovery: jointRecovery(columns, observed, one.law),
    };
  const { density, law } = withManySpreads(gaussians, columns);
  return {
    factors: [...others, { kind: "term", name: observed.join(", "), value: density }],
    recovery: jointRecovery(columns, observed, law),
  };
}

/** Whether a factor is the prior of a variable or depends on it. */
function isAbout(factor: Factor, latent: Variable): boolean {
  if (factor.kind === "variable" && factor.variable === latent) return true;
  return expressionsOf(factor).some((expression) => unknownsIn(expression).includes(latent.node));
}

const expressionsOf = (factor: Factor) =>
  factor.kind === "term"
    ? [factor.value]
    : factor.kind === "variable"
      ? factor.variable.node.args
      : [factor.gaussian.base, ...factor.gaussian.residual.parts.map(({ atom }) => atom)];

type Found =
  | { readonly gaussians: readonly Gaussian[] }
  | { readonly drop: readonly Variable[]; readonly reason: string };

/** The factors as Gaussians whose only nonlinearity is not in the chosen variables, or which of those to leave. */
function gaussiansAbout(chosen: readonly Variable[], touched: readonly Factor[], thrift: Thrift): Found {
  const gaussians: Gaussian[] = [];
  for (const factor of touched) {
    const about = chosen.filter((latent) => isAbout(factor, latent));
    if (factor.kind === "term") return { drop: about, reason: termReason(listed(about), factor.name) };
    if (factor.kind === "variable" && factor.variable.values === undefined && !chosen.includes(factor.variable))
      return {
        drop: about,
        reason: `\`${factor.variable.name}\`, which depends on ${listed(about)}, is not integrated itself`,
      };
    const gaussian = factor.kind === "gaussian" ? factor.gaussian : gaussianOf(factor.variable);
    if (gaussian === undefined) {
      const name = factor.kind === "variable" ? factor.variable.name : "";
      return { drop: about, reason: `${listed(about)} has no conjugate pair with \`${name}\`` };
    }
    const nonlinear = chosen.filter(({ node }) =>
      [gaussian.base, ...gaussian.residual.parts.map(({ atom }) => atom).filter((atom) => atom !== node)].some(
        (expression) => unknownsIn(expression).includes(node),
      ),
    );
    if (nonlinear.length > 0)
      return { drop: nonlinear, reason: `a mean is no linear function of ${listed(nonlinear)}` };
    gaussians.push(gaussian);
  }
  const size = chosen.reduce((sum, { node }) => sum + lengthOf(node), 0);
  const rows = gaussians.reduce((sum, { cells }) => sum + cells.length, 0);
  if (size > mostColumns || (thrift === "worthwhile" && !pays(size, rows))) {
    const largest = chosen.reduce((a, b) => (lengthOf(b.node) > lengthOf(a.node) ? b : a));
    return {
      drop: [largest],
      reason: `\`${largest.name}\` has ${lengthOf(largest.node)} values that observations link: factoring them at every step would cost more than sampling them`,
    };
  }
  return { gaussians: merged(gaussians.map(compressed)).map(compressed) };
}
