/** State the contracts between a log density, a sampler and the chain it runs. */
import type { Rng } from "@credence/math";
import type { HamiltonianLayout, HamiltonianVectors } from "./hamiltonian/operations.js";

/** What a continuous coordinate is of its variable: itself, its log, or the log of its odds. */
export type Scale = "identity" | "log" | "logit";

/** How one coordinate of a position may move. Labels have no order; integers have, and perhaps bounds. */
export type Coordinate =
  | { readonly kind: "continuous"; readonly scale?: Scale }
  | { readonly kind: "integer"; readonly lower?: number; readonly upper?: number }
  | { readonly kind: "label"; readonly size: number };

/**
 * A log density over positions: unconstrained reals, and below them integers and labels where a model is discrete.
 * Vectors are slots of one preallocated memory, given by their offsets, so that a compiled kernel may own the memory.
 */
export interface Target {
  readonly dimension: number;
  /** What messages call it. */
  readonly name?: string;
  /** One entry a coordinate; all continuous when left out. */
  readonly coordinates?: readonly Coordinate[];
  /** Log density at `memory[q .. q + dimension)`; `-Infinity` outside the support, never NaN. */
  logDensity(memory: Float64Array, q: number): number;
  /** The same, with the gradient written to `memory[g .. g + dimension)`; `-Infinity` comes with a zero gradient. */
  logDensityGradient(memory: Float64Array, q: number, g: number): number;
  /** `logDensityGradient` as code that WebAssembly calls without JavaScript in between. */
  readonly compiled?: CompiledGradient;
  /** Replaces `memory[q .. q + dimension)` by a draw from its exact law; left out where that is not known. */
  redraw?(memory: Float64Array, q: number, rng: Rng): void;
  /** Where the prior of the coordinates, given all that they depend on, is normal: their standardised coordinates. */
  readonly normalPrior?: NormalPrior;
  /** Zeroed memory that the target's own code can reach, for as long as its chain lives; a `Float64Array` when left out. */
  allocate?(length: number): Float64Array;
  /** Compiled vector operations over that memory, with the same bits as the JavaScript ones that serve when left out. */
  hamiltonian?(memory: Float64Array, layout: HamiltonianLayout): HamiltonianVectors;
}

/** Compiled code that stands for one function: a target that has another one, wrapped around it say, is not computed by it. */
export interface CompiledGradient {
  readonly of: Target["logDensityGradient"];
  /** The code, of offsets counted in doubles from the beginning of this memory's buffer; undefined as long as there is none. */
  over(memory: Float64Array): ((position: number, gradient: number) => number) | undefined;
  /** Told of every evaluation by the code. */
  evaluated?(): void;
}

/** A normal prior: coordinates as functions of standardised ones, of which each is standard normal and independent. */
export interface NormalPrior {
  /** Writes the standardised coordinates of `memory[q .. q + dimension)` into `z`. */
  standardise(memory: Float64Array, q: number, z: Float64Array): void;
  /** Writes the coordinates that `z` stands for to `memory[q .. q + dimension)`. */
  restore(z: Float64Array, memory: Float64Array, q: number): void;
}

/** What a reader may want to know of one transition; the names become sample stats. */
export type Stats = Readonly<Record<string, number>>;

/** What adaptation has found, as plain JSON. */
export type Tuning = Readonly<Record<string, unknown>>;

/** How far adaptation has come, as plain JSON of finite numbers: what it needs to go on, beside its tuning. */
export type Adaptation = Readonly<Record<string, unknown>>;

/** A leapfrog step after which the energy was out of bounds: where it began and where it led. */
export interface Divergence {
  readonly start: Float64Array;
  /** Where a coordinate would not be finite, it stands at its start. */
  readonly end: Float64Array;
}

/** One Markov chain: a kernel, its state and its adaptation. */
export interface Chain {
  /** The current position; owned by the chain: copy what is to be kept. */
  readonly position: Float64Array;
  /** Log density at the current position. */
  readonly logDensity: number;
  /** Makes one transition; adapts while it is among the first `tune` ones. */
  step(): Stats;
  /** Tells the chain that the target or the position changed since its last step. */
  refresh(): void;
  /** What adaptation has found so far (step size, metric, scales), as plain data. */
  tuning(): Tuning;
  /** The divergence that ended the last transition, as positions of its own; left out by kernels that have none. */
  divergence?(): Divergence | undefined;
  /** How far adaptation has come; undefined once it is over, and where nothing is tuned. */
  adaptation(): Adaptation | undefined;
}

/** A sampler as a value: plain options, and a way to start a chain. */
export interface Sampler<Scope extends "continuous" | "discrete" | "any" = "continuous" | "discrete" | "any"> {
  readonly name: string;
  readonly scope: Scope;
  /** What it must know of a variable beside the density: the driver then gives each variable a step of its own, and tells it. */
  readonly needs?: "conditionalLaw" | "normalPrior";
  /** Resolved options, JSON-able. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Transitions to adapt for where nothing is known yet and no other number is asked for; 1,000 when left out. */
  readonly warmup?: number;
  /** Names of the stats that every step reports. */
  readonly stats: readonly string[];
  /**
   * Starts a chain at `position` that adapts during its first `tune` transitions.
   *
   * @param tuning what another chain's `tuning()` returned: adaptation begins there, and with `tune` 0 a chain that is
   *   given the position, the state of the stream and the tuning of a tuned chain goes on exactly as that one
   * @param adaptation what the chain's `adaptation()` returned together with that tuning: in the midst of its warmup too
   *   a chain of the same `tune` then goes on exactly as that one, and reads nothing from the stream before its first step
   */
  start(
    target: Target,
    position: ArrayLike<number>,
    rng: Rng,
    tune: number,
    tuning?: Tuning,
    adaptation?: Adaptation,
  ): Chain;
}
