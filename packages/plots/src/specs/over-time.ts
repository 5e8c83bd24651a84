/** Draw draws of a quantity over time: intervals and the median as ribbons, or their density as a heat map. */
import { quantileSorted } from "@credence/math";
import { checkNumber, checkNumbers, checkProbability, checkSome } from "../check.js";
import { formatPercent } from "../number.js";
import { extent } from "../scale.js";
import type { PlotSpec, Point, Words } from "../spec.js";
import { type Heat, type TimelineInput, timelineSpec } from "./timeline.js";

export interface OverTimeInput extends Words {
  xLabel: string;
  yLabel: string;
  /** Increasing, one for each row of draws. */
  times: readonly number[];
  /** Draws at each time: `[time][draw]`. */
  draws: readonly ArrayLike<number>[];
  /** `[time, value]` of what was seen. */
  observed?: readonly Point[];
}

export interface RibbonInput extends OverTimeInput {
  /** Probabilities of the intervals; 0.5 and 0.94 unless given. */
  probabilities?: readonly number[];
}

/**
 * The median and central intervals at each time, over the draws.
 *
 * @throws RangeError for no times, times that do not increase, draws that are not finite, or a probability outside (0, 1).
 */
export function ribbonSpec(input: RibbonInput): PlotSpec {
  const caller = "ribbonSpec";
  const sorted = checkedDraws(caller, input);
  const probabilities = [...(input.probabilities ?? [0.5, 0.94])].sort((a, b) => b - a);
  for (const probability of probabilities) checkProbability(caller, probability);
  const at = (share: number): Point[] =>
    sorted.map((draws, i) => [input.times[i] as number, quantileSorted(draws, share)]);
  return timelineSpec({
    ...wordsOf(input),
    ribbons: probabilities.map((probability, i) => {
      const upper = at((1 + probability) / 2);
      return {
        label: `${formatPercent(probability)} interval${i === 0 ? "" : " (darker)"}`,
        role: "posterior",
        points: at((1 - probability) / 2).map(([time, low], t) => [time, low, (upper[t] as Point)[1]] as const),
      };
    }),
    lines: [{ label: "median", role: "posterior", points: at(0.5) }],
    ...seen(input),
  });
}

export interface HeatInput extends OverTimeInput {
  /** How many bands the values are shaded in; 40 unless given. */
  bands?: number;
}

/**
 * The share of draws in each band of values at each time, shaded from the middle between it and the time before to that
 * between it and the time after. Draws in the outermost 0.1 % of all are not shown.
 *
 * @throws RangeError for no times, times that do not increase, or draws that are not finite.
 */
export function heatSpec(input: HeatInput): PlotSpec {
  const caller = "heatSpec";
  const sorted = checkedDraws(caller, input);
  const bands = checkNumber(caller, "bands", input.bands ?? 40);
  const [low, high] = extent(sorted.flatMap((draws) => [quantileSorted(draws, 0.001), quantileSorted(draws, 0.999)]));
  const width = (high - low) / bands;
  const heat: Heat = {
    label: "share of draws",
    role: "posterior",
    time: edgesOf(input.times),
    value: Array.from({ length: bands + 1 }, (_, j) => low + j * width),
    density: sorted.map((draws) => sharesOf(draws, low, width, bands)),
  };
  const median = sorted.map((draws, i): Point => [input.times[i] as number, quantileSorted(draws, 0.5)]);
  return timelineSpec({
    ...wordsOf(input),
    heat,
    lines: [{ label: "median", role: "reference", points: median }],
    ...seen(input),
  });
}

function checkedDraws(caller: string, { times, draws }: OverTimeInput): Float64Array[] {
  checkSome(caller, "times", times, "time");
  if (draws.length !== times.length)
    throw new RangeError(`${caller}: there are draws at ${draws.length} times and ${times.length} times; give as many`);
  times.forEach((time, i) => {
    checkNumber(caller, `times[${i}]`, time);
    if (i > 0 && time <= (times[i - 1] as number))
      throw new RangeError(`${caller}: time ${time} follows ${times[i - 1]}; give times in increasing order`);
  });
  return draws.map((values, i) => {
    checkNumbers(caller, `the draws at time ${times[i]}`, values);
    return Float64Array.from(values).sort();
  });
}

const wordsOf = ({ title, subtitle, alt, xLabel, yLabel }: OverTimeInput) => ({
  title,
  ...(subtitle === undefined ? {} : { subtitle }),
  ...(alt === undefined ? {} : { alt }),
  xLabel,
  yLabel,
});

const seen = ({ observed = [] }: OverTimeInput): Pick<TimelineInput, "dots"> =>
  observed.length === 0 ? {} : { dots: [{ label: "observed", role: "observed", points: observed }] };

function sharesOf(draws: Float64Array, low: number, width: number, bands: number): number[] {
  const counts = Array.from({ length: bands }, () => 0);
  for (const value of draws) {
    const band = Math.min(bands - 1, Math.floor((value - low) / width));
    if (value >= low && value <= low + bands * width) counts[band] = (counts[band] as number) + 1;
  }
  return counts.map((count) => count / draws.length);
}

/** The middles between times, and as far beyond the ends. */
function edgesOf(times: readonly number[]): number[] {
  const middle = (i: number): number => ((times[i] as number) + (times[i + 1] as number)) / 2;
  const inner = times.slice(1).map((_, i) => middle(i));
  const [first, last] = [times[0] as number, times[times.length - 1] as number];
  if (inner.length === 0) return [first - 0.5, first + 0.5];
  return [2 * first - (inner[0] as number), ...inner, 2 * last - (inner[inner.length - 1] as number)];
}
