/** Draw observed data beside data that the model predicts: densities, counts, or one statistic of each data set. */
import { everyNth, quantiles } from "@credence/math";
import { checkNumber, checkNumbers, checkSome } from "../check.js";
import { curvePoints, drawsCurve, heightAt, peak } from "../curve.js";
import { fixed, formatNumber, formatPercent } from "../number.js";
import { extent, pad } from "../scale.js";
import { some } from "../some.js";
import { heading, type Mark, type PlotSpec, type Point, type Words } from "../spec.js";
import { highest } from "./density.js";
import { histogramSpec } from "./histogram.js";

export interface PredictiveInput extends Words {
  xLabel: string;
  /** What was seen; at least one number. */
  observed: ArrayLike<number>;
  /** Predicted data sets, each as long as what was seen; at least one. */
  replicated: readonly ArrayLike<number>[];
  /**
   * `"density"` for measured values, `"counts"` for whole numbers, `"root"` for these on a square root scale (a
   * rootogram), where rare ones can be seen. Chosen by the data unless given: `"root"` for whole numbers within 60.
   */
  form?: "density" | "counts" | "root";
}

const MOST_VALUES = 60;
const CURVES = 30;
const CURVE_POINTS = 60;
const MOST_TICKS = 60;
/** How many predicted data sets an interval of counts holds. */
const INSIDE = 0.9;

/**
 * Posterior predictive check by eye (Gabry, Simpson, Vehtari, Betancourt and Gelman 2019, arXiv:1709.01449; rootogram:
 * Kleiber and Zeileis 2016, arXiv:1605.01311).
 *
 * @throws RangeError for no data, data sets of other lengths, numbers that are not finite, or counts that are none.
 */
export function predictiveSpec(input: PredictiveInput): PlotSpec {
  const caller = "predictiveSpec";
  checkNumbers(caller, "observed", input.observed);
  checkSome(caller, "replicated", input.replicated, "data set");
  input.replicated.forEach((set, i) => {
    if (set.length !== input.observed.length)
      throw new RangeError(
        `${caller}: replicated[${i}] has ${set.length} values for ${input.observed.length} observed; give as many`,
      );
    checkNumbers(caller, `replicated[${i}]`, set);
  });
  const countable = areCounts(input.observed) && input.replicated.every(areCounts);
  const [low, high] = extent(input.observed as number[]);
  const form = input.form ?? (countable && high - low < MOST_VALUES ? "root" : "density");
  if (form === "density") return densities(input);
  if (!countable) throw new RangeError(`${caller}: form is "${form}", which is for whole numbers; give "density"`);
  return counts(input, form);
}

