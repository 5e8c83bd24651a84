/** See whether a model's parameters come back from data that it made: bias, error, coverage and what the data teach. */
import { type Layout, type Readable, withText } from "@credence/diagnostics";
import { scalarsOf } from "@credence/draws";
import { exp, lchoose, log, mean, quantiles, variance } from "@credence/math";
import type { Model, Stochastic } from "@credence/model";
import { checkOptionNames, wholeNumber } from "./check.js";
import { checkedFalseAlarm, type FitOptions, sampling, simulatedFits } from "./simulated-fits.js";
import { joined } from "./trace-of.js";

/** What to recover, and how long. */
export interface RecoverOptions<P extends string> extends FitOptions {
  /** The variables that are data, by dotted name: they are simulated and then observed. */
  observe: readonly P[];
  /** Probability of the central intervals whose coverage is counted; 0.9 when left out. */
  mass?: number;
}

/** How one scalar came back. */
export interface RecoveredScalar {
  readonly name: string;
  /** Share of data sets whose interval holds the truth. */
  readonly coverage: number;
  /** Mean of (posterior mean − truth) / posterior sd, and its standard error: 0 if nothing is biased. */
  readonly bias: number;
  readonly biasError: number;
  /** Root of the mean squared difference of posterior mean and truth. */
  readonly rmse: number;
  /** 1 − posterior variance / variance of the truths: 0 where the data teach nothing, near 1 where they tell all. */
  readonly contraction: number;
  /** Of so few, or so many, intervals holding the truth. */
  readonly pValue: number;
  readonly ok: boolean;
}

/** How all did. */
export interface Recovery extends Readable {
  /** Whether every coverage is what it should be, at the false-alarm rate shared among all scalars. */
  readonly ok: boolean;
  readonly scalars: readonly RecoveredScalar[];
  readonly simulations: number;
  readonly mass: number;
  readonly falseAlarm: number;
}

const optionNames = "observe simulations sampler draws tune seed falseAlarm infer mass".split(" ");

/**
 * Parameter recovery: truths are drawn from the prior, data from the model, and each posterior is held to its truth.
 * Coverage is exact for a right sampler, whatever the model; bias, error and contraction (Betancourt 2018, "Towards a
 * principled Bayesian workflow") tell what data of this size can teach.
 *
 * @throws when a prior is improper, a name to observe is none, or nothing is left to infer
 */
export async function recover<I, V, P extends Stochastic<V>>(
  model: Model<I, V>,
  inputs: I,
  options: RecoverOptions<P>,
): Promise<Recovery> {
  checkOptionNames("recover", options, optionNames);
  const simulations = wholeNumber("simulations", options.simulations ?? 100, 2);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  const falseAlarm = checkedFalseAlarm(options.falseAlarm);
  const { mass = 0.9 } = options;
  if (!(mass > 0 && mass < 1)) throw new RangeError(`option mass is ${mass}; it must lie between 0 and 1`);
  const joint = (model as (inputs: I) => ReturnType<Model<I, V>>)(inputs);
  const infer = options.infer ?? sampling(options, 100);
  const fits = new Map<string, Fit[]>();
  for await (const { truth, trace } of simulatedFits("recover", joint, options.observe, { simulations, seed, infer })) {
    const values = new Map(scalarsOf(truth).map(({ name, chains }) => [name, chains[0]?.[0] as number]));
    for (const { name, chains } of scalarsOf(trace))
      fits.set(name, [...(fits.get(name) ?? []), fitOf(values.get(name) as number, joined(chains), mass)]);
  }
  const scalars = [...fits].map(([name, all]) => recovered(name, all, mass, falseAlarm / fits.size));
  const recovery = { ok: scalars.every(({ ok }) => ok), scalars, simulations, mass, falseAlarm };
  return withText(recovery, () => layoutOf(recovery));
}

interface Fit {
  readonly truth: number;
  readonly mean: number;
  readonly variance: number;
  readonly covered: boolean;
}

function fitOf(truth: number, draws: Float64Array, mass: number): Fit {
  const [low, high] = quantiles(draws, [(1 - mass) / 2, (1 + mass) / 2]);
  const covered = truth >= (low as number) && truth <= (high as number);
  return { truth, mean: mean(draws), variance: variance(draws), covered };
}

function recovered(name: string, fits: readonly Fit[], mass: number, level: number): RecoveredScalar {
  const n = fits.length;
  const scores = fits.map((fit) => (fit.mean - fit.truth) / Math.sqrt(fit.variance));
  const covered = fits.filter((fit) => fit.covered).length;
  const pValue = binomialTest(covered, n, mass);
  return {
    name,
    coverage: covered / n,
    bias: mean(scores),
    biasError: Math.sqrt(variance(scores) / n),
    rmse: Math.sqrt(mean(fits.map((fit) => (fit.mean - fit.truth) ** 2))),
    contraction: 1 - mean(fits.map((fit) => fit.variance)) / variance(fits.map(({ truth }) => truth)),
    pValue,
    ok: pValue >= level,
  };
}

/** Twice the smaller tail of a binomial count. */
function binomialTest(count: number, trials: number, p: number): number {
  const terms = Array.from({ length: trials + 1 }, (_, k) =>
    exp(lchoose(trials, k) + k * log(p) + (trials - k) * log(1 - p)),
  );
  const upTo = terms.slice(0, count + 1).reduce((sum, term) => sum + term, 0);
  const from = terms.slice(count).reduce((sum, term) => sum + term, 0);
  return Math.min(1, 2 * Math.min(upTo, from));
}

function layoutOf({ scalars, simulations, mass, falseAlarm }: Omit<Recovery, keyof Readable>): Layout {
  const share = (value: number): string => `${Math.round(100 * value)}%`;
  const rows = scalars.map(({ name, coverage, bias, biasError, rmse, contraction, ok }) => [
    ok ? name : `! ${name}`,
    share(coverage),
    `${bias.toFixed(2)} ± ${biasError.toFixed(2)}`,
    `${Number(rmse.toPrecision(3))}`,
    contraction.toFixed(2),
  ]);
  const wrong = scalars.filter(({ ok }) => !ok).length;
  return [
    `${simulations} data sets; ${share(mass)} intervals ${wrong === 0 ? "cover as they should" : `do not cover as they should for ${wrong} of ${scalars.length} scalars`} (a right sampler is called wrong in ${share(falseAlarm)} of such runs)`,
    [["", "covered", "bias in sds", "rmse", "contraction"], ...rows],
  ];
}
