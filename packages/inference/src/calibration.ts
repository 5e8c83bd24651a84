/** Judge the ranks of a calibration, and say what is wrong with those that are not uniform. */
import { type Readable, uniformEcdfTest, withText } from "@credence/diagnostics";
import { rng } from "@credence/math";

/** How one scalar fared. */
export interface CalibratedScalar {
  /** Its printed name, or "log likelihood" for that of all data together. */
  readonly name: string;
  /** For each data set, how many of the posterior's draws lie below the truth: 0 to `ranks`. */
  readonly ranks: Int32Array;
  /** Of the ranks being uniform. */
  readonly pValue: number;
  /** Whether the ranks are as uniform as they should be, at the false-alarm rate shared among all scalars. */
  readonly ok: boolean;
}

/** The outcome of a calibration. */
export interface Calibration extends Readable {
  /** Whether all scalars are. */
  readonly ok: boolean;
  readonly scalars: readonly CalibratedScalar[];
  readonly simulations: number;
  /** The number of draws that the truth was ranked among. */
  readonly ranks: number;
  readonly falseAlarm: number;
}

/** The verdict on the ranks of every scalar, by name. */
export function judged(
  table: ReadonlyMap<string, Int32Array>,
  simulations: number,
  ranks: number,
  falseAlarm: number,
): Calibration {
  const scalars = [...table].map(([name, row]): CalibratedScalar => {
    // A rank stands for a step of width 1 / (ranks + 1), over which it is spread at random.
    const stream = rng(0, "spread", name);
    const pValue = uniformEcdfTest(Float64Array.from(row, (rank) => (rank + stream.uniform()) / (ranks + 1)));
    return { name, ranks: row, pValue, ok: pValue >= falseAlarm / table.size };
  });
  const calibration = { ok: scalars.every(({ ok }) => ok), scalars, simulations, ranks, falseAlarm };
  return withText(calibration, () => textOf(calibration));
}

function textOf({ scalars, simulations, ranks, falseAlarm }: Omit<Calibration, keyof Readable>): string {
  const wrong = scalars.filter(({ ok }) => !ok);
  const rate = `a right sampler is called wrong in ${100 * falseAlarm}% of such runs`;
  if (wrong.length === 0) return `${scalars.length} scalars are calibrated over ${simulations} data sets; ${rate}.`;
  return [
    `${wrong.length} of ${scalars.length} scalars are not calibrated over ${simulations} data sets; ${rate}.`,
    ...wrong.map(({ name, ranks: row, pValue }) => `! ${name}: p ${pValue.toPrecision(2)}, ${shapeOf(row, ranks)}`),
  ].join("\n");
}

/** What the shape of the ranks says. */
function shapeOf(row: Int32Array, ranks: number): string {
  const share = (low: number, high: number): number =>
    row.filter((rank) => rank >= low * ranks && rank <= high * ranks).length / row.length;
  const outer = share(0, 0.25) + share(0.75, 1);
  const lower = share(0, 0.5);
  if (lower > 0.6) return "the truth is often below the draws: they are too high";
  if (lower < 0.4) return "the truth is often above the draws: they are too low";
  return outer > 0.5
    ? "the truth is often outside the draws: they are too narrow, or depend on each other"
    : "the truth is often in the middle of the draws: they are too wide";
}
