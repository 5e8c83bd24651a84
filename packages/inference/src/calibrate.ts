/** Check that a model and a sampler agree: simulate data from the prior, infer, and see where the truth falls among the draws. */
import { type AnyTrace, scalarsOf } from "@credence/draws";
import { type Rng, rng } from "@credence/math";
import type { Model, Posterior, Stochastic } from "@credence/model";
import { type Calibration, judged } from "./calibration.js";
import { checkedPosterior, checkOptionNames, wholeNumber } from "./check.js";
import type { AnyPosterior } from "./given.js";
import { logLikelihood } from "./log-density.js";
import { repeatedFits } from "./repeated-fits.js";
import { checkedFalseAlarm, type FitOptions, sampling, simulatedFits } from "./simulated-fits.js";
import { joined } from "./trace-of.js";

/** How posteriors are calibrated. */
export interface CalibrateFitOptions extends FitOptions {
  /** Draws of a posterior that the truth is ranked among, taken evenly from the trace; 99 when left out. */
  ranks?: number;
}

/** What to calibrate, and how long. */
export interface CalibrateOptions<P extends string> extends CalibrateFitOptions {
  /** The variables that are data, by dotted name: they are simulated and then observed. */
  observe: readonly P[];
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
export function calibrate<I, V, P extends Stochastic<V>>(
  model: Model<I, V>,
  inputs: I,
  options: CalibrateOptions<P>,
): Promise<Calibration>;
/**
 * Posterior simulation-based calibration (Säilynoja, Schmitt, Bürkner and Vehtari, arXiv:2502.03279): the same where it
 * matters, at the data that were seen, and without a prior that could be simulated from. Truths are draws of the posterior;
 * each makes data of the observed kind again, and is ranked among draws of the posterior of both data sets together.
 *
 * @throws when an observed variable cannot be drawn again
 */
export function calibrate<V, O>(posterior: Posterior<V, O>, options?: CalibrateFitOptions): Promise<Calibration>;
export async function calibrate(subject: unknown, second: unknown, third?: unknown): Promise<Calibration> {
  const fromPrior = typeof subject === "function";
  const options = ((fromPrior ? third : second) ?? {}) as CalibrateOptions<string>;
  checkOptionNames("calibrate", options, fromPrior ? optionNames : optionNames.slice(1));
  const simulations = wholeNumber("simulations", options.simulations ?? 100, 2);
  const ranks = wholeNumber("ranks", options.ranks ?? 99, 1);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  const falseAlarm = checkedFalseAlarm(options.falseAlarm);
  const infer = options.infer ?? sampling(options, ranks);
  const run = { simulations, seed, infer };
  const fits = fromPrior
    ? simulatedFits("calibrate", subject(second), options.observe, run)
    : repeatedFits("calibrate", checkedPosterior("calibrate", subject), run);
  const table = new Map<string, Int32Array>();
  let s = 0;
  for await (const { truth, posterior, trace } of fits) {
    const stream = rng(seed, "calibrate", s);
    for (const { name, value, draws } of quantities(posterior, truth, trace)) {
      const row = table.get(name) ?? new Int32Array(simulations);
      row[s] = rankOf(value, thinned(draws, ranks), stream.split(name));
      table.set(name, row);
    }
    s += 1;
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
