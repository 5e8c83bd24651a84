/** Compute how probable it is that each of several quantities is the largest, and what choosing a lesser one costs. */
import { exp, log1mExp } from "@credence/math";
import type { Arm } from "./arm.js";
import { type Law, lawsOf, lines } from "./law.js";
import { nodesFor } from "./panels.js";

/**
 * The probability of each arm to be the largest, P_i = ∫ f_i ∏_{j≠i} F_j, by Gauss-Legendre quadrature in log odds or
 * logs, where all factors are log-concave. Relative error about 1e-11, however small a probability is.
 *
 * @param arms posteriors of one family, independent
 */
export function probabilityBestOf(arms: readonly Arm[]): number[] {
  const laws = lawsOf("probabilityBest", arms, 1);
  if (laws.length === 1) return [1];
  return quadrature(laws, (i, w, others) => (laws[i] as Law).logDensity(w) + others);
}

/**
 * P(b > a): the probability that the second of two quantities is better, as in a test of B against A.
 * Relative error as that of {@link probabilityBestOf}.
 */
export function probabilityBetterOf(a: Arm, b: Arm): number {
  const laws = lawsOf("probabilityBetter", [a, b]);
  return quadrature(laws, (i, w, others) =>
    i === 1 ? (laws[1] as Law).logDensity(w) + others : -Infinity,
  )[1] as number;
}

/**
 * The expected loss of choosing each arm: how far the largest is above it on average,
 * E (max_{j≠i} θ_j − θ_i)⁺ = ∫ F_i (1 − ∏_{j≠i} F_j) dx, which cancels nowhere. In units of the quantity.
 */
export function expectedLossOf(arms: readonly Arm[]): number[] {
  const laws = lawsOf("expectedLoss", arms, 1);
  if (laws.length === 1) return [0];
  const line = lines[(laws[0] as Law).family];
  return quadrature(
    laws,
    (i, w, others) => (laws[i] as Law).logCdf(w) + log1mExp(Math.min(0, others)) + line.logSlope(w),
  );
}

/**
 * For each law the integral over w of an integrand given by its log, `others` being the sum of log F_j(w) over the
 * other laws.
 */
function quadrature(laws: readonly Law[], logIntegrand: (i: number, w: number, others: number) => number): number[] {
  const alone = laws.map((_, i) => (w: number) => logIntegrand(i, w, othersAt(laws, w)[i] as number));
  const { at, weights } = nodesFor(laws, alone);
  const integrals = new Float64Array(laws.length);
  at.forEach((w, node) => {
    const others = othersAt(laws, w);
    for (let i = 0; i < laws.length; i++)
      integrals[i] =
        (integrals[i] as number) + (weights[node] as number) * exp(logIntegrand(i, w, others[i] as number));
  });
  return [...integrals];
}

/** For each law the log of the product of the others' distribution functions; sums from both ends, as −∞ has no difference. */
function othersAt(laws: readonly Law[], w: number): Float64Array {
  const logs = laws.map((law) => law.logCdf(w));
  const others = new Float64Array(laws.length);
  let below = 0;
  for (let i = 0; i < laws.length; i++) {
    others[i] = below;
    below += logs[i] as number;
  }
  let above = 0;
  for (let i = laws.length - 1; i >= 0; i--) {
    others[i] = (others[i] as number) + above;
    above += logs[i] as number;
  }
  return others;
}
