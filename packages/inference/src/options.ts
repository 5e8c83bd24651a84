/** State what users may ask of a run, with its defaults as plain data. */
import type { CompileOptions } from "@credence/compiler";
import type { AnyTrace, Branch, Name, Named } from "@credence/draws";
import type { Discrete, DslError, Finite, Integer, Integrable, RandomNode, Stochastic, Values } from "@credence/model";
import type { Sampler } from "@credence/samplers";
import { checkedSwitch, checkOptionNames, wholeNumber } from "./check.js";

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

/**
 * Where chains begin: a strategy, or values for some variables (the others are jittered), for all chains alike or a list
 * with those of each.
 */
export type Init<V> = "prior" | "jitter" | "map" | "pathfinder" | Values<V> | readonly Values<V>[];

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

/** When a run may end; all that are given must hold, but time ends it in any case. */
export interface Until {
  /** Smallest effective sample size, in the bulk and in the tails, that every sampled value shall have; over all chains. */
  readonly ess?: number;
  /** Largest R-hat that a sampled value may have. */
  readonly rhat?: number;
  /** Seconds that the run may take; where it then is depends on the machine. */
  readonly seconds?: number;
}

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
  /** Kept draws in each chain; with `until` the most that there may be, 10,000 when left out. */
  draws?: number;
  /**
   * Warmup iterations in each chain, during which samplers adapt; not kept. When left out 1,000, or 500 where NUTS moves
   * everything, or 100 with `warmStart`.
   */
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
  /** Whether sums over data may be rewritten so that they cost less (true, the default); the posterior is the same. */
  rewrites?: boolean;
  /** Variables or whole branches to store, by dotted name; all when left out. */
  keep?: readonly K[];
  /** A line for each chain on the terminal (true, the default where there is one), nothing, or a callback. */
  progress?: boolean | ((progress: Progress) => void);
  /** Stops the run; what was drawn so far is returned, marked as interrupted. */
  signal?: AbortSignal;
  /** Ends the run when the draws are good enough, or when time is up. */
  until?: Until;
  /** A trace of the same variables, perhaps with other data: chains begin where its chains ended, with what they learnt. */
  warmStart?: AnyTrace;
  /** The path of a file that gets draws and states as they come, so that `resume` can go on with it (Node only). */
  checkpoint?: string;
  /** Threads that chains may run in beside this one: as many as there are cores when left out, 0 for none. Draws are the same. */
  workers?: number;
}

/** The numbers that a run uses when not told otherwise; NUTS alone asks for less warmup. */
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

/** Draws in each chain at most where `until` says when it is enough. */
const mostUntil = 10_000;
/** Warmup iterations where an earlier run has done most of the work. */
const warmTune = 100;

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
  readonly rewrites?: boolean;
  readonly keep?: readonly string[];
  readonly progress?: boolean | ((progress: Progress) => void);
  readonly signal?: AbortSignal;
  readonly until?: unknown;
  readonly warmStart?: unknown;
  readonly checkpoint?: unknown;
  readonly workers?: number;
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
  "rewrites",
  "keep",
  "progress",
  "signal",
  "until",
  "warmStart",
  "checkpoint",
  "workers",
];

/** The sizes of a run, checked. */
export interface Sizes {
  readonly draws: number;
  readonly tune: number;
  readonly chains: number;
  readonly seed: number;
}

/** How the options of a run let posteriors be compiled. */
export const compileOptionsOf = ({ rewrites = true }: Pick<AnyOptions, "rewrites">): CompileOptions => ({ rewrites });

/**
 * @param warmup of the sampler, where it asks for one
 * @throws TypeError naming an option that there is not, RangeError naming one that is no whole number in its range
 */
export function sizesOf(options: AnyOptions, warmup: number = defaultOptions.tune): Sizes {
  checkOptionNames("sample", options, optionNames);
  checkedSwitch("rewrites", options.rewrites);
  const given = stripUndefined(options);
  checkedUntil(options.until);
  if (given.workers !== undefined) wholeNumber("workers", given.workers, 0);
  const defaults = {
    ...defaultOptions,
    ...(given.until === undefined ? {} : { draws: mostUntil }),
    tune: given.warmStart === undefined ? warmup : warmTune,
  };
  const { draws, tune, chains, seed } = { ...defaults, ...given };
  return {
    draws: wholeNumber("draws", draws, 1),
    tune: wholeNumber("tune", tune, 0),
    chains: wholeNumber("chains", chains, 1),
    seed: wholeNumber("seed", seed, Number.MIN_SAFE_INTEGER),
  };
}
const stripUndefined = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as T;

/** @throws when `until` is not what it should be, naming the member and its value */
export function checkedUntil(until: unknown): Until | undefined {
  if (until === undefined) return undefined;
  if (typeof until !== "object" || until === null || Object.keys(until).length === 0)
    throw new TypeError(
      `until is ${JSON.stringify(until)}; say when to stop, as in until: { ess: 400, rhat: 1.01, seconds: 60 }`,
    );
  checkOptionNames("until", until, ["ess", "rhat", "seconds"]);
  const least = { ess: 0, rhat: 1, seconds: 0 };
  for (const [name, value] of Object.entries(until as Until)) {
    const low = least[name as keyof Until];
    if (value !== undefined && !(typeof value === "number" && value > low && value < Infinity))
      throw new RangeError(`until.${name} is ${String(value)}; it must be a number greater than ${low}`);
  }
  return until;
}
