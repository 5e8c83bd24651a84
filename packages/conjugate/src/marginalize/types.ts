/** State what marginalisation leaves behind, and how what was integrated out is drawn back. */
import type { Rng } from "@credence/math";
import type { Axes, Family, Posterior } from "@credence/model";

/** The conditional law of one variable, cell by cell: the cells' marginals given what the law was asked for. */
export interface CellLaws {
  readonly family: Family;
  /** One array for each parameter of the family, with one value (or one row, for labels and simplexes) for each cell. */
  readonly parameters: readonly Float64Array[];
}

/** The exact conditional law of the variables of one block, at one point. */
export interface Law {
  /** For each variable of the block. */
  readonly marginals: readonly CellLaws[];
  /** The joint log density of values of the variables. */
  logDensity(values: readonly Float64Array[]): number;
  /** The variance of a weighted sum of all values; of normal variables. */
  variance?(weights: readonly Float64Array[]): number;
}

/** Variables that were integrated out together. */
export interface Block {
  readonly variables: readonly { readonly name: string; readonly axes: Axes }[];
  /** How: "beta-binomial", "normal-normal", "labels", "prior". */
  readonly pair: string;
  /** Names of the variables whose densities were integrated. */
  readonly observed: readonly string[];
  /** Variables that the law depends on: some of those left, and some of blocks before this one. */
  readonly given: readonly string[];
  /** Of normal variables whose means are known, given one variable by which their spreads are known. */
  readonly spread?: BlockSpread;
  /** The law given values of `given`, in that order; its arrays are reused by the next call. */
  law(values: readonly Float64Array[]): Law;
  /**
   * One joint draw at each of `count` points. `values` holds those of `given`, one point after the other; the draws are
   * written into `into` likewise, row-major over the dims of each variable.
   */
  draw(values: readonly Float64Array[], count: number, rng: Rng, into: readonly Float64Array[]): void;
}

/** Standard deviations that are known multiples of a power of a variable. */
export interface BlockSpread {
  readonly by: string;
  readonly power: number;
  /** How many cells the variable has. */
  readonly sources: number;
  /** The cell of the variable that each cell of the block goes by, one variable of the block after the other. */
  readonly cells: Int32Array;
}

/** A latent variable that stays, and why. */
export interface Left {
  readonly name: string;
  readonly reason: string;
}

/** A posterior without some of its latent variables. */
export interface Marginalized {
  /**
   * What is left: the integral over the removed variables stands in it as terms of the log density, constants included,
   * so that it is compiled, differentiated and sampled like any posterior.
   */
  readonly rest: Posterior<unknown, unknown>;
  /** In the order in which they can be drawn back: each law depends on what is left and on blocks before it. */
  readonly removed: readonly Block[];
  readonly left: readonly Left[];
}

/** Which latent variables to remove: all that can be, or those named. */
export type Choice = true | readonly string[];

/**
 * Whether to remove whatever can be, or only where sampling what is left then costs less; together: whatever can be, and
 * normal variables in as few blocks as possible.
 */
export type Thrift = "possible" | "worthwhile" | "together";
