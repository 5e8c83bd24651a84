/** State what a rule takes and gives: the part of a density that holds a latent variable, and what is left when it is integrated. */
import type { Rng } from "@credence/math";
import type { ExprNode } from "@credence/model";
import type { Variable } from "../graph/condition.js";
import type { Gaussian } from "./gaussian/factor.js";
import type { Law } from "./types.js";

/** One factor of the density. */
export type Factor =
  /** A random variable as it was written: observed, or a latent one's prior. */
  | { readonly kind: "variable"; readonly variable: Variable }
  /** What integrating normal variables left: normal densities with linear means. */
  | { readonly kind: "gaussian"; readonly gaussian: Gaussian }
  /** Any other function, as a log density. */
  | { readonly kind: "term"; readonly name: string; readonly value: ExprNode };

/** How to draw a block back. */
export interface Recovery {
  readonly variables: readonly Variable[];
  readonly pair: string;
  readonly observed: readonly string[];
  /** Expressions of what is left and of blocks before this one, by which the law is told. */
  readonly expressions: readonly ExprNode[];
  law(values: readonly Float64Array[]): Law;
  /** Of normal variables with known means: the expression that is their standard deviation but for known factors, and the cell of it that each reads. */
  readonly spread?: { readonly of: ExprNode; readonly cells: Int32Array };
  /** One joint draw at each of `count` points, whose values of the expressions lie one point after the other, as do the draws. */
  draw(values: readonly Float64Array[], count: number, rng: Rng, into: readonly Float64Array[]): void;
}

/** The density after one integration. */
export interface Step {
  readonly factors: readonly Factor[];
  readonly recovery: Recovery;
}

/** A step, or in a sentence why there is none. */
export type Outcome = Step | { readonly reason: string };

/** Integrates `latent` out of the factors that depend on it, its prior left out; undefined when another rule must answer. */
export type Rule = (latent: Variable, touched: readonly Factor[], variables: VariablesByNode) => Outcome | undefined;

/** Finds a variable of the model by its node. */
export type VariablesByNode = ReadonlyMap<ExprNode, Variable>;

/** Why a variable that is in a density left by an integral stays. */
export const termReason = (name: string, of: string): string =>
  `${name} is in the density of ${of} that integrating others left, to which nothing is conjugate`;
