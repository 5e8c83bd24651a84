/** State what a closed-form posterior is: for each variable a family with parameters for each of its cells. */
import type { Axes, ScalarFamily } from "@credence/model";

/** A latent variable whose posterior is known exactly; its cells are independent. */
export interface ExactVariable {
  readonly name: string;
  readonly axes: Axes;
  readonly family: ScalarFamily;
  /** One array for each parameter of the family, row-major over `axes`. */
  readonly parameters: readonly Float64Array[];
  /** From where an update goes on: the prior's parameters, and what observations added to them, where they add up. */
  readonly carried?: { readonly prior: readonly Float64Array[]; readonly totals: readonly Float64Array[] | undefined };
}

/** Which pair answered for a variable, and by which observed variables. */
export interface Piece {
  readonly variable: string;
  /** Name of the pair: "beta-binomial"; "prior" when nothing that was observed depends on the variable. */
  readonly pair: string;
  readonly observed: readonly string[];
}

/** The law of one new observation of an observed variable, cell by cell. */
export interface ExactPredictive {
  readonly name: string;
  readonly axes: Axes;
  /** Log density or mass of `x` in the cell at `position`, everything unknown integrated out. */
  logDensity(x: number, position: number): number;
}

/** A posterior in closed form. */
export interface ExactPosterior {
  readonly variables: readonly ExactVariable[];
  readonly pieces: readonly Piece[];
  readonly predictives: readonly ExactPredictive[];
  /** Log density of all that was observed, everything unknown integrated out; data-only constants included. */
  readonly logEvidence: number;
}

/** The closed form, or why there is none. */
export type Recognition = { readonly exact: ExactPosterior } | { readonly reason: string };
