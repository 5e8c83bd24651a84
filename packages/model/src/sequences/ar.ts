/** Autoregressions: each value is normal around a weighted sum of those before it. */
import type { Dim, DimsOf } from "@credence/draws";
import { markConsumed } from "../distributions/composite/consume.js";
import type { Each } from "../distributions/composite/mixture.js";
import { normalFamily } from "../distributions/normal.js";
import { variable } from "../distributions/types.js";
import { type Axis, hasAxis, unionAxes } from "../expr/layout.js";
import { constant, dataNode, ExprNode, gather, nodeOf, take, typed } from "../expr/node.js";
import { sub, where } from "../expr/raw.js";
import type { Arg, Input, LocationScale, Positive, RandomNode, Real } from "../expr/types.js";
import { rangeOfSupport } from "../support.js";
import { checkLaw } from "./check-steps.js";
import { eitherFamily } from "./either.js";
import { sequence } from "./sequence.js";
import { stationary } from "./stationary.js";
import { atFirst, lagged } from "./time.js";

/** What an autoregression may have besides its coefficients. */
export interface ArOptions<M, L extends string> {
  /** What values return to: deviations from it follow each other. Over time, such as a regression. 0 when left out. */
  readonly mean?: M;
  /** Instead of a mean, what is added to each weighted sum: the mean times 1 − Σ φ. */
  readonly constant?: M;
  /** The dim of lags, when coefficients are given along one: its first label is the value before. */
  readonly lags?: Dim<L>;
  /** "stationary" (the default), or a distribution that each of the first p values has by itself; it is consumed. */
  readonly start?: "stationary" | RandomNode<string, Real>;
}

/**
 * An autoregression of order p along `time`: xₜ is normal around mₜ + Σ φₖ (xₜ₋ₖ − mₜ₋ₖ) with standard deviation `sd`, m
 * the mean. It starts as the stationary process does that the coefficients describe, and coefficients that describe none
 * have log density −∞; with `start` there is no such bound. `.nonCentered()` moves it by its standardised innovations.
 *
 * @param time labels in order.
 * @param coefficients φ: one number or expression (p = 1), a list of p, the value before first; or one expression along
 *   the dim `lags`.
 * @param sd standard deviation of an innovation > 0; with `start` it may vary over time.
 */
export function ar<
  T extends string,
  C extends Arg | readonly Arg[],
  B extends Input<Positive>,
  M extends Arg = number,
  L extends string = never,
>(
  time: Dim<T>,
  coefficients: C,
  sd: B,
  options: ArOptions<M, L> = {},
): LocationScale<T | Exclude<DimsOf<Each<C> | B | M>, L>> {
  const { mean, constant: added, lags, start = "stationary" } = options;
  if (mean !== undefined && added !== undefined)
    throw new TypeError(
      "ar: a mean and a constant say the same, the mean being constant / (1 − Σ coefficients): give one",
    );
  const phi = listed(coefficients, lags);
  const common = { time, phi, sd: nodeOf(sd) };
  const whole = nodeOf((added ?? 0) as Arg);
  if (start !== "stationary") {
    const parts = { ...common, mean: nodeOf((mean ?? 0) as Arg), constant: whole };
    return typed(autoregression(parts, givenStart(parts, start)));
  }
  const around = mean === undefined ? meanOf(time, phi, whole) : nodeOf(mean as Arg);
  const parts = { ...common, mean: around, constant: nodeOf(0) };
  return typed(autoregression(parts, stationaryStart(parts)));
}

function listed(coefficients: Arg | readonly Arg[], lags: Axis | undefined): readonly ExprNode[] {
  if (Array.isArray(coefficients)) {
    if (coefficients.length === 0) throw new TypeError("ar: the list of coefficients is empty; give at least one");
    return coefficients.map((each: Arg) => nodeOf(each));
  }
  const all = nodeOf(coefficients as Arg);
  if (lags === undefined) return [all];
  return Array.from({ length: lags.size }, (_, k) => gather(all, lags, Int32Array.of(k), []));
}

interface Parts {
  readonly time: Axis;
  readonly phi: readonly ExprNode[];
  readonly sd: ExprNode;
  readonly mean: ExprNode;
  /** What is added to each weighted sum of deviations from the mean. */
  readonly constant: ExprNode;
}

/** The mean of the stationary process with a constant. */
function meanOf(time: Axis, phi: readonly ExprNode[], added: ExprNode): ExprNode {
  if (hasAxis(added.axes, time.name))
    throw new TypeError(
      `ar: a constant that varies over "${time.name}" has no stationary start: give a mean over "${time.name}", or say how the series starts, as in { start: normal(0, 1) }`,
    );
  if (added.operation.op === "constant" && added.operation.value === 0) return added;
  return added.div(
    sub(
      1,
      phi.reduce((a, b) => a.add(b)),
    ),
  );
}

