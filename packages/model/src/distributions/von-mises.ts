/** The von Mises distribution of angles: the normal of the circle. */
import type { DimsOf } from "@credence/draws";
import { atan2, besselGap, exp, logBesselI0e, logVonMisesArc, type Rng, tan } from "@credence/math";
import { constant, type ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../expr/types.js";
import { nonNegative, real } from "../support.js";
import { type LogTails, lowerQuantile, precise, upperQuantile } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

const logTwoPi = 1.8378770664093453;

/** From here on an angle is a normal's, to all digits. */
const nearlyNormal = 1e18;

/** The same angle in [−π, π]. */
const wrapped = (angle: number): number => {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  return Math.min(Math.max(turned, -Math.PI), Math.PI);
};

const logLower = (x: number, mu: number, kappa: number): number =>
  x <= -Math.PI ? -Infinity : logVonMisesArc(-Math.PI - wrapped(mu), Math.min(x, Math.PI) - wrapped(mu), kappa);
const logUpper = (x: number, mu: number, kappa: number): number =>
  x >= Math.PI ? -Infinity : logVonMisesArc(Math.max(x, -Math.PI) - wrapped(mu), Math.PI - wrapped(mu), kappa);
const logCdf = (x: number, mu: number, kappa: number): number =>
  precise(logLower(x, mu, kappa), logUpper(x, mu, kappa));
const logSf = (x: number, mu: number, kappa: number): number => precise(logUpper(x, mu, kappa), logLower(x, mu, kappa));

const tails = (mu: number, kappa: number): LogTails => ({
  lower: (x) => logLower(x, mu, kappa),
  upper: (x) => logUpper(x, mu, kappa),
});
const search = (mu: number, kappa: number) => ({
  middle: wrapped(mu),
  width: 1 / Math.sqrt(Math.max(1, kappa)),
  least: -Math.PI,
  most: Math.PI,
});

/**
 * An angle from the mean, by rejection from the wrapped Cauchy (Best and Fisher 1979) written in t = tan(δ/2), which is
 * Cauchy with scale γ there; γ² = 1 / (1 + 4κ) suits a normal for large κ and the uniform for κ = 0.
 */
function randomAngle(rng: Rng, kappa: number): number {
  if (kappa > nearlyNormal) return rng.normal() / Math.sqrt(kappa);
  const scale = 1 / Math.sqrt(1 + 4 * kappa);
  const most = kappa > 0.25 ? 2 * exp(-0.5) : (1 + 4 * kappa) * exp(-2 * kappa);
  for (;;) {
    const t = scale * tan(Math.PI * (rng.uniform() - 0.5));
    const v = (t / (1 + t * t)) * t; // sin²(δ/2)
    if (rng.uniform() * most <= (1 + 4 * kappa * v) * exp(-2 * kappa * v)) return 2 * atan2(t, 1);
  }
}

/** The mean direction in [−π, π], in the language. */
const direction = (mu: ExprNode): ExprNode => mu.sub(raw.floor(mu.div(2 * Math.PI).add(0.5)).mul(2 * Math.PI));
const arc = (from: ExprNode, to: ExprNode, mu: ExprNode, kappa: ExprNode): ExprNode =>
  raw.logVonMisesArc(from.sub(direction(mu)), to.sub(direction(mu)), kappa);
const [first, last] = [constant(-Math.PI), constant(Math.PI)];

export const vonMisesFamily: ScalarFamily = {
  name: "von_mises",
  constructorName: "vonMises",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "kappa", support: nonNegative },
  ],
  support: () => ({ kind: "interval", lower: -Math.PI, upper: Math.PI, closed: true }),
  // κ (cos d − 1) − log I₀(κ)e^−κ, each term without its growth
  logDensity: (x, mu, kappa) =>
    raw
      .square(raw.sin(x.sub(mu).mul(0.5)))
      .mul(kappa)
      .mul(-2)
      .sub(raw.logBesselI0e(kappa))
      .sub(logTwoPi),
  tails: {
    logBelow: (x, mu, kappa) => arc(first, x, mu as ExprNode, kappa as ExprNode),
    logAbove: (x, mu, kappa) => arc(x, last, mu as ExprNode, kappa as ExprNode),
    logBetween: (lower, upper, mu, kappa) => arc(lower, upper, mu as ExprNode, kappa as ExprNode),
  },
  random: (rng, mu, kappa) => wrapped(mu + randomAngle(rng, kappa)),
  mean: (mu) => mu,
  variance: (_mu, kappa) => besselGap(kappa),
  entropy: (_mu, kappa) => logTwoPi + logBesselI0e(kappa) + kappa * besselGap(kappa),
  mode: (mu) => wrapped(mu),
  cdf: (x, mu, kappa) => exp(logCdf(x, mu, kappa)),
  sf: (x, mu, kappa) => exp(logSf(x, mu, kappa)),
  logCdf,
  logSf,
  quantile: (p, mu, kappa) => lowerQuantile(p, tails(mu, kappa), search(mu, kappa)),
  upperQuantile: (p, mu, kappa) => upperQuantile(p, tails(mu, kappa), search(mu, kappa)),
};

/**
 * Von Mises with mean direction `mu` and concentration `kappa` ≥ 0: density ∝ exp(kappa cos(x − mu)) for angles in [−π, π],
 * in radians. The cdf is measured from −π, `mean` is the mean direction and `variance` the circular variance 1 − I₁/I₀
 * (Mardia and Jupp 2000, section 3.5.4).
 */
export function vonMises<A extends Input<Real>, B extends Input<Positive>>(
  mu: A,
  kappa: B,
): Variable<DimsOf<A | B>, Real> {
  return variable(vonMisesFamily, [mu, kappa]);
}