function densities(input: PredictiveInput): PlotSpec {
  const { observed, xLabel } = input;
  const chosen = some(input.replicated, CURVES);
  const domain = domainOf(input);
  const curve = (draws: ArrayLike<number>): Point[] =>
    curvePoints("predictiveSpec", thinned(drawsCurve("data", "posterior", draws))).filter(
      ([x]) => x >= domain[0] && x <= domain[1],
    );
  const own = curve(observed);
  const theirs = chosen.map(curve).filter((points) => points.length > 1);
  const label = "one data set";
  return {
    kind: "ppc",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. Density of ${fixed(observed.length, 0)} observed ${xLabel}, highest at ${formatNumber(peak(own)[0])}, over those of ${theirs.length} predicted data sets, highest between ${peaks(theirs)}.`,
    x: { type: "number", label: xLabel, domain },
    y: {
      type: "number",
      label: "density",
      domain: [0, highest([own, ...theirs].map((points) => ({ label, points })))],
      hidden: true,
    },
    marks: [
      ...theirs.map(
        (points, i): Mark => ({
          type: "line",
          role: "posterior",
          weight: "thin",
          points,
          ...(i === 0
            ? { label: `predicted: ${theirs.length} of ${fixed(input.replicated.length, 0)} data sets` }
            : {}),
        }),
      ),
      {
        type: "line",
        role: "observed",
        label: `observed: ${fixed(observed.length, 0)} values`,
        weight: "normal",
        points: own,
      },
      ...(observed.length <= MOST_TICKS
        ? [{ type: "rug" as const, role: "observed" as const, xs: Array.from(observed) }]
        : []),
    ],
    table: densityTable(input.title, xLabel, own, theirs, domain),
  };
}

/** The range of what was seen and, but for the outermost, of what is predicted. */
function domainOf({ observed, replicated }: PredictiveInput): Point {
  const all = some(replicated, 200).flatMap((set) => Array.from(set));
  const [low, high] = quantiles(all, [0.01, 0.99]) as unknown as Point;
  return pad(extent([low, high, ...Array.from(observed)]), 0.08);
}

function thinned<T extends { x: ArrayLike<number>; density: ArrayLike<number> }>(curve: T): T {
  const step = Math.ceil(curve.x.length / CURVE_POINTS);
  return { ...curve, x: everyNth(curve.x, step), density: everyNth(curve.density, step) };
}

const peaks = (curves: readonly Point[][]): string =>
  extent(curves.map((points) => peak(points)[0]))
    .map(formatNumber)
    .join(" and ");

function densityTable(
  caption: string,
  xLabel: string,
  own: Point[],
  theirs: readonly Point[][],
  [low, high]: Point,
): PlotSpec["table"] {
  const grid = Array.from({ length: 21 }, (_, i) => low + ((high - low) * i) / 20);
  return {
    caption: `${caption}: density of the observed, and the middle ${formatPercent(INSIDE)} of predicted densities`,
    columns: [xLabel, "observed", "predicted, lower", "predicted, median", "predicted, upper"],
    rows: grid.map((x) => [x, heightAt(own, x), ...spread(theirs.map((points) => heightAt(points, x)))]),
  };
}

function counts(input: PredictiveInput, form: "counts" | "root"): PlotSpec {
  const { observed, replicated, xLabel } = input;
  const [low, high] = extentOf([observed, ...some(replicated, 200)]);
  const values = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const seen = tally(observed, low, values.length);
  const sets = replicated.map((set) => tally(set, low, values.length));
  const rows = values.map((value, i) => {
    const [lower, median, upper] = spread(sets.map((set) => set[i] as number));
    return { value, seen: seen[i] as number, lower, median, upper };
  });
  const height = form === "root" ? Math.sqrt : (count: number) => count;
  const outside = rows.filter(({ seen, lower, upper }) => seen < lower || seen > upper);
  const most = Math.max(...rows.map(({ seen, upper }) => height(Math.max(seen, upper))));
  return {
    kind: "ppc",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. How often each ${xLabel} was observed among ${fixed(observed.length, 0)}, and the middle ${formatPercent(INSIDE)} of ${fixed(replicated.length, 0)} predicted data sets. ` +
        (outside.length === 0
          ? "All observed counts lie inside."
          : `${outside.length} of ${rows.length} observed counts lie outside: those of ${outside
              .slice(0, 5)
              .map(({ value }) => formatNumber(value))
              .join(", ")}.`),
    x: { type: "number", label: xLabel, domain: [low - 0.6, high + 0.6] },
    y: { type: "number", label: form === "root" ? "square root of how often" : "how often", domain: [0, most * 1.06] },
    marks: [
      {
        type: "bars",
        role: "observed",
        label: `observed: ${fixed(observed.length, 0)} values`,
        bars: rows.map(({ value, seen }) => [value - 0.45, value + 0.45, height(seen)]),
      },
      {
        type: "cells",
        role: "posterior",
        label: `predicted: ${formatPercent(INSIDE)} of ${fixed(replicated.length, 0)} data sets`,
        cells: rows
          .filter(({ upper }) => upper > 0)
          .map(({ value, lower, upper }) => [value - 0.14, value + 0.14, height(lower), height(upper), 0.5]),
      },
      {
        type: "dots",
        role: "posterior",
        label: "predicted median",
        points: rows.filter(({ upper }) => upper > 0).map(({ value, median }) => [value, height(median)]),
      },
    ],
    table: {
      caption: `${input.title}: how often each value was observed, and the middle ${formatPercent(INSIDE)} of predicted data sets`,
      columns: [xLabel, "observed", "predicted, lower", "predicted, median", "predicted, upper"],
      rows: rows.map(({ value, seen, lower, median, upper }) => [value, seen, lower, median, upper]),
    },
  };
}

export interface StatisticInput extends Words {
  /** What the statistic is, such as `"largest value"`. */
  xLabel: string;
  observed: number;
  /** The statistic of each predicted data set. */
  predicted: ArrayLike<number>;
}

/**
 * One statistic of the data beside that of each predicted data set.
 *
 * @throws RangeError for no predictions, or numbers that are not finite.
 */
export function statisticSpec({ observed, predicted, ...words }: StatisticInput): PlotSpec {
  checkNumber("statisticSpec", "observed", observed);
  const spec = histogramSpec({ ...words, draws: predicted, drawn: "predicted data sets" });
  const above =
    Array.from(predicted).reduce((sum, value) => sum + (value > observed ? 1 : value === observed ? 0.5 : 0), 0) /
    predicted.length;
  return {
    ...spec,
    kind: "ppc",
    alt:
      words.alt ??
      `${spec.alt} Observed: ${formatNumber(observed)}; ${formatPercent(above)} of predictions lie above it.`,
    x: { ...spec.x, domain: pad(extent([...spec.x.domain, observed]), 0.02) },
    marks: [
      ...spec.marks,
      {
        type: "rule",
        role: "observed",
        label: `observed ${formatNumber(observed)}; ${formatPercent(above)} of predictions above`,
        x: observed,
      },
    ],
  };
}

const areCounts = (values: ArrayLike<number>): boolean =>
  Array.from(values).every((value) => Number.isSafeInteger(value));

function extentOf(sets: readonly ArrayLike<number>[]): Point {
  let [low, high] = [Infinity, -Infinity];
  for (const set of sets)
    for (let i = 0; i < set.length; i++) {
      low = Math.min(low, set[i] as number);
      high = Math.max(high, set[i] as number);
    }
  return [low, Math.min(high, low + 2 * MOST_VALUES)];
}

function tally(set: ArrayLike<number>, low: number, size: number): number[] {
  const counts = Array.from({ length: size }, () => 0);
  for (let i = 0; i < set.length; i++) {
    const place = (set[i] as number) - low;
    if (place >= 0 && place < size) counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}

const spread = (values: readonly number[]): [number, number, number] =>
  Array.from(quantiles(values, [(1 - INSIDE) / 2, 0.5, (1 + INSIDE) / 2])) as [number, number, number];