/** The law of the first value, and of every later one given the values before it. */
interface Begin {
  readonly first: ExprNode;
  later(values: readonly ExprNode[], at: (x: ExprNode) => ExprNode): ExprNode;
}

const normal = (mean: ExprNode, sd: ExprNode): ExprNode => nodeOf(variable(normalFamily, [typed(mean), typed(sd)]));

/** Σ of coefficients times deviations, the latest first. */
const weighted = (coefficients: readonly ExprNode[], deviations: readonly ExprNode[]): ExprNode =>
  coefficients.map((each, k) => each.mul(deviations[k] as ExprNode)).reduce((a, b) => a.add(b), constant(0));

/** The mean `lag` labels before each. */
function meanBefore({ mean, time }: Parts, lag: number): ExprNode {
  if (!hasAxis(mean.axes, time.name)) return mean;
  let shifted = mean;
  for (let k = 0; k < lag; k++) shifted = lagged(shifted, time);
  return shifted;
}

function autoregression(parts: Parts, begin: Begin): ExprNode {
  const { time, phi, sd, mean, constant: added } = parts;
  const along = [begin.first, ...phi, sd, mean, added].flatMap(({ axes }) => axes);
  const axes = unionAxes(along.filter(({ name }) => name !== time.name));
  const { operation, args, range } = begin.first;
  const zeros = dataNode(axes, new Float64Array(axes.reduce((size, axis) => size * axis.size, 1)));
  const starts = [new ExprNode(operation, args, axes, range), ...phi.slice(1).map(() => zeros)];
  const [path] = sequence({
    kind: "ar",
    time,
    names: ["", ...phi.slice(1).map((_, k) => `lag ${k + 2}`)],
    starts,
    step: (previous, now) => {
      const at = (x: ExprNode): ExprNode => (hasAxis(x.axes, time.name) ? take(x, time, now) : x);
      const deviations = previous.map((value, k) => value.sub(at(meanBefore(parts, k + 1))));
      return [begin.later(deviations, at), ...previous.slice(0, -1)];
    },
  });
  return path as ExprNode;
}

/** The law of the stationary process, given as many values as there are before the first p. */
function stationaryStart({ time, phi, sd, mean }: Parts): Begin {
  if (hasAxis(sd.axes, time.name))
    throw new TypeError(
      `ar: an sd that varies over "${time.name}" has no stationary start: say how the series starts, as in { start: normal(0, 1) }`,
    );
  const { beginnings, holds } = stationary(phi);
  const spreads = beginnings.map(({ spread }) => sd.mul(spread));
  const [first] = spreads as [ExprNode];
  const at = <T>(t: number, yes: T, no: T): ExprNode => where(isAt(time, t), yes as ExprNode, no as ExprNode);
  const later = beginnings.map((_, t) => t).filter((t) => t > 0 && t < time.size);
  const coefficients = phi.map((each, k) =>
    later.reduce((rest, t) => at(t, beginnings[t]?.coefficients[k] ?? constant(0), rest), each),
  );
  const sds = later.reduce((rest, t) => at(t, spreads[t] as ExprNode, rest), sd);
  return {
    first: normal(atFirst(mean, time), where(holds, first, 0)),
    later: (deviations, now) => normal(now(mean).add(weighted(coefficients.map(now), deviations)), now(sds)),
  };
}

/** The given law for each of the first p values. */
function givenStart({ time, phi, sd, mean, constant: added }: Parts, start: RandomNode<string, Real>): Begin {
  const law = nodeOf(start);
  checkLaw("ar", "the series", law);
  markConsumed(law, "ar");
  const { operation, args, axes, range } = law;
  if (operation.op !== "random" || operation.family.event !== "scalar")
    throw new TypeError("ar: the start must be a distribution of single numbers, as in normal(0, 1)");
  const family = eitherFamily(operation.family, normalFamily);
  const isStart = dataNode(
    [time],
    Float64Array.from({ length: time.size }, (_, t) => Number(t < phi.length)),
  );
  return {
    first: new ExprNode(operation, args, axes, range),
    later: (deviations, at) => {
      const step = normal(at(mean).add(at(added)).add(weighted(phi, deviations)), at(sd));
      if (phi.length === 1) return step;
      const parameters = [at(isStart), ...args, ...step.args];
      const either = { op: "random", family, event: [], nonCentered: false } as const;
      return new ExprNode(
        either,
        parameters,
        unionAxes(step.axes, axes),
        rangeOfSupport(family.support(parameters, [])),
      );
    },
  };
}

/** 1 at the label number t, else 0. */
const isAt = (time: Axis, t: number): ExprNode =>
  dataNode(
    [time],
    Float64Array.from({ length: time.size }, (_, position) => Number(position === t)),
  );
