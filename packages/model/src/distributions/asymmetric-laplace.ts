/** The asymmetric Laplace distribution: exponentials of different lengths on either side of the location. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1p, randomExponential } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { tailsAt } from "./composite/tails-by.js";
import { type ScalarFamily, type Tails, variable } from "./types.js";

/** P(X > mu); below mu by 1 / kappa. */
const above = (kappa: number): number => 1 / (1 + kappa * kappa);

/** P(X ≤ mu + d b). P(X > …) is that of −d with 1 / kappa. */
const cdf = (d: number, kappa: number): number =>
  d < 0 ? exp(d / kappa) * above(1 / kappa) : Math.min(1, above(1 / kappa) - above(kappa) * expm1(-d * kappa));
function logCdf(d: number, kappa: number): number {
  if (d < 0) return d / kappa - log1p(1 / kappa / kappa);
  const rest = exp(-d * kappa) * above(kappa);
  return rest < 0.5 ? log1p(-rest) : log(cdf(d, kappa));
}

/** The d with P(X ≤ mu + d b) = p, where `rest` is 1 − p. */
const quantile = (p: number, rest: number, kappa: number): number =>
  rest === 0 ? Infinity : p < above(1 / kappa) ? kappa * log(p / above(1 / kappa)) : -log(rest / above(kappa)) / kappa;

/** log P(X ≤ mu + d b) in the language: of the complement where that is the smaller part. */
function logBelow(d: ExprNode, kappa: ExprNode): ExprNode {
  const [negative, odds] = [raw.lt(d, 0), raw.square(kappa)];
  const [left, right] = [raw.where(negative, d, -1), raw.where(negative, 1, d)];
  const tail = left.div(kappa).sub(raw.log1p(raw.div(1, odds)));
  const beyond = raw.exp(raw.neg(right.mul(kappa)));
  const rest = beyond.div(odds.add(1));
  const small = raw.lt(rest, 0.5);
  const sum = odds.sub(raw.expm1(raw.neg(right.mul(kappa)))).div(odds.add(1));
  const middle = raw.where(small, raw.log1p(raw.neg(raw.where(small, rest, 0))), raw.log(sum));
  return raw.where(negative, tail, middle);
}
const standardTails: Tails = {
  logBelow: (d, kappa) => logBelow(d, kappa as ExprNode),
  logAbove: (d, kappa) => logBelow(raw.neg(d), raw.div(1, kappa as ExprNode)),
};

export const asymmetricLaplaceFamily: ScalarFamily = {
  name: "asymmetric_laplace",
  constructorName: "asymmetricLaplace",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "b", support: positive },
    { name: "kappa", support: positive },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, mu, b, kappa) => {
    const d = x.sub(mu).div(b);
    return raw
      .neg(raw.max(d.mul(kappa), raw.neg(d.div(kappa))))
      .sub(raw.log(b))
      .sub(raw.log(kappa.add(raw.div(1, kappa))));
  },
  tails: tailsAt(
    standardTails,
    (x, mu, b) => x.sub(mu as ExprNode).div(b as ExprNode),
    (_mu, _b, kappa) => [kappa as ExprNode],
  ),
  random: (rng, mu, b, kappa) => mu + b * (randomExponential(rng) / kappa - randomExponential(rng) * kappa),
  mean: (mu, b, kappa) => mu + b * (1 / kappa - kappa),
  variance: (_mu, b, kappa) => (b * kappa) ** 2 + (b / kappa) ** 2,
  entropy: (_mu, b, kappa) => 1 + log(b) + log(kappa + 1 / kappa),
  mode: (mu) => mu,
  cdf: (x, mu, b, kappa) => cdf((x - mu) / b, kappa),
  sf: (x, mu, b, kappa) => cdf((mu - x) / b, 1 / kappa),
  logCdf: (x, mu, b, kappa) => logCdf((x - mu) / b, kappa),
  logSf: (x, mu, b, kappa) => logCdf((mu - x) / b, 1 / kappa),
  quantile: (p, mu, b, kappa) => mu + b * quantile(p, 1 - p, kappa),
  upperQuantile: (p, mu, b, kappa) => mu - b * quantile(p, 1 - p, 1 / kappa),
};

/**
 * Asymmetric Laplace with location `mu`, scale `b` > 0 and asymmetry `kappa` > 0: density ∝ exp(−(x − mu) kappa / b) above
 * mu and exp((x − mu) / (b kappa)) below; laplace(mu, b) where kappa is 1, longer to the right where kappa < 1 (Kotz,
 * Kozubowski and Podgórski 2001, eq. 3.1.10, with scale σ = b √2). mu is its kappa² / (1 + kappa²) quantile.
 */
export function asymmetricLaplace<A extends Input<Real>, B extends Input<Positive>, K extends Input<Positive>>(
  mu: A,
  b: B,
  kappa: K,
): LocationScale<DimsOf<A | B | K>> {
  return variable(asymmetricLaplaceFamily, [mu, b, kappa]);
}
