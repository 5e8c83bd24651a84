/** Check that a model and a sampler agree: simulate data from the prior, infer, and see where the truth falls among the draws. */
import { type AnyTrace, scalarsOf, trace as traceOf } from "@credence/draws";
import { type Rng, rng } from "@credence/math";
import { type Model, type Posterior, posteriorOf, type Stochastic } from "@credence/model";
import type { Sampler } from "@credence/samplers";
import { type Calibration, judged } from "./calibration.js";
import { checkOptionNames, wholeNumber } from "./check.js";
import type { AnyPosterior } from "./given.js";
import { checkedTrace } from "./joint.js";
import { logLikelihood } from "./log-density.js";
import { sample } from "./sample.js";
import { simulate } from "./simulate.js";
import { joined } from "./trace-of.js";

/** What to calibrate, and how long. */
export interface CalibrateOptions<P extends string> {
  /** The variables that are data, by dotted name: they are simulated and then observed. */
  observe: readonly P[];
  /** Data sets; 100 when left out. More find smaller errors. */
  simulations?: number;
  /** Draws of a posterior that the truth is ranked among, taken evenly from the trace; 99 when left out. */
  ranks?: number;
  /** As for `sample`; the default is "auto". */
  sampler?: "auto" | Sampler;
  /** Draws of one chain for each data set; 1000 when left out. */
  draws?: number;
  tune?: number;
  seed?: number;
  /** How often a right sampler is called wrong, over all scalars together; 0.01 when left out. */
  falseAlarm?: number;
  /** In place of `sample`: any way to get a trace of a posterior, exact or approximate. */
  infer?: (posterior: Posterior<unknown, unknown>, seed: number) => AnyTrace | Promise<AnyTrace>;
}

const optionNames = "observe simulations ranks sampler draws tune seed falseAlarm infer".split(" ");

/**
 * Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman, arXiv:1804.06788): when parameters are
 * drawn from the prior, data from the model, and draws from the posterior of those data, the truth has a uniform rank
 * among the draws. Ranked are all scalars and the log likelihood of all data, which sees a sampler that ignores data
 * where parameters alone do not (Modrák et al., arXiv:2211.02383). Uniformity is tested by the exact simultaneous ECDF
 * test (arXiv:2103.10522), shared among scalars by Bonferroni's inequality. Ties are broken at random.
 *
 * @throws when a prior is improper, a name to observe is none, or nothing is left to infer
 * @example
 * ```ts
 * const coin = model(({ n }: { n: number }) => {
 *   const theta = beta(1, 1);
 *   const heads = binomial(n, theta);
 *   return { theta, heads };
 * });
 * const { ok } = await calibrate(coin, { n: 20 }, { observe: ["heads"], simulations: 50 });
 * ```
 */
export async function calibrate<I, V, P extends Stochastic<V>>(
  model: Model<I, V>,
  inputs: I,
  options: CalibrateOptions<P>,
): Promise<Calibration> {
  checkOptionNames("calibrate", options, optionNames);
  const simulations = wholeNumber("simulations", options.simulations ?? 100, 2);
  const ranks = wholeNumber("ranks", options.ranks ?? 99, 1);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  const { falseAlarm = 0.01 } = options;
  if (!(falseAlarm > 0 && falseAlarm < 1))
    throw new RangeError(`option falseAlarm is ${falseAlarm}; it must lie between 0 and 1`);
  const joint = (model as (inputs: I) => ReturnType<Model<I, V>>)(inputs);
  const truths = simulate(joint, { draws: simulations, seed });
  const infer = options.infer ?? sampling(options, ranks);
  const table = new Map<string, Int32Array>();
  for (let s = 0; s < simulations; s++) {
    const truth = drawOf(truths, s);
    const posterior = posteriorOf(joint.quantities, dataFrom(truth, options.observe)) as AnyPosterior;
    const trace = checkedTrace("calibrate", await infer(posterior, seed + s));
    const stream = rng(seed, "calibrate", s);
    for (const { name, value, draws } of quantities(posterior, truth, trace)) {
      const row = table.get(name) ?? new Int32Array(simulations);
      row[s] = rankOf(value, thinned(draws, ranks), stream.split(name));
      table.set(name, row);
    }
  }
  return judged(table, simulations, ranks, falseAlarm);
}

/** The truth and the posterior's draws of every scalar, and of the log likelihood. */
function quantities(posterior: AnyPosterior, truth: AnyTrace, trace: AnyTrace) {
  const values = new Map(scalarsOf(truth).map((scalar) => [scalar.name, scalar.chains[0]?.[0] as number]));
  const scalars = scalarsOf(trace).map(({ name, chains }) => ({
    name,
    value: values.get(name) as number,
    draws: joined(chains),
  }));
  const likelihood = (of: AnyTrace): Float64Array => {
    const total = new Float64Array(of.$.chains * of.$.draws);
    for (const { chains } of scalarsOf(logLikelihood(posterior, of)))
      joined(chains).forEach((value, i) => {
        total[i] = (total[i] as number) + value;
      });
    return total;
  };
  return [...scalars, { name: "log likelihood", value: likelihood(truth)[0] as number, draws: likelihood(trace) }];
}

const sampling =
  ({ sampler = "auto", draws, tune }: CalibrateOptions<string>, ranks: number) =>
  (posterior: Posterior<unknown, unknown>, seed: number): Promise<AnyTrace> =>
    sample(posterior, {
      sampler,
      seed,
      chains: 1,
      progress: false,
      draws: Math.max(draws ?? 1000, ranks),
      ...(tune === undefined ? {} : { tune }),
    } as never) as Promise<AnyTrace>;

/** One draw of a trace as a trace. */
function drawOf({ $ }: AnyTrace, draw: number): AnyTrace {
  const sources = $.variables.map(({ name, draws, derived }) => {
    const width = draws.values.length / ($.chains * $.draws);
    return { name, derived, axes: draws.axes, values: draws.values.slice(draw * width, (draw + 1) * width) };
  });
  return traceOf(sources, { sampler: $.sampler, seed: $.seed, elapsedMs: 0, chains: 1, draws: 1 });
}

function dataFrom({ $ }: AnyTrace, names: readonly string[]): Map<string, Float64Array> {
  const random = $.variables.filter(({ derived }) => !derived);
  if (names.length === 0 || names.length === random.length)
    throw new TypeError(
      `calibrate: observe names ${names.length} of ${random.length} variables; some must be data and some not`,
    );
  return new Map(
    names.map((name) => {
      const found = random.find((variable) => variable.name === name);
      if (found === undefined)
        throw new TypeError(
          `calibrate: \`${name}\` is no random variable; there are ${random.map((v) => v.name).join(", ")}`,
        );
      return [name, found.draws.values];
    }),
  );
}

/** `count` draws, evenly from all. */
function thinned(draws: Float64Array, count: number): Float64Array {
  if (draws.length < count)
    throw new RangeError(`calibrate: the trace has ${draws.length} draws, fewer than the ${count} ranks: draw more`);
  return Float64Array.from(
    { length: count },
    (_, i) => draws[Math.floor(((i + 0.5) * draws.length) / count)] as number,
  );
}

function rankOf(value: number, draws: Float64Array, stream: Rng): number {
  let below = 0;
  let equal = 0;
  for (const draw of draws) {
    if (draw < value) below++;
    else if (draw === value) equal++;
  }
  return below + Math.floor(stream.uniform() * (equal + 1));
}
