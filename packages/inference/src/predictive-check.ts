/** Ask whether data that the model predicts look like those that were seen, by a statistic of the user's choice. */
import { mcseMean, type Readable, type Replicates, storedReplicates, withText } from "@credence/diagnostics";
import type { AnyTrace, Labelled, Point, Trace } from "@credence/draws";
import { mean, quantile, standardDeviation } from "@credence/math";
import type { Posterior } from "@credence/model";
import { checkedPosterior, checkOptionNames, wholeNumber } from "./check.js";
import { checkedTrace, isTrace } from "./joint.js";
import { replicates } from "./replicate.js";

/** A statistic of the data beside the same statistic of predicted data. */
export interface PredictiveCheck extends Readable {
  /** The statistic of what was seen. */
  readonly observed: number;
  /** The statistic of each predicted data set, one for each draw of the trace. */
  readonly predicted: Float64Array;
  /**
   * How often a predicted statistic is above the observed one, ties counting half: the posterior predictive p-value. Near
   * 0 or 1 the model does not produce such data; it is not uniform under the model but nearer to 1/2.
   */
  readonly above: number;
  /** Monte Carlo standard error of `above`; NaN when all predictions lie on one side. */
  readonly aboveMcse: number;
}

/** The data that a trace predicts: typed where its group is, otherwise numbers and labelled values by name. */
export type PredictedBy<T> = T extends {
  readonly $: { readonly groups: { readonly posteriorPredictive: Trace<infer O> } };
}
  ? unknown extends O
    ? AnyData
    : Point<O>
  : AnyData;

/** Data of which nothing is known at compile time. */
export type AnyData = Readonly<Record<string, number | Labelled<string>>>;

/**
 * Posterior predictive check (Gelman, Meng and Stern 1996, Statistica Sinica 6:733): data are drawn anew for each draw of
 * the trace and `statistic` is computed from them as from the observed data. Choose one that the model does not fit
 * by itself: the largest value, the share of zeros, the longest run. Without a posterior, predictions are those of the
 * trace's group `posteriorPredictive`, and data what it says was observed.
 *
 * @param statistic takes a record of the observed variables, nested as in the model: numbers, or labelled values
 *   (`.values`, `.at`) for a variable with dims
 * @throws Error when the trace lacks a latent variable, RangeError when the statistic is not a finite number
 */
export function predictiveCheck<V, O>(
  posterior: Posterior<V, O>,
  trace: AnyTrace,
  statistic: (data: Point<O>) => number,
  options?: { seed?: number },
): PredictiveCheck;
export function predictiveCheck<T extends AnyTrace>(
  trace: T,
  statistic: (data: PredictedBy<T>) => number,
): PredictiveCheck;
export function predictiveCheck(source: unknown, ...rest: readonly unknown[]): PredictiveCheck {
  if (isTrace(source)) {
    const { $ } = checkedTrace("predictiveCheck", source);
    return checkOf(storedReplicates("predictiveCheck", source), rest[0] as Statistic, $.independent);
  }
  const [drawn, statistic, options = {}] = rest as [unknown, Statistic, { seed?: number }?];
  checkOptionNames("predictiveCheck", options, ["seed"]);
  const posterior = checkedPosterior("predictiveCheck", source);
  const trace = checkedTrace("predictiveCheck", drawn);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  return checkOf(replicates("predictiveCheck", posterior, trace, seed), statistic, trace.$.independent);
}

type Statistic = (data: unknown) => unknown;

function checkOf(
  { data, replicated: { $ }, pointAt }: Replicates,
  statistic: Statistic,
  independent: boolean,
): PredictiveCheck {
  const observed = checkedStatistic(statistic(data), "the observed data");
  const predicted = Float64Array.from({ length: $.chains * $.draws }, (_, draw) =>
    checkedStatistic(statistic(pointAt(draw)), `the data predicted at draw ${draw}`),
  );
  const share = predicted.map((value) => (value > observed ? 1 : value === observed ? 0.5 : 0));
  const check = { observed, predicted, above: mean(share), aboveMcse: errorOf(share, $, independent) };
  return withText(check, () => textOf(check));
}

function checkedStatistic(value: unknown, of: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new RangeError(`predictiveCheck: the statistic of ${of} is ${String(value)}: answer with a finite number`);
}

function errorOf(share: Float64Array, { chains, draws }: AnyTrace["$"], independent: boolean): number {
  const spread = standardDeviation(share);
  if (spread === 0) return Number.NaN;
  if (independent) return spread / Math.sqrt(share.length);
  return mcseMean(Array.from({ length: chains }, (_, c) => share.subarray(c * draws, (c + 1) * draws)));
}

function textOf({ observed, predicted, above }: Omit<PredictiveCheck, keyof Readable>): string {
  const [low, high] = [quantile(predicted, 0.05), quantile(predicted, 0.95)];
  const verdict =
    above < 0.025 || above > 0.975
      ? "the model hardly ever predicts such data: see what it leaves out"
      : "the model predicts such data";
  return `observed ${show(observed)}; predicted ${show(low)} to ${show(high)} (90%), above the observed in ${(100 * above).toFixed(1)}%: ${verdict}`;
}

const show = (value: number): string => String(Number(value.toPrecision(4)));
