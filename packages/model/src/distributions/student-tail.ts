/** Compute tail probabilities and quantiles of Student's t with location 0 and scale 1, precise however far out. */
import {
  exp,
  incBeta,
  incBetaInverse,
  incBetaUpper,
  incBetaUpperInverse,
  lbeta,
  log,
  log1p,
  logIncBeta,
  logIncBetaUpper,
} from "@credence/math";

/** Beyond this |t|/√ν the first term of the tail's power series is all of it, and squares may overflow. */
const far = 1e8;
/** Below this t the density is that at 0. */
const near = 1e-9;

/** 2 P(T > t) for t ≥ 0: I_x(ν/2, ½) at x = ν/(ν + t²), by 1 − x where that is the smaller one. */
export function bothTails(t: number, nu: number): number {
  const r = t / Math.sqrt(nu);
  if (r > far) return exp(logFarTails(r, nu));
  const square = r * r;
  return r < 1 ? incBetaUpper(0.5, nu / 2, square / (1 + square)) : incBeta(nu / 2, 0.5, 1 / (1 + square));
}

/** log 2 P(T > t) for t ≥ 0. */
export function logBothTails(t: number, nu: number): number {
  const r = t / Math.sqrt(nu);
  if (t < near) return log1p(-between(t, nu));
  if (r > far) return logFarTails(r, nu);
  const square = r * r;
  return r < 1 ? logIncBetaUpper(0.5, nu / 2, square / (1 + square)) : logIncBeta(nu / 2, 0.5, 1 / (1 + square));
}

/** log of x^a / (a B(a, ½)) with a = ν/2 and x = r⁻², where the power series of I_x starts. */
const logFarTails = (r: number, nu: number): number => -nu * log(r) - log(nu / 2) - lbeta(nu / 2, 0.5);

/** P(|T| ≤ t) for t ≥ 0. Near 0, where squares underflow, it is t times the density there. */
export function between(t: number, nu: number): number {
  const r = t / Math.sqrt(nu);
  if (t < near && r < near) return 2 * r * exp(-lbeta(0.5, nu / 2));
  const square = r * r;
  return r < 1 ? incBeta(0.5, nu / 2, square / (1 + square)) : 1 - bothTails(t, nu);
}

/** The t ≥ 0 with 2 P(T > t) = p. */
export function tailsQuantile(p: number, nu: number): number {
  const nearly = incBetaUpperInverse(0.5, nu / 2, p);
  if (nearly < 0.5) return Math.sqrt((nu * nearly) / (1 - nearly));
  const rest = incBetaInverse(nu / 2, 0.5, p);
  return Math.sqrt(nu * (1 - rest)) / Math.sqrt(rest);
}

/** The t ≥ 0 with P(|T| ≤ t) = p. */
export function betweenQuantile(p: number, nu: number): number {
  const nearly = incBetaInverse(0.5, nu / 2, p);
  return nearly < 0.5 ? Math.sqrt((nu * nearly) / (1 - nearly)) : tailsQuantile(1 - p, nu);
}
