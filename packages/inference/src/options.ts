/** State what users may ask of a run, with its defaults as plain data. */
import type { Branch, Name, Named } from "@credence/draws";
import type { Discrete, DslError, Finite, Integer, Integrable, RandomNode, Stochastic, Values } from "@credence/model";
import type { Sampler } from "@credence/samplers";
import { checkOptionNames, wholeNumber } from "./check.js";

/** How far a chain has come. */
export interface Progress {
  readonly chain: number;
  readonly chains: number;
  readonly phase: "tune" | "draw";
  /** Iterations done in all, warmup included. */
  readonly done: number;
  readonly total: number;
  /** Divergences among the kept draws. */
  readonly divergences: number;
  /** The step size of the last transition; 0 for samplers that have none. */
  readonly stepSize: number;
  readonly drawsPerSecond: number;
  /** Estimated from the pace so far. */
  readonly secondsLeft: number;
}

/** Where chains begin: a strategy, or values for some variables (the others are jittered). */
export type Init<V> = "prior" | "jitter" | "map" | "pathfinder" | Values<V>;

/** The kind of a random variable. */
// biome-ignore lint/suspicious/noExplicitAny: a constraint that must fit every dim
export type KindWithin<T> = T extends RandomNode<any, infer K> ? K : never;
/** The samplers that may move a variable of its kind. */
export type StepFor<T> = [KindWithin<T>] extends [never]
  ? never
  : Sampler<[KindWithin<T>] extends [Integer] ? "discrete" | "any" : "continuous" | "any">;
/** Gradients need every discrete variable to be stepped: names what is left. */
export type Gradient<Left> = [Left] extends [never]
  ? Sampler<"continuous">
  : DslError<`'${Left & string}' is discrete: marginalize it or give it a step`>;

/**
 * Options of `sample`. V are the latent variables, K the names to keep, M what is integrated out, S those that have steps
 * of their own.
 */
export interface SampleOptions<
  V,
  K = Name<V> | Branch<V>,
  M = boolean | Integrable<V>,
  S extends string = Stochastic<V>,
> {
  /** Kept draws in each chain. */
  draws?: number;
  /** Warmup iterations in each chain, during which samplers adapt; not kept. */
  tune?: number;
  chains?: number;
  /** Same seed, same draws. */
  seed?: number;
  /** "auto" (the default) answers exactly where it can and says so; a named sampler runs the model as written. */
  sampler?: "auto" | Sampler<"any"> | Gradient<Exclude<Discrete<V>, S | (M extends true ? Finite<V> : M)>>;
  /** Samplers for single variables, by dotted name. */
  steps?: { readonly [P in S]?: StepFor<Named<V, P>> };
  /**
   * Variables to integrate out while sampling and to draw back into the trace from their exact laws, by dotted name; true
   * for all that can be, false for none. Left out, "auto" integrates out what pays, and a named sampler nothing.
   */
  marginalize?: M | readonly M[];
  init?: Init<V>;
  /** Variables or whole branches to store, by dotted name; all when left out. */
  keep?: readonly K[];
  /** A line for each chain on the terminal (true, the default where there is one), nothing, or a callback. */
  progress?: boolean | ((progress: Progress) => void);
  /** Stops the run; what was drawn so far is returned, marked as interrupted. */
  signal?: AbortSignal;
}

/** The numbers that a run uses when not told otherwise. */
export const defaultOptions: {
  readonly draws: number;
  readonly tune: number;
  readonly chains: number;
  readonly seed: number;
} = {
  draws: 1000,
  tune: 1000,
  chains: 4,
  seed: 1,
};

/** Options as a run sees them, whatever the model's types. */
export interface AnyOptions {
  readonly draws?: number;
  readonly tune?: number;
  readonly chains?: number;
  readonly seed?: number;
  readonly sampler?: unknown;
  readonly steps?: Readonly<Record<string, Sampler | undefined>>;
  readonly marginalize?: unknown;
  readonly init?: unknown;
  readonly keep?: readonly string[];
  readonly progress?: boolean | ((progress: Progress) => void);
  readonly signal?: AbortSignal;
}

const optionNames: readonly (keyof AnyOptions)[] = [
  "draws",
  "tune",
  "chains",
  "seed",
  "sampler",
  "steps",
  "marginalize",
  "init",
  "keep",
  "progress",
  "signal",
];

/** The sizes of a run, checked. */
export interface Sizes {
  readonly draws: number;
  readonly tune: number;
  readonly chains: number;
  readonly seed: number;
}

/** @throws TypeError naming an option that there is not, RangeError naming one that is no whole number in its range. */
export function sizesOf(options: AnyOptions): Sizes {
  checkOptionNames("sample", options, optionNames);
  const { draws, tune, chains, seed } = { ...defaultOptions, ...stripUndefined(options) };
  return {
    draws: wholeNumber("draws", draws, 1),
    tune: wholeNumber("tune", tune, 0),
    chains: wholeNumber("chains", chains, 1),
    seed: wholeNumber("seed", seed, Number.MIN_SAFE_INTEGER),
  };
}
const stripUndefined = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as T;
