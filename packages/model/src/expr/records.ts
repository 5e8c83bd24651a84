/** State the records that a model is made of: expressions, supports and families refer to each other, so they are told together. */
import type { Dim } from "@credence/draws";
import type { OdeOptions, Rng } from "@credence/math";
import type { ElementwiseName } from "./elementwise.js";
import type { Axes } from "./layout.js";
import type { Range } from "./range.js";
import type { Index } from "./types.js";

/** What an expression does, as plain data. */
export type Operation =
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: "data"; readonly values: Float64Array }
  /** A value supplied from outside: a position, a draw, an observation. */
  | { readonly op: "input"; readonly name: string }
  /** `event` are the dims of one draw (a simplex has one); `constraint` narrows what the family allows. */
  | {
      readonly op: "random";
      readonly family: Family;
      readonly event: Axes;
      readonly nonCentered: boolean;
      readonly constraint?: Support;
    }
  | { readonly op: "elementwise"; readonly name: ElementwiseName }
  /** Values at known labels of `of`: `positions` runs over `index`. */
  | { readonly op: "gather"; readonly of: Axes[number]; readonly positions: Int32Array; readonly index: Axes }
  /** Values at random labels of `of`; the second argument holds the positions. */
  | { readonly op: "take"; readonly of: Axes[number] }
  | { readonly op: "sum" | "maximum"; readonly over: Axes[number] }
  /** One argument for each label of `along`, side by side. */
  | { readonly op: "stack"; readonly along: Axes[number] }
  | { readonly op: "cumulativeSum"; readonly along: Axes[number]; readonly reverse: boolean }
  /**
   * A linear map of the flattened argument with known coefficients: out[to[i]] += coefficients[i] · x[from[i]]. No program
   * writes it; rewrites do, where sums by group and lookups do not follow dims.
   */
  | ({ readonly op: "linear" } & LinearMap)
  | { readonly op: "rename"; readonly from: string; readonly to: Axes[number] }
  /**
   * Of a matrix over `dim` and `columns`: the lower triangular L of A = L Lᵀ (A's symmetric part; NaN where that is not
   * positive definite), and back L Lᵀ.
   */
  | ({ readonly op: "cholesky" | "covariance" } & MatrixDims)
  /** Of arguments (a, b): a b or L⁻¹ b, with aᵀ when transposed; b lies along `dim`, and so does the result. */
  | ({ readonly op: "matmul" | "solveTriangular"; readonly transpose: boolean } & MatrixDims)
  /**
   * Values carried along time: state number `state` of the equations. Arguments: what each state starts from, what is
   * read at each time after the first (over `afterFirst(time)`), what is the same at all times.
   */
  | { readonly op: "recursion"; readonly time: Axes[number]; readonly equations: Equations; readonly state: number }
  /** A registered function of single numbers and of series along `over`: see `external.ts`. */
  | { readonly op: "external"; readonly name: string; readonly over: Axes[number] }
  /**
   * Solutions of differential equations: state number `state` along `time`. Of the equations `read` stands for the present
   * time and `after` are the rates. Arguments: what each state starts from, what is shared.
   */
  | {
      readonly op: "ode";
      readonly time: Axes[number];
      readonly equations: Equations;
      readonly state: number;
      readonly grid: OdeGrid;
    }
  /** Its argument, which is added to the log density. */
  | { readonly op: "term" }
  /** Its argument, whose membership of a support is promised by the user and checked when the model runs. */
  | { readonly op: "assume"; readonly support: Support };

/** Where a solution starts, at which times it is wanted, and how it is computed. */
export interface OdeGrid {
  readonly from: number;
  readonly times: Float64Array;
  readonly settings: Required<OdeOptions>;
}

/** How states follow from those at the time before, in terms of stand-ins (inputs) for what the arguments are. */
export interface Equations {
  readonly before: readonly ExprNode[];
  readonly read: readonly ExprNode[];
  readonly shared: readonly ExprNode[];
  readonly after: readonly ExprNode[];
}

/** The rows and the columns of a matrix. */
export interface MatrixDims {
  readonly dim: Axes[number];
  readonly columns: Axes[number];
}

