/** Tabulate the densities that the tutorial draws: beta distributions, and how likely the clicks are at each rate. */
import { type Curve, tabulate } from "@credence/plots";
import { distributions, type NumericDistribution } from "credence";
import type { Shapes } from "./campaign.js";
import type { Campaign } from "./data.js";

// A distribution lacks what has no closed form; these two have it all.
const { beta: betaLaw, binomial: binomialLaw } = distributions as Readonly<
  Record<"beta" | "binomial", Required<NumericDistribution>>
>;

/** The density of a beta distribution, wherever it is more than a trace. */
export function betaCurve(label: string, role: Curve["role"], { alpha, beta }: Shapes): Curve {
  const shapes = { alpha, beta };
  const density = (x: number): number => Math.exp(betaLaw.logDensity(x, shapes));
  const edge = (p: number): number => betaLaw.quantile(p, shapes);
  return tabulate(label, role, density, [edge(1e-5), edge(1 - 1e-5)]);
}

/** The probability of the clicks at each rate: no density, so only its shape can be drawn. */
export function likelihoodCurve({ clicks, impressions }: Campaign): Curve {
  const likelihood = (p: number): number => Math.exp(binomialLaw.logDensity(clicks, { n: impressions, p }));
  return tabulate(`evidence: ${clicks} clicks in ${impressions}`, "likelihood", likelihood, [0, 1]);
}
