/** Draw how far values are from uniform on [0, 1], with the band in which uniform values stay. */
import { type EcdfBand, uniformEcdfBand } from "@credence/diagnostics";
import { incBeta } from "@credence/math";
import { checkProbability, checkSome } from "../check.js";
import { fixed, formatNumber, formatPercent } from "../number.js";
import { pad, widen } from "../scale.js";
import { heading, type Mark, type PlotSpec, type Point, type Words } from "../spec.js";

export interface UniformInput extends Words {
  /** What lies between 0 and 1; also what the values are called. */
  xLabel: string;
  /** Independent values in [0, 1]; at least one. */
  values: ArrayLike<number>;
  /** `"difference"` unless given. */
  form?: "difference" | "histogram";
  /** How often uniform values stay in the band, all of it at once; 0.95 unless given. */
  probability?: number;
  /** What the values are of, in the plural, for the legend; `"values"` unless given. */
  whole?: string;
}

/**
 * The empirical distribution function less that of uniform values, with its simultaneous band (Säilynoja, Bürkner and
 * Vehtari, arXiv:2103.10522); or a histogram whose band holds all its bars at once (binomial intervals, Bonferroni).
 *
 * @throws RangeError for no values, one outside [0, 1], or a probability outside (0, 1).
 */
export function uniformSpec(input: UniformInput): PlotSpec {
  const caller = "uniformSpec";
  checkSome(caller, "values", input.values, "number between 0 and 1");
  const values = Float64Array.from(input.values).sort();
  const wrong = values.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new RangeError(`${caller}: a value is ${wrong}; give numbers between 0 and 1`);
  const probability = input.probability ?? 0.95;
  checkProbability(caller, probability);
  return input.form === "histogram" ? histogram(input, values, probability) : difference(input, values, probability);
}

function difference(input: UniformInput, values: Float64Array, probability: number): PlotSpec {
  const { at, low, high } = bandOf(values.length, probability);
  const shares = Array.from(at, (point) => countUpTo(values, point) / values.length);
  const rows = Array.from(at, (point, i) => ({
    point,
    share: shares[i] as number,
    low: low[i] as number,
    high: high[i] as number,
  }));
  const outside = rows.filter(({ share, low, high }) => share < low - 1e-12 || share > high + 1e-12);
  const furthest = rows.reduce((a, b) => (Math.abs(b.share - b.point) > Math.abs(a.share - a.point) ? b : a));
  const reach = Math.max(
    ...rows.flatMap(({ point, share, low, high }) => [share - point, low - point, high - point].map(Math.abs)),
  );
  const marks: Mark[] = [
    {
      type: "ribbon",
      role: "reference",
      label: bandLabel(probability),
      points: rows.map(({ point, low, high }) => [point, low - point, high - point]),
    },
    { type: "segments", role: "reference", weight: "hair", segments: [[0, 1, 0]] },
    {
      type: "line",
      role: "posterior",
      label: `${fixed(values.length, 0)} ${input.whole ?? "values"}`,
      weight: "normal",
      points: rows.map(({ point, share }): Point => [point, share - point]),
    },
  ];
  return {
    kind: "uniform",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. Share of ${fixed(values.length, 0)} values up to each ${input.xLabel === "" ? "probability" : input.xLabel}, less what is expected. ` +
        `It is furthest from 0 at ${formatNumber(furthest.point)}, by ${formatNumber(furthest.share - furthest.point)}. ${verdict(outside.length, rows.length, probability)}`,
    x: { type: "number", label: input.xLabel, domain: [0, 1] },
    y: {
      type: "number",
      label: input.xLabel === "" ? "" : "share below, less expected",
      domain: pad(widen([-reach, reach]), 0.06),
    },
    marks,
    table: {
      caption: `${input.title}: share of ${fixed(values.length, 0)} values up to each point, and the ${formatPercent(probability)} band`,
      columns: ["up to", "share", "lower", "upper"],
      rows: rows
        .filter((_, i) => i % Math.ceil(rows.length / 25) === 0)
        .map(({ point, share, low, high }) => [point, share, low, high]),
    },
  };
}

function histogram(input: UniformInput, values: Float64Array, probability: number): PlotSpec {
  const bins = Math.max(4, Math.min(20, Math.floor(values.length / 8)));
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(value * bins));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const [low, high] = binomialInterval(values.length, 1 / bins, (1 - probability) / bins);
  const outside = counts.filter((count) => count < low || count > high).length;
  const whole = input.whole ?? "values";
  const label = `${fixed(values.length, 0)} ${whole}`;
  return {
    kind: "uniform",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. Histogram of ${label} in ${bins} bins of about ${formatNumber(values.length / bins)} each. ${verdict(outside, bins, probability)}`,
    x: { type: "number", label: input.xLabel, domain: [0, 1] },
    y: { type: "number", label: input.xLabel === "" ? "" : whole, domain: [0, Math.max(high, ...counts) * 1.06] },
    marks: [
      {
        type: "ribbon",
        role: "reference",
        label: bandLabel(probability),
        points: [
          [0, low, high],
          [1, low, high],
        ],
      },
      { type: "bars", role: "posterior", label, bars: counts.map((n, i) => [i / bins, (i + 1) / bins, n]) },
      { type: "segments", role: "reference", weight: "hair", segments: [[0, 1, values.length / bins]] },
    ],
    table: {
      caption: `${input.title}: values in each bin; the ${formatPercent(probability)} band is ${low} to ${high}`,
      columns: ["from", "to", whole],
      rows: counts.map((count, i) => [i / bins, (i + 1) / bins, count]),
    },
  };
}

const bandLabel = (probability: number): string => `where uniform values stay (${formatPercent(probability)})`;

const verdict = (outside: number, of: number, probability: number): string =>
  outside === 0
    ? `Nowhere does it leave the ${formatPercent(probability)} band.`
    : `It leaves the ${formatPercent(probability)} band at ${outside} of ${of} places.`;

// The panels of one picture ask for the same few sizes.
const bands: Map<string, EcdfBand> = new Map();

function bandOf(size: number, probability: number): EcdfBand {
  const key = `${size} ${probability}`;
  const band = bands.get(key) ?? uniformEcdfBand(size, probability);
  if (bands.size > 100) bands.clear();
  bands.set(key, band);
  return band;
}

function countUpTo(sorted: Float64Array, x: number): number {
  const above = sorted.findIndex((value) => value > x);
  return above === -1 ? sorted.length : above;
}

/** The counts that a binomial law leaves to either side with a probability of at most `tail / 2`. */
function binomialInterval(size: number, share: number, tail: number): [number, number] {
  const upTo = (k: number): number => (k >= size ? 1 : 1 - incBeta(k + 1, size - k, share));
  let low = 0;
  while (upTo(low) <= tail / 2) low++;
  let high = low;
  while (1 - upTo(high) > tail / 2) high++;
  return [low, high];
}