/** A sparse matrix in coordinate form: coefficient i leads from element from[i] to element to[i]. */
export interface LinearMap {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly coefficients: Float64Array;
}

/** What arithmetic accepts at run time. */
export type Operand = number | ExprNode;

/** An expression at run time: what it does, to what, over which dims, and which values it can take. */
export interface ExprNode {
  readonly operation: Operation;
  readonly args: readonly ExprNode[];
  readonly axes: Axes;
  readonly range: Range;
  /** Whether the value depends on data and constants only. */
  readonly known: boolean;
  /** Row-major values of a column. @throws for any other expression. */
  readonly values: Float64Array;
  readonly dim: Axes[number] | undefined;
  /** @throws where one of JavaScript's own operators meets an expression. */
  [Symbol.toPrimitive](): never;
  add(b: Operand): ExprNode;
  sub(b: Operand): ExprNode;
  mul(b: Operand): ExprNode;
  div(b: Operand): ExprNode;
  pow(b: Operand): ExprNode;
  at(index: Index<string, string>): ExprNode;
  over(dim: Dim<string>): ExprNode;
  nonCentered(): ExprNode;
}

/** Bounds may be expressions of other variables. */
export type Bound = number | ExprNode;

export type Support =
  /** Bounds, which are parameters, may be infinite. */
  | { readonly kind: "real"; readonly infinite?: boolean }
  /** From `lower` to `upper`; a missing bound is infinite. Bounds belong to it when closed. */
  | { readonly kind: "interval"; readonly lower?: Bound; readonly upper?: Bound; readonly closed: boolean }
  | { readonly kind: "integer"; readonly lower?: Bound; readonly upper?: Bound }
  /** A label of `dim`, as its position 0 … size − 1. */
  | { readonly kind: "label"; readonly dim: Axes[number] }
  /** Proportions that sum to one along `dim`. */
  | { readonly kind: "simplex"; readonly dim: Axes[number]; readonly transform?: SimplexTransform }
  /** Increasing along `dim`; from zero on when positive. */
  | { readonly kind: "ordered"; readonly dim: Axes[number]; readonly positive: boolean }
  /** Whole numbers, none below zero, that add up to `total` along `dim`. */
  | { readonly kind: "counts"; readonly dim: Axes[number]; readonly total: Bound }
  /** Of length one, or adding up to zero, along `dim`. */
  | { readonly kind: "unitVector" | "sumToZero"; readonly dim: Axes[number] }
  /** Matrices with rows along `dim` and columns along its primed copy. */
  | { readonly kind: MatrixSupport; readonly dim: Axes[number] };

/** How proportions are moved: by isometric or additive log-ratios, or as breaks of a stick. */
export type SimplexTransform = "isometric" | "stickBreaking" | "additive";

/** Symmetric positive definite matrices, those with a diagonal of ones, and their lower triangular factors. */
export type MatrixSupport = "covariance" | "correlation" | "choleskyCovariance" | "choleskyCorrelation";

/** A parameter: its name in messages and by keyword, and where its values must lie. */
export interface Parameter {
  readonly name: string;
  readonly support: Support;
}

/** What must hold among parameters besides their own ranges: an expression that is 1 where it does, and the same in words. */
export interface Requirement {
  readonly text: string;
  holds(...parameters: readonly ExprNode[]): ExprNode;
}

/**
 * Log probabilities of what lies on either side of x and between two points, in the language's functions, for points
 * strictly inside the support: what truncated() and censored() are made of. Each is precise in its own tail. Of whole
 * numbers, x counts as below, and is any but the last.
 */
