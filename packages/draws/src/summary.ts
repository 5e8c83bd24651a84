/** State what every summary of a distribution offers, whether it comes from draws or from a formula. */
import type { Labels, OnlyDims } from "./cells.js";
import type { Cell } from "./labelled.js";

/** The share of the draws that `interval` holds unless told otherwise. */
export const INTERVAL_MASS: number = 0.94;

/** Summaries have the shape of the variable: a number for a scalar, labelled values otherwise. */
export interface Summary<D extends string> {
  /** The names of the dims, in the order in which the variable names them. */
  readonly dims: readonly D[];
  mean(): Cell<D>;
  sd(): Cell<D>;
  /** The value below which a share `q` of the distribution lies, 0 ≤ q ≤ 1. */
  quantile(q: number): Cell<D>;
  /** The shortest interval that holds `mass` of the distribution (0.94 when left out). */
  interval(mass?: number): { readonly low: Cell<D>; readonly high: Cell<D> };
}

/** The exact marginal distribution of a variable. */
export interface Marginal<D extends string> extends Summary<D> {
  /** The probability of a value of at most `x`. */
  cdf(x: number): Cell<D>;
  /** The marginals with these labels; dims without a label stay. */
  at<S extends Labels<D>>(labels: S & OnlyDims<S, D>): Marginal<Exclude<D, keyof S>>;
}
