/** Tabulate the densities that the tutorial draws: beta distributions, and how likely the clicks are at each rate. */
import { type Curve, tabulate } from "@credence/plots";
import { distributions } from "credence";
import type { Shapes } from "./campaign.js";
import type { Campaign } from "./data.js";

/** The density of a beta distribution, wherever it is more than a trace. */
export function betaCurve(label: string, role: Curve["role"], { alpha, beta }: Shapes): Curve {
  const shapes = { alpha, beta };
  const density = (x: number): number => Math.exp(distributions.beta.logDensity(x, shapes));
  const edge = (p: number): number => distributions.beta.quantile(p, shapes);
  return tabulate(label, role, density, [edge(1e-5), edge(1 - 1e-5)]);
}

/** The probability of the clicks at each rate: no density, so only its shape can be drawn. */
export function likelihoodCurve({ clicks, impressions }: Campaign): Curve {
  const likelihood = (p: number): number => Math.exp(distributions.binomial.logDensity(clicks, { n: impressions, p }));
  return tabulate(`evidence: ${clicks} clicks in ${impressions}`, "likelihood", likelihood, [0, 1]);
}
