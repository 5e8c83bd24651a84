/** Name the scalar functions that expressions are made of, with their values on plain numbers: every tier computes these. */
import {
  besselGap,
  cos,
  digamma,
  erfcx,
  exp,
  expm1,
  invLogit,
  lbeta,
  lgamma,
  log,
  log1mExp,
  log1p,
  log1pExp,
  log1pSquare,
  logBesselI0e,
  logIncBetaAtOdds,
  logIncBetaAtOddsInA,
  logIncBetaAtOddsInB,
  logIncBetaAtOddsInOdds,
  logIncGamma,
  logIncGammaInShape,
  logIncGammaInX,
  logIncGammaUpper,
  logIncGammaUpperInShape,
  logIncGammaUpperInX,
  logInvLogit,
  logit,
  logMills,
  logRisingRatio,
  logSkewNormalCdf,
  logVonMisesArc,
  logVonMisesArcInKappa,
  meanExcess,
  pow,
  risingRatioSlope,
  sin,
  stdNormalLogCdf,
  tanh,
  trigamma,
} from "@credence/math";

export type UnaryName =
  | "neg"
  | "abs"
  | "sign"
  | "floor"
  | "square"
  | "sqrt"
  | "exp"
  | "log"
  | "log1p"
  | "expm1"
  | "sin"
  | "cos"
  | "tanh"
  | "logit"
  | "invLogit"
  | "logInvLogit"
  | "log1pExp"
  | "log1pSquare"
  | "log1mExp"
  | "lgamma"
  | "digamma"
  | "trigamma"
  | "stdNormalLogCdf"
  | "erfcx"
  | "logBesselI0e"
  | "besselGap";
export type BinaryName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "max"
  | "min"
  | "gt"
  | "ge"
  | "lt"
  | "le"
  | "eq"
  | "xlogy"
  | "xlog1py"
  | "lbeta"
  | "logMills"
  | "meanExcess"
  | "logRisingRatio"
  | "risingRatioSlope"
  | "logIncGamma"
  | "logIncGammaInShape"
  | "logIncGammaInX"
  | "logIncGammaUpper"
  | "logIncGammaUpperInShape"
  | "logIncGammaUpperInX"
  | "logSkewNormalCdf";
export type TernaryName =
  | "select"
  | "logIncBetaAtOdds"
  | "logIncBetaAtOddsInA"
  | "logIncBetaAtOddsInB"
  | "logIncBetaAtOddsInOdds"
  | "logVonMisesArc"
  | "logVonMisesArcInKappa";

const truth = (condition: boolean): number => (condition ? 1 : 0);

/** Functions of one number. */
export const unary: { readonly [N in UnaryName]: (x: number) => number } = {
  neg: (x: number): number => -x,
  abs: (x: number): number => Math.abs(x),
  sign: (x: number): number => Math.sign(x),
  floor: (x: number): number => Math.floor(x),
  square: (x: number): number => x * x,
  sqrt: (x: number): number => Math.sqrt(x),
  exp,
  log,
  log1p,
  expm1,
  sin,
  cos,
  tanh,
  logit,
  invLogit,
  logInvLogit,
  log1pExp,
  log1pSquare,
  log1mExp,
  lgamma,
  digamma,
  trigamma,
  stdNormalLogCdf,
  /** exp(x²) erfc(x), by which the slope of stdNormalLogCdf keeps its digits in the tails. */
  erfcx,
  /** log of exp(−x) I₀(x) for x ≥ 0, and minus its slope. */
  logBesselI0e,
  besselGap,
};

/** Functions of two numbers; comparisons give 1 or 0. */
export const binary: { readonly [N in BinaryName]: (a: number, b: number) => number } = {
  add: (a: number, b: number): number => a + b,
  sub: (a: number, b: number): number => a - b,
  mul: (a: number, b: number): number => a * b,
  div: (a: number, b: number): number => a / b,
  pow,
  // like f64x2.pmax and pmin, the second argument where either is NaN: not what Math.max does
  // biome-ignore lint/complexity/useMathMinMax: see above
  max: (a: number, b: number): number => (a >= b ? a : b),
  // biome-ignore lint/complexity/useMathMinMax: see above
  min: (a: number, b: number): number => (a <= b ? a : b),
  gt: (a: number, b: number): number => truth(a > b),
  ge: (a: number, b: number): number => truth(a >= b),
  lt: (a: number, b: number): number => truth(a < b),
  le: (a: number, b: number): number => truth(a <= b),
  eq: (a: number, b: number): number => truth(a === b),
  /** a log b, and 0 where a is 0. */
  xlogy: (a: number, b: number): number => (a === 0 ? 0 : a * log(b)),
  /** a log(1 + b), and 0 where a is 0. */
  xlog1py: (a: number, b: number): number => (a === 0 ? 0 : a * log1p(b)),
  lbeta,
  /** log ∫ exp(−a t − t²/2) dt from 0 to w, for a ≥ 0, and minus its slope in a. */
  logMills,
  meanExcess,
  /** log[(x)_k / x^k], by which counts with unknown rates differ from counts with known ones, and its slope in x. */
  logRisingRatio,
  risingRatioSlope,
  /** Log probabilities of gamma(a, 1) below and above x, and their slopes in either argument. */
  logIncGamma,
  logIncGammaInShape,
  logIncGammaInX,
  logIncGammaUpper,
  logIncGammaUpperInShape,
  logIncGammaUpperInX,
  logSkewNormalCdf,
};

/** Functions of three numbers. */
export const ternary: { readonly [N in TernaryName]: (a: number, b: number, c: number) => number } = {
  /** The second argument where the first is not 0, else the third. */
  select: (condition: number, yes: number, no: number): number => (condition !== 0 ? yes : no),
  /** The log probability of beta(a, b) below log odds w, and its slopes. */
  logIncBetaAtOdds,
  logIncBetaAtOddsInA,
  logIncBetaAtOddsInB,
  logIncBetaAtOddsInOdds,
  /** The log probability of an arc from the mean direction, at a concentration. */
  logVonMisesArc,
  logVonMisesArcInKappa,
};

export type ElementwiseName = UnaryName | BinaryName | TernaryName;

/** All of them in one table. */
export const elementwise: { readonly [N in ElementwiseName]: (...args: number[]) => number } = {
  ...unary,
  ...binary,
  ...ternary,
} as never;
