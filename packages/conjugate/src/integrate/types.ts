/** State what deterministic integration needs to know of a density, and what it answers. */
import type { CubicMap } from "./cubic-map.js";
import type { Lattice } from "./lattice.js";

/** A log density over a few unconstrained reals; compiled posteriors are such. */
export interface Integrand {
  readonly dimension: number;
  /** At `memory[q .. q + dimension)`, Jacobians included; −Infinity where it is impossible, never NaN. */
  logDensity(memory: Float64Array, q: number): number;
}

/** Quantities whose mean and variance given a position are known: positions made values, or variables integrated out. */
export interface Functionals {
  readonly count: number;
  /** Writes the conditional mean and variance of each; a function of the position has variance 0. */
  at(position: Float64Array, mean: Float64Array, variance: Float64Array): void;
}

/** Mean and standard deviation of several quantities. */
export interface Moments {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/** What is told to `integrateDensity` besides the density. */
export interface IntegrationOptions {
  /** Positions spread over what the prior believes: the search begins at the best, and looks for other modes from all. */
  readonly starts?: readonly Float64Array[];
  /** Quantities besides the coordinates whose moments are wanted. */
  readonly functionals?: Functionals;
}

/** A density known at the nodes of a lattice that holds all of its mass but a little. */
export interface Integration {
  readonly integrand: Integrand;
  /** Takes the lattice's coordinates to positions. */
  readonly map: CubicMap;
  readonly lattice: Lattice;
  /** The share of the mass at each node. */
  readonly weights: Float64Array;
  /** Log of the integral of the density. */
  readonly logEvidence: number;
  /** Moments of the coordinates, and of the functionals. */
  readonly coordinates: Moments;
  readonly functionals: Moments;
  /**
   * Estimated error of the log evidence, and of means and standard deviations in units of the standard deviation: what
   * the step of the lattice leaves out plus what lies beyond its edge. An estimate, no bound: mind a factor of 4.
   */
  readonly error: number;
  /** Evaluations of the density so far. */
  readonly evaluations: number;
}

/** Which test spoke against integrating. */
export type Obstacle = "dimension" | "no mode" | "too wide" | "too rough" | "heavy tail" | "several modes";

/** Why a density is not integrated, with what was learnt of it before. */
export interface Refusal {
  readonly obstacle: Obstacle;
  /** A sentence. */
  readonly reason: string;
  /** The mean of the pilot lattice, or the mode, or else nothing: where a sampler may start. */
  readonly center?: Float64Array;
  /** A square root of the covariance of the pilot lattice, row-major; nothing where there was none, or it holds one of several modes. */
  readonly root?: Float64Array;
}
