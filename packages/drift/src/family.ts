/** Bring drifting rates into the modelling language: counts along time, whose law is the evidence of a filter. */
import type { DimsOf } from "@credence/draws";
import { type Rng, randomBinomial } from "@credence/math";
import {
  type Axes,
  type Axis,
  type Column,
  type Count,
  dataNode,
  type ExprRecord as Expr,
  external,
  type Input,
  nodeOf,
  type Positive,
  registerExternal,
  registerFamily,
  type Support,
  typed,
  type Unit,
  type Variable,
  type VectorFamily,
  variable,
} from "@credence/model";
import { evidenceOf } from "./learn/evidence.js";
import type { Evidence } from "./learn/gradient.js";
import type { Step } from "./observations.js";
import type { Parameters } from "./process/parameters.js";
import { simulatePath } from "./process/simulate.js";

const EVIDENCE = "drift_evidence";

/** Beyond these, speeds and shapes are as good as infinite, and shapes as good as zero: no prior means them. */
const LARGEST = 1e9;
const SMALLEST_SHAPE = 1e-6;

registerExternal(
  {
    name: EVIDENCE,
    numbers: 3,
    evaluate: ([rate, alpha, beta, successes, trials, gaps], slopes) => {
      const process = { rate: rate?.[0] as number, alpha: alpha?.[0] as number, beta: beta?.[0] as number };
      const steps = stepsFrom(successes as Float64Array, trials as Float64Array, gaps as Float64Array);
      const evidence = isMeant(process) ? possibleEvidence(process, steps) : undefined;
      const { rate: a = 0, alpha: b = 0, beta: c = 0 } = evidence?.gradient ?? {};
      slopes.set([a, b, c]);
      return evidence?.value ?? -Infinity;
    },
  },
  import.meta.url,
);

const isMeant = ({ rate, alpha, beta }: Parameters): boolean =>
  rate > 0 && Math.max(rate, alpha, beta) < LARGEST && Math.min(alpha, beta) > SMALLEST_SHAPE;

/** The evidence; undefined where it is hopeless, as a sampler may ask for before it has settled. */
function possibleEvidence(process: Parameters, steps: readonly Step[]): Evidence | undefined {
  try {
    return evidenceOf(process, steps);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const stepsFrom = (successes: Float64Array, trials: Float64Array, gaps: Float64Array): Step[] =>
  Array.from(gaps, (dt, i) => ({ dt, successes: successes[i] as number, trials: trials[i] as number }));

/** Counts are made along the last dim of the gaps. */
const timeOf = (gaps: Expr): Axis => gaps.axes.at(-1) as Axis;

const open: Support = { kind: "interval", lower: 0, upper: 1, closed: false };
const positive: Support = { kind: "interval", lower: 0, closed: false };
const nonNegative: Support = { kind: "interval", lower: 0, closed: true };
const count: Support = { kind: "integer", lower: 0 };

/** Successes among trials along time, whose rate is a Jacobi diffusion that starts from its stationary law. */
export const driftFamily: VectorFamily = {
  name: "drift",
  constructorName: "drift",
  event: "vector",
  parameters: [
    { name: "rate", support: positive },
    { name: "mean", support: open },
    { name: "concentration", support: positive },
    { name: "trials", support: count },
    { name: "gaps", support: nonNegative },
  ],
  support: ([, , , trials]) => ({ kind: "integer", lower: 0, upper: trials as Expr }),
  logDensity: (successes, ...parameters) => {
    const [rate, mean, concentration, trials, gaps] = parameters as [Expr, Expr, Expr, Expr, Expr];
    const alpha = mean.mul(concentration);
    const beta = concentration.sub(alpha);
    return external(EVIDENCE, timeOf(gaps), [rate, alpha, beta, successes, trials, gaps]);
  },
  random: (rng: Rng, ...parameters) => {
    const [rate = 1, mean = 0.5, concentration = 1] = parameters.slice(0, 3).map((values) => values[0] as number);
    const [trials, gaps] = parameters.slice(3) as [Float64Array, Float64Array];
    let time = 0;
    const times = gaps.map((gap) => {
      time += gap;
      return time;
    });
    const process = { rate, alpha: mean * concentration, beta: (1 - mean) * concentration };
    const path = simulatePath(process, { times, rng });
    return path.map((x, i) => randomBinomial(rng, trials[i] ?? (trials[0] as number), x));
  },
};
registerFamily(driftFamily, import.meta.url);

/** What a series of counts with a drifting rate is made of. */
export interface DriftParts<T extends string, R, M, C, N> {
  /** Speed of reversion to the mean, per unit of time. Positive. */
  readonly rate: R;
  /** Stationary mean, between 0 and 1. */
  readonly mean: M;
  /** Stationary concentration alpha + beta. Positive. */
  readonly concentration: C;
  /** How many trials at each time: whole numbers. */
  readonly trials: N;
  /** When: numbers along one dim, not decreasing. */
  readonly times: Column<T>;
}

/**
 * Successes along the dim of `times`: binomial, with a rate that is a Jacobi diffusion in its stationary law. The rate
 * itself is integrated out exactly. Parameters may vary over other dims, such as campaigns.
 *
 * @throws RangeError when times run backwards
 */
export function drift<
  T extends string,
  R extends Input<Positive>,
  M extends Input<Unit>,
  C extends Input<Positive>,
  N extends Input<Count>,
>(parts: DriftParts<T, R, M, C, N>): Variable<T | DimsOf<R | M | C | N>, Count> {
  const { rate, mean, concentration, trials, times } = parts;
  const node = nodeOf(times);
  const [time] = node.axes;
  if (time === undefined || node.axes.length > 1)
    throw new TypeError("drift: times must be a column along one dim; write column(day, [0, 1, 2.5, …])");
  return variable(driftFamily, [rate, mean, concentration, trials, typed<Column<T>>(gapsOf(node, time))], [
    time,
  ] as Axes);
}

/** What passes before each time; nothing before the first. */
function gapsOf({ values }: Expr, time: Axis): Expr {
  const gaps = values.map((at, i) => (i === 0 ? 0 : at - (values[i - 1] as number)));
  const bad = gaps.findIndex((gap) => !(gap >= 0));
  if (bad >= 0)
    throw new RangeError(
      `drift: time ${bad + 1} along "${time.name}" is ${values[bad]}, before ${values[bad - 1]}; sort the observations by time`,
    );
  return dataNode([time], gaps);
}
