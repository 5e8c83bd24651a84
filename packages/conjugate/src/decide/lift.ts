/** Compute the law of how much one quantity exceeds another, relatively or absolutely. */
import { INTERVAL_MASS } from "@credence/draws";
import { exp, expm1, findRoot, log, log1mExp, log1p, log1pExp } from "@credence/math";
import type { Arm } from "./arm.js";
import { expectedLossOf } from "./best.js";
import { type Law, lawsOf, lines } from "./law.js";
import { type Feature, nodesFor } from "./panels.js";

/** The law of a comparison of two independent quantities. */
export interface Contrast {
  mean(): number;
  /** The probability of at most `x`. */
  cdf(x: number): number;
  quantile(p: number): number;
  /** The central interval, from the quantile at (1 − mass)/2 to that at (1 + mass)/2; mass 0.94 when left out. */
  interval(mass?: number): { readonly low: number; readonly high: number };
}

/**
 * The relative lift b/a − 1 of the second of two positive quantities over the first: 0.1 is 10 % more. Its distribution
 * function is ∫ f_a(x) F_b((1 + lift) x) dx by quadrature, to about 1e-11.
 *
 * @throws TypeError for normal posteriors, whose ratio may have any sign: take {@link differenceOf}
 */
export function liftOf(a: Arm, b: Arm): Contrast {
  const laws = lawsOf("lift", [a, b]) as readonly [Law, Law];
  return relativeLift(laws, laws[1].mean);
}

/**
 * The relative lift max(others)/a − 1 of the best of several positive quantities over one, as {@link liftOf}: what may be
 * gained by going on when `a` leads.
 */
export function liftOfBest(a: Arm, others: readonly Arm[]): Contrast {
  const laws = lawsOf("liftOfBest", [a, ...others]) as readonly [Law, Law, ...Law[]];
  const [, firstOther] = laws;
  return relativeLift(laws, firstOther.mean + (expectedLossOf(others)[0] as number));
}

function relativeLift(laws: readonly [Law, Law, ...Law[]], mean: number): Contrast {
  const [first, ...others] = laws;
  if (first.family === "normal")
    throw new TypeError("lift: a normal quantity may be negative, so it has no relative lift; use difference(a, b)");
  return contrast({
    laws,
    range: [-1, Infinity],
    mean: mean * inverseMean(first) - 1,
    moved: first.family === "beta" ? (w, by) => scaledOdds(w, log1p(by)) : (w, by) => w + log1p(by),
    back: first.family === "beta" ? (w, by) => scaledOdds(w, -log1p(by)) : (w, by) => w - log1p(by),
    at: expm1,
    start: log(mean / first.mean),
    step: Math.hypot(first.spread, ...others.map(({ spread }) => spread)),
  });
}

/** The difference b − a of two quantities, as {@link liftOf} the ratio. */
export function differenceOf(a: Arm, b: Arm): Contrast {
  const laws = lawsOf("difference", [a, b]) as readonly [Law, Law];
  const [first, second] = laws;
  const line = lines[first.family];
  const most = first.family === "beta" ? 1 : Infinity;
  const mean = second.mean - first.mean;
  const sdOf = ({ center, spread }: Law): number => spread * exp(line.logSlope(center));
  return contrast({
    laws,
    range: [-most, most],
    mean,
    moved: (w, by) => line.of(line.valueOf(w) + by),
    back: (w, by) => line.of(line.valueOf(w) - by),
    at: (t) => t,
    start: mean,
    step: Math.hypot(sdOf(first), sdOf(second)),
  });
}

/** The log odds of a rate, given by its log odds, times a factor given by its log; Infinity from 1 on. */
function scaledOdds(w: number, logFactor: number): number {
  const logRate = logFactor - log1pExp(-w);
  return logRate < 0 ? logRate - log1mExp(logRate) : Infinity;
}

/** E 1/X. */
function inverseMean({ family, parameters: [one, two] }: Law): number {
  if (one <= 1) return Infinity;
  return family === "beta" ? (one + two - 1) / (one - 1) : two / (one - 1);
}

/** A law, those that are set against it, and what is asked of the largest of these. */
interface Compared {
  readonly laws: readonly [Law, Law, ...Law[]];
  readonly range: readonly [number, number];
  readonly mean: number;
  /** On the laws' line, the second quantity where the first is w and the contrast `by`; and the first where the second is w. */
  readonly moved: (w: number, by: number) => number;
  readonly back: (w: number, by: number) => number;
  /** The contrast at a place on the whole line, where quantiles are sought: a start, and how wide the law is there. */
  readonly at: (t: number) => number;
  readonly start: number;
  readonly step: number;
}

function contrast(compared: Compared): Contrast {
  const cdf = (x: number): number => probabilityBelow(compared, x);
  const quantile = (p: number): number => quantileOf(compared, p);
  return {
    mean: () => compared.mean,
    cdf,
    quantile,
    interval: (mass = INTERVAL_MASS) => {
      if (!(mass > 0 && mass < 1))
        throw new RangeError(`an interval of mass ${mass} is not possible: it must lie between 0 and 1`);
      return { low: quantile((1 - mass) / 2), high: quantile((1 + mass) / 2) };
    },
  };
}

/** P(contrast ≤ by) = ∫ f_a ∏ F_b dw. */
function probabilityBelow(
  { laws: [first, ...others], range: [least, most], moved, back }: Compared,
  by: number,
): number {
  if (Number.isNaN(by)) throw new RangeError("there is no probability of at most NaN");
  if (by <= least) return 0;
  if (by >= most) return 1;
  const logIntegrand = (w: number): number => {
    const reached = moved(w, by);
    return others.reduce((sum, other) => sum + other.logCdf(reached), first.logDensity(w));
  };
  const backFrom = (w: number): number => back(w, by);
  const edges = [-Infinity, Infinity].map(backFrom);
  const { at, weights } = nodesFor(
    [first, ...others.flatMap((law) => featuresOf(law, backFrom))],
    [logIntegrand],
    edges,
  );
  return Math.min(
    1,
    at.reduce((sum, w, node) => sum + (weights[node] as number) * exp(logIntegrand(w)), 0),
  );
}

/** Where another law has its mass, seen from the first: nowhere if moving it back leaves the support. */
function featuresOf({ center, spread }: Law, back: (w: number) => number): readonly Feature[] {
  const [low, middle, high] = [center - spread, center, center + spread].map(back) as [number, number, number];
  const width = (high - low) / 2;
  return Number.isFinite(width) ? [{ center: middle, spread: width }] : [];
}

function quantileOf(compared: Compared, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`there is no quantile at ${p}: it must lie between 0 and 1`);
  const [least, most] = compared.range;
  if (p === 0) return least;
  if (p === 1) return most;
  const excess = (t: number): number => probabilityBelow(compared, compared.at(t)) - p;
  let [low, high] = [compared.start - compared.step, compared.start + compared.step];
  for (let width = compared.step; excess(low) > 0; width *= 2) low -= width;
  for (let width = compared.step; excess(high) < 0; width *= 2) high += width;
  return compared.at(findRoot(excess, low, high, { tolerance: 1e-12 * compared.step }));
}
