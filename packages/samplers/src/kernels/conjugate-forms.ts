/** List the laws of single coordinates that can be read off two slopes of a log density and drawn from. */
import { exp, invLogit, log, logInvLogit, type Rng, randomLogGamma } from "@credence/math";
import type { Scale } from "../types.js";

/**
 * A law with log density a · first(u) + b · second(u) + constant in the free coordinate u, Jacobian included: slopes at two
 * places give a and b.
 */
export interface Form {
  /** What the variable itself follows. */
  readonly name: string;
  readonly first: (u: number) => number;
  readonly second: (u: number) => number;
  readonly firstSlope: (u: number) => number;
  readonly secondSlope: (u: number) => number;
  /** Whether the law is proper. */
  readonly proper: (a: number, b: number) => boolean;
  readonly draw: (rng: Rng, a: number, b: number) => number;
}

const bothPositive = (a: number, b: number): boolean => a > 0 && b > 0 && a < Infinity && b < Infinity;
const one = (): number => 1;
const itself = (u: number): number => u;

const normal: Form = {
  name: "normal",
  first: itself,
  second: (u) => -0.5 * u * u,
  firstSlope: one,
  secondSlope: (u) => -u,
  proper: (a, b) => Number.isFinite(a) && b > 0 && b < Infinity,
  draw: (rng, a, b) => a / b + rng.normal() / Math.sqrt(b),
};

/** x = exp u is gamma(a, b). */
const gamma: Form = {
  name: "gamma",
  first: itself,
  second: (u) => -exp(u),
  firstSlope: one,
  secondSlope: (u) => -exp(u),
  proper: bothPositive,
  draw: (rng, a, b) => randomLogGamma(rng, a) - log(b),
};

/** x = exp u is inverse gamma(a, b). */
const inverseGamma: Form = {
  name: "inverse gamma",
  first: (u) => -u,
  second: (u) => -exp(-u),
  firstSlope: () => -1,
  secondSlope: (u) => exp(-u),
  proper: bothPositive,
  draw: (rng, a, b) => log(b) - randomLogGamma(rng, a),
};

/** x = 1 / (1 + exp(−u)) is beta(a, b): the odds are a ratio of gammas. */
const beta: Form = {
  name: "beta",
  first: logInvLogit,
  second: (u) => logInvLogit(-u),
  firstSlope: (u) => invLogit(-u),
  secondSlope: (u) => -invLogit(u),
  proper: bothPositive,
  draw: (rng, a, b) => randomLogGamma(rng, a) - randomLogGamma(rng, b),
};

/** The forms that a coordinate may have, by how its variable is moved. */
export const formsOf: { readonly [S in Scale]: readonly Form[] } = {
  identity: [normal],
  log: [gamma, inverseGamma],
  logit: [beta],
};
