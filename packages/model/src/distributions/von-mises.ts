/** The von Mises distribution of angles: the normal of the circle. */
import type { DimsOf } from "@credence/draws";
import { atan2, besselGap, exp, integrate, log, logBesselI0e, logSumExp, type Rng, sin, tan } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../expr/types.js";
import { nonNegative, real } from "../support.js";
import { type LogTails, lowerQuantile, precise, upperQuantile } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

const logTwoPi = 1.8378770664093453;
/** Beyond exp(−reach) of where it starts an arc counts for nothing. */
const reach = 42;

/** From here on an angle is a normal's, to all digits. */
const nearlyNormal = 1e18;

/** The same angle in [−π, π]. */
const wrapped = (angle: number): number => {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  return Math.min(Math.max(turned, -Math.PI), Math.PI);
};

/**
 * log of the probability between two distances 0 ≤ near < far ≤ π from the mean, on one side of it: the density is
 * exp(−2κ sin²(δ/2)) / 2π I₀(κ)e^−κ, and sin² s − sin² t = sin(s − t) sin(s + t).
 */
function logArc(near: number, far: number, kappa: number): number {
  const start = sin(near / 2) ** 2;
  const last = Math.min(1, start + reach / (2 * kappa));
  const end = Math.min(far, last < 1 ? 2 * atan2(Math.sqrt(last), Math.sqrt(1 - last)) : Math.PI);
  if (!(end > near)) return -Infinity;
  const fall = (u: number): number => {
    const away = (end - near) * u;
    return exp(-2 * kappa * sin(away / 2) * sin(near + away / 2));
  };
  const { value } = integrate(fall, 0, 1, { relativeTolerance: 1e-12 });
  return log((end - near) * value) - 2 * kappa * start - logTwoPi - logBesselI0e(kappa);
}

/** log of the probability between two angles measured from the mean, −2π ≤ from ≤ to ≤ 2π, arc by arc. */
function logBetween(from: number, to: number, kappa: number): number {
  const cuts = [from, ...[-Math.PI, 0, Math.PI].filter((cut) => from < cut && cut < to), to];
  const arcs = cuts.slice(1).map((end, i) => {
    // angles beyond ±π are measured from the mean's image
    const begin = cuts[i] as number;
    const image = begin + end > 2 * Math.PI ? 2 * Math.PI : begin + end < -2 * Math.PI ? -2 * Math.PI : 0;
    const [p, q] = [Math.abs(begin - image), Math.abs(end - image)];
    return logArc(Math.min(p, q), Math.max(p, q), kappa);
  });
  return logSumExp(arcs);
}

const logLower = (x: number, mu: number, kappa: number): number =>
  x <= -Math.PI ? -Infinity : logBetween(-Math.PI - wrapped(mu), Math.min(x, Math.PI) - wrapped(mu), kappa);
const logUpper = (x: number, mu: number, kappa: number): number =>
  x >= Math.PI ? -Infinity : logBetween(Math.max(x, -Math.PI) - wrapped(mu), Math.PI - wrapped(mu), kappa);
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
