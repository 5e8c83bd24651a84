/** Draw several densities together, as prior, likelihood and posterior, to show what the data changed. */
import { checkInterval, checkNumber, checkProbability, checkSome } from "../check.js";
import { between, type Curve, curvePoints, heightAt, peak } from "../curve.js";
import { formatNumber, formatPercent } from "../number.js";
import { extent } from "../scale.js";
import { heading, type Mark, type PlotSpec, type Point, type RuleMark, type Table, type Words } from "../spec.js";

/** A value worth a vertical line. */
export interface MarkedValue {
  label: string;
  value: number;
}

/** An interval of the curve with the label `of`, shaded beneath it. */
export interface CurveInterval {
  of: string;
  low: number;
  high: number;
  /** The probability inside, in (0, 1). */
  probability: number;
}

export interface DensityInput extends Words {
  /** What the x axis measures, with its unit. */
  xLabel: string;
  /** One or more, drawn in this order. */
  curves: readonly Curve[];
  marked?: MarkedValue;
  interval?: CurveInterval;
}

/**
 * A density plot. Heights have no ticks: areas carry the meaning, and a `likelihood` is scaled to unit area.
 *
 * @throws RangeError for no curves, a curve that cannot be drawn, or an interval of a curve that is not there.
 */
export function densitySpec(input: DensityInput): PlotSpec {
  const caller = "densitySpec";
  checkSome(caller, "curves", input.curves, "curve");
  if (input.marked) checkNumber(caller, `marked "${input.marked.label}"`, input.marked.value);
  const curves = input.curves.map((curve) => ({ ...curve, points: curvePoints(caller, curve) }));
  const shade = input.interval && shadeInterval(caller, curves, input.interval);
  const rule = input.marked && markValue(input.marked);
  const marks: Mark[] = [
    ...(shade ? [shade] : []),
    ...curves.map(({ label, role, points }): Mark => ({ type: "line", role, label, weight: "normal", points })),
    ...(rule ? [rule] : []),
  ];
  const domain = curveDomain(curves, [...(rule ? [rule.x] : []), ...(shade ? shade.points.map(([x]) => x) : [])]);
  const sentences = [
    `${input.title}. Densities over ${input.xLabel}.`,
    ...curves.map((curve) => `${curve.label} is highest at ${formatNumber(peak(curve.points)[0])}.`),
    ...(shade ? [`${shade.label}.`] : []),
    ...(rule ? [`Marked: ${rule.label}.`] : []),
  ];
  return {
    kind: "density",
    ...heading(input),
    alt: input.alt ?? sentences.join(" "),
    x: { type: "number", label: input.xLabel, domain },
    y: { type: "number", label: "density", domain: [0, highest(curves)], hidden: true },
    marks,
    table: curveTable(input.title, input.xLabel, curves, domain),
  };
}

/** A curve whose points are ready to draw. */
export interface DrawnCurve {
  label: string;
  points: Point[];
}

/** The x range of all curves and of the values that must be seen. */
export function curveDomain(curves: readonly DrawnCurve[], seen: readonly number[]): Point {
  return extent([...curves.flatMap(({ points }) => points.map(([x]) => x)), ...seen]);
}

/** The height of the highest curve, with room above; 1 when all are flat zero. */
export function highest(curves: readonly DrawnCurve[], atLeast = 0): number {
  const top = Math.max(atLeast, ...curves.map(({ points }) => peak(points)[1]));
  return top > 0 ? top * 1.05 : 1;
}

/** A labelled vertical line that also tells its value. */
export function markValue({ label, value }: MarkedValue): RuleMark {
  return { type: "rule", role: "reference", label: `${label} ${formatNumber(value)}`, x: value };
}

/** Density against x on 21 even steps, one column a curve. */
export function curveTable(caption: string, xLabel: string, curves: readonly DrawnCurve[], [low, high]: Point): Table {
  const steps = 20;
  const grid = Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
  return {
    caption: `${caption}: density by ${xLabel}`,
    columns: [xLabel, ...curves.map(({ label }) => label)],
    rows: grid.map((x) => [x, ...curves.map(({ points }) => heightAt(points, x))]),
  };
}

function shadeInterval(caller: string, curves: readonly (Curve & DrawnCurve)[], interval: CurveInterval) {
  const { of, low, high, probability } = interval;
  checkInterval(caller, `the interval of "${of}"`, low, high);
  checkProbability(caller, probability);
  const curve = curves.find(({ label }) => label === of);
  if (!curve) {
    const labels = curves.map(({ label }) => `"${label}"`).join(", ");
    throw new RangeError(`${caller}: interval.of is "${of}", which is no curve; name one of ${labels}`);
  }
  return {
    type: "area" as const,
    role: curve.role,
    label: `${formatPercent(probability)} interval ${formatNumber(low)} to ${formatNumber(high)}`,
    base: 0,
    points: between(curve.points, low, high),
  };
}