export interface Tails {
  logBelow(x: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
  logAbove(x: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
  /** For lower < upper; where it is missing, the difference of two tails. */
  logBetween?(lower: ExprNode, upper: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
}

/** The law of a family between two bounds that may be infinite, where more is known than its tails tell. */
export interface Truncation {
  logDensity(x: ExprNode, lower: ExprNode, upper: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
  /** log P(from ≤ X ≤ to) given bounds that hold both. */
  logShare(from: number, to: number, lower: number, upper: number, ...parameters: readonly number[]): number;
  mean?(lower: number, upper: number, ...parameters: readonly number[]): number;
  variance?(lower: number, upper: number, ...parameters: readonly number[]): number;
  entropy?(lower: number, upper: number, ...parameters: readonly number[]): number;
}

/** A value in terms of independent standardised coordinates z along the same dims, and their law. */
export interface Standardisation {
  value(z: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
  /** The z of a value. */
  residual(x: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
  logDensity(z: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
}

/** What every family has. */
export interface FamilyBase {
  /** Key in the registry and in files, snake_case: "student_t". */
  readonly name: string;
  /** The constructor users call: "studentT". */
  readonly constructorName: string;
  readonly parameters: readonly Parameter[];
  readonly requires?: Requirement;
  /** Where a value is no location + scale · z of single numbers: how nonCentered() moves it all the same. */
  readonly standardised?: Standardisation;
  /** Positions of location and scale among the parameters, where the family has them: nonCentered() needs both. */
  readonly locationScale?: readonly [location: number, scale: number];
  /** Missing where the language has no function for them; whole-number families can do without, as masses add up. */
  readonly tails?: Tails;
  readonly truncation?: Truncation;
  /** Whether single values have a probability beside a density: such a variable can be observed but not sampled. */
  readonly mixed?: boolean;
  /** Where a value may lie; bounds may be parameters. `event` are the dims of one draw. */
  support(parameters: readonly ExprNode[], event: Axes): Support;
  /** Log density or mass, constants included, for `x` in the support; broadcasts over dims. */
  logDensity(x: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
}

/** A family of single numbers. Every function takes the parameters as numbers, in the order of `parameters`. */
export interface ScalarFamily extends FamilyBase {
  readonly event: "scalar";
  random(rng: Rng, ...parameters: readonly number[]): number;
  mean?(...parameters: readonly number[]): number;
  variance?(...parameters: readonly number[]): number;
  /** In nats; differential for continuous families. */
  entropy?(...parameters: readonly number[]): number;
  mode?(...parameters: readonly number[]): number;
  /** P(X ≤ x). */
  cdf?(x: number, ...parameters: readonly number[]): number;
  /** P(X > x), precise in the upper tail. */
  sf?(x: number, ...parameters: readonly number[]): number;
  logCdf?(x: number, ...parameters: readonly number[]): number;
  logSf?(x: number, ...parameters: readonly number[]): number;
  /** The smallest x with cdf(x) ≥ p. */
  quantile?(p: number, ...parameters: readonly number[]): number;
  /** The smallest x with sf(x) ≤ p, precise in the upper tail. */
  upperQuantile?(p: number, ...parameters: readonly number[]): number;
}

/** A family of vectors along one dim, or of matrices over a dim and its primed copy, row by row; parameters are arrays or numbers. */
export interface VectorFamily extends FamilyBase {
  readonly event: "vector" | "matrix";
  random(rng: Rng, ...parameters: readonly Float64Array[]): Float64Array;
  mean?(...parameters: readonly Float64Array[]): Float64Array;
  variance?(...parameters: readonly Float64Array[]): Float64Array;
  entropy?(...parameters: readonly Float64Array[]): number;
}

/** A family of single numbers with rows of parameters along dims that the variable has not: one draw is a label of such a dim, or comes from one of the components along it. */
export interface LabelFamily extends FamilyBase {
  readonly event: "label";
  random(rng: Rng, ...parameters: readonly Float64Array[]): number;
}

/**
 * States along a dim of time, of which each depends on those at the time before, in terms of stand-ins (inputs): random
 * expressions are drawn, others computed.
 */
export interface Steps {
  readonly time: Axes[number];
  /** Each state at the time before, and now. */
  readonly before: readonly ExprNode[];
  readonly present: readonly ExprNode[];
  /** What is read at each time, and what is the same at all times. */
  readonly read: readonly ExprNode[];
  readonly shared: readonly ExprNode[];
  /** Each state at the first time, and at every later one. */
  readonly start: readonly ExprNode[];
  readonly step: readonly ExprNode[];
  /** Which of the states the path is of. */
  readonly of: number;
}

/** A family of whole paths along time: the law of one state of the steps. Parameters: what they read, then what they share. */
export interface PathFamily extends FamilyBase {
  readonly event: "path";
  readonly steps: Steps;
}

export type Family = ScalarFamily | VectorFamily | LabelFamily | PathFamily;
