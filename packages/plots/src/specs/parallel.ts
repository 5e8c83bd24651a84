/** Draw each draw as a line across all scalars, divergent ones on top, to show where trajectories fail together. */
import { mean, standardDeviation } from "@credence/math";
import { checkNumbers } from "../check.js";
import { fixed, formatNumber } from "../number.js";
import { extent, pad } from "../scale.js";
import { some } from "../some.js";
import { heading, type Mark, type PlotSpec, type Point, type Words } from "../spec.js";

export interface ParallelInput extends Words {
  /** At least two, drawn from top to bottom. */
  scalars: readonly { readonly label: string; readonly draws: ArrayLike<number> }[];
  /** Numbers, from 0, of the draws whose trajectories diverged. */
  divergent?: readonly number[];
  /** Most lines of each sort; 120 unless given. */
  lines?: number;
}

/**
 * Parallel coordinates: every scalar in its own standard deviations from its mean, an even choice of the draws.
 *
 * @throws RangeError for fewer than two scalars, unequal numbers of draws, draws that are not finite or all alike.
 */
export function parallelSpec(input: ParallelInput): PlotSpec {
  const caller = "parallelSpec";
  const { scalars, divergent = [], lines = 120 } = input;
  if (scalars.length < 2) throw new RangeError(`${caller}: there are ${scalars.length} scalars; give at least 2`);
  const size = scalars[0]?.draws.length as number;
  const columns = scalars.map(({ label, draws }) => {
    checkNumbers(caller, `"${label}"`, draws);
    if (draws.length !== size)
      throw new RangeError(`${caller}: "${label}" has ${draws.length} draws and the first ${size}; give all alike`);
    const values = Float64Array.from(draws);
    const [centre, spread] = [mean(values), values.length > 1 ? standardDeviation(values) : 0];
    if (!(spread > 0)) throw new RangeError(`${caller}: all draws of "${label}" are ${values[0]}; leave it out`);
    return { label, centre, spread, scaled: values.map((value) => (value - centre) / spread) };
  });
  const failing = new Set(divergent);
  const sound = Array.from({ length: size }, (_, i) => i).filter((i) => !failing.has(i));
  const path = (i: number): Point[] => columns.map(({ scaled }, row): Point => [scaled[i] as number, row + 0.5]);
  const [shown, failed] = [some(sound, lines), some([...failing], lines)];
  const drawn = (role: "reference" | "divergent", chosen: readonly number[], label: string): Mark[] =>
    chosen.map((i, n) => ({ type: "line", role, weight: "thin", points: path(i), ...(n === 0 ? { label } : {}) }));
  const displaced = columns.map(({ label, scaled }) => ({
    label,
    there: failing.size > 0 ? mean(Float64Array.from(failing, (i) => scaled[i] as number)) : 0,
  }));
  const furthest = displaced.reduce((a, b) => (Math.abs(b.there) > Math.abs(a.there) ? b : a));
  const reach = extent([...shown, ...failed].flatMap((i) => path(i).map(([x]) => x)));
  return {
    kind: "parallel",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. ${fixed(size, 0)} draws of ${scalars.length} scalars, each in standard deviations from its mean; ` +
        (failing.size === 0
          ? "none diverged."
          : `${fixed(failing.size, 0)} diverged, their mean furthest from that of all in ${furthest.label}: ${formatNumber(furthest.there)}.`),
    x: { type: "number", label: "standard deviations from the mean", domain: pad(reach, 0.02) },
    y: { type: "rows", rows: columns.map(({ label }) => ({ label })), lanes: 2 },
    marks: [
      ...drawn("reference", shown, `${fixed(shown.length, 0)} of ${fixed(sound.length, 0)} draws`),
      ...drawn(
        "divergent",
        failed,
        failed.length === failing.size
          ? `${fixed(failing.size, 0)} divergent`
          : `${fixed(failed.length, 0)} of ${fixed(failing.size, 0)} divergent`,
      ),
    ],
    table: {
      caption: `${input.title}: mean and standard deviation of all draws, and where divergent draws lie`,
      columns: ["scalar", "mean", "sd", "divergent draws: mean, in sd from that of all"],
      rows: columns.map(({ label, centre, spread }, i) => [
        label,
        centre,
        spread,
        failing.size > 0 ? (displaced[i]?.there as number) : null,
      ]),
    },
  };
}
