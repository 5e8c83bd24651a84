/** Give arms one face: densities and tails in a variable on the whole line in which their densities are log-concave. */
import {
  digamma,
  exp,
  invLogit,
  LOG_SQRT_TWO_PI,
  lbeta,
  lgamma,
  log,
  log1p,
  logBetaPrefactor,
  logGammaPrefactor,
  logIncBeta,
  logIncBetaUpper,
  logIncGamma,
  logit,
  stdNormalLogCdf,
  trigamma,
} from "@credence/math";
import { type Arm, type ArmFamily, checkedArm } from "./arm.js";

/** The posterior of one arm. The line's variable `w` is the log odds of a rate, the log of a positive quantity, or the value itself. */
export interface Law {
  readonly family: ArmFamily;
  readonly parameters: readonly [number, number];
  readonly mean: number;
  /** Mean and standard deviation of w. */
  readonly center: number;
  readonly spread: number;
  /** Log density of w. */
  logDensity(w: number): number;
  logCdf(w: number): number;
}

/** How w and the value belong together, by family. */
export interface Line {
  /** log dx/dw. */
  logSlope(w: number): number;
  valueOf(w: number): number;
  /** The w of a value; ±Infinity outside the support. */
  of(x: number): number;
}

export const lines: Readonly<Record<ArmFamily, Line>> = {
  beta: {
    logSlope: (w) => -2 * log1p(exp(-Math.abs(w))) - Math.abs(w),
    valueOf: invLogit,
    of: (x) => (x <= 0 ? -Infinity : x >= 1 ? Infinity : logit(x)),
  },
  gamma: { logSlope: (w) => w, valueOf: exp, of: (x) => (x <= 0 ? -Infinity : log(x)) },
  normal: { logSlope: () => 0, valueOf: (w) => w, of: (x) => x },
};

/** Below this w, e^w vanishes beside 1 and soon has no digits: leading terms are all there is. */
const underflow = -600;

const laws: Readonly<Record<ArmFamily, (...p: readonly [number, number]) => Omit<Law, "family" | "parameters">>> = {
  beta: (a, b) => {
    const below = rateTail(a, b);
    const above = rateTail(b, a);
    return {
      mean: a / (a + b),
      center: digamma(a) - digamma(b),
      spread: Math.sqrt(trigamma(a) + trigamma(b)),
      logDensity: (w) => (w < 0 ? below.logDensity(w) : above.logDensity(-w)),
      logCdf: (w) => (w < 0 ? below.logCdf(w) : above.logSf(-w)),
    };
  },
  gamma: (shape, rate) => {
    const shift = log(rate);
    return {
      mean: shape / rate,
      center: digamma(shape) - shift,
      spread: Math.sqrt(trigamma(shape)),
      logDensity: (w) => logGammaDensity(shape, w + shift),
      logCdf: (w) =>
        w + shift < underflow ? logGammaDensity(shape, w + shift) - log(shape) : logIncGamma(shape, exp(w + shift)),
    };
  },
  normal: (mean, sd) => ({
    mean,
    center: mean,
    spread: sd,
    logDensity: (w) => -0.5 * ((w - mean) / sd) ** 2 - log(sd) - LOG_SQRT_TWO_PI,
    logCdf: (w) => stdNormalLogCdf((w - mean) / sd),
  }),
};

/** Of the log of a gamma variable of rate 1. */
function logGammaDensity(shape: number, w: number): number {
  if (w < underflow) return shape * w - lgamma(shape);
  const x = exp(w);
  return x < Infinity ? logGammaPrefactor(shape, x) : -Infinity;
}

/** Of the log odds of a rate, for w < 0. */
const rateTail = (a: number, b: number): Record<"logDensity" | "logCdf" | "logSf", (w: number) => number> => {
  const leading = (w: number): number => a * w - lbeta(a, b);
  return {
    logDensity: (w) => (w < underflow ? leading(w) : logBetaPrefactor(a, b, invLogit(w), invLogit(-w))),
    logCdf: (w) => (w < underflow ? leading(w) - log(a) : logIncBeta(a, b, invLogit(w))),
    logSf: (w) => logIncBetaUpper(a, b, invLogit(w)),
  };
};

/** The laws of arms that are to be compared. @throws where one is malformed, or the families differ. */
export function lawsOf(verb: string, arms: readonly Arm[], least = 2): readonly Law[] {
  if (!Array.isArray(arms) || arms.length < least)
    throw new TypeError(`${verb}: give a list of at least ${least} arms to compare`);
  const found = arms.map((arm, i): Law => {
    const { family, parameters } = checkedArm(verb, arm, `arm ${i}`);
    return { family, parameters, ...laws[family](...parameters) };
  });
  const [first] = found as [Law];
  const other = found.find(({ family }) => family !== first.family);
  if (other !== undefined)
    throw new TypeError(
      `${verb}: a ${first.family} and a ${other.family} posterior cannot be compared; give arms of one family`,
    );
  return found;
}
