/** Number the operations of the prebuilt interpreter: what its code is written in, and what its module is generated of. */
import type { BinaryName, ElementwiseName, TernaryName, UnaryName } from "@credence/model";

/** Functions of one number that run in lanes. */
export const laneSingles: readonly UnaryName[] = [
  "neg",
  "abs",
  "square",
  "sqrt",
  "exp",
  "log",
  "log1p",
  "invLogit",
  "logInvLogit",
  "log1pExp",
];
/** Functions of one number that run number by number, as more code would not be much quicker; what is not listed is the host's. */
const singles: readonly UnaryName[] = [
  "sign",
  "floor",
  "expm1",
  "sin",
  "cos",
  "tanh",
  "logit",
  "log1mExp",
  "log1pSquare",
  "lgamma",
  "digamma",
];
/** Functions of two numbers that run in lanes: a form for each argument that may be a single number. */
export const lanePairs: readonly BinaryName[] = ["add", "sub", "mul", "div"];
const pairs: readonly BinaryName[] = [
  "max",
  "min",
  "gt",
  "ge",
  "lt",
  "le",
  "eq",
  "xlogy",
  "xlog1py",
  "lbeta",
  "logRisingRatio",
  "risingRatioSlope",
];
const triples: readonly TernaryName[] = ["select"];

/** Functions whose arguments are read number by number, each a step from the last. */
export const stepped: readonly ElementwiseName[] = [...singles, ...pairs, ...triples];

/** Every function that has a form for single numbers. */
export const functions: readonly ElementwiseName[] = [...laneSingles, ...lanePairs, ...stepped];

/** Operations on arrays, which take integers. */
export const arrays = [
  "logistic",
  "gather",
  "scatterAdd",
  "take",
  "scatterTake",
  "repeat",
  "sum",
  "segmentMax",
  "cumulativeSum",
  "sparse",
  "rows",
  "columns",
  "matmul",
  "cholesky",
  "choleskyAdjoint",
  "solveLower",
  "solveUpper",
] as const;
export type ArrayOperation = (typeof arrays)[number];

/**
 * All operations; the place of each is its code: `host` calls the host's loop, `one:` are functions of single numbers,
 * `each:` of arrays, `left:` and `right:` of arrays where that argument is a single number.
 */
export const operations: readonly string[] = [
  "host",
  ...functions.map((name) => `one:${name}`),
  ...functions.map((name) => `each:${name}`),
  ...lanePairs.flatMap((name) => [`left:${name}`, `right:${name}`]),
  ...arrays,
];

/** Words that an instruction takes: its code and its arguments. */
export const STRIDE = 12;
