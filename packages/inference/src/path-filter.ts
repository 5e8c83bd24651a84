/** Find out where a hidden label may be, given the values that are held so far: the forward algorithm, draw by draw. */
import { exp, type Rng, randomCategorical } from "@credence/math";
import { broadcast, type ExprNode, lawDensity, type PathFamily, type Steps, supportOfPath } from "@credence/model";
import { formula } from "./path-moves.js";

/**
 * Draws the hidden labels of those values anew that are held at time t, from their law given all values held so far;
 * `values` are those of the stand-ins.
 */
export type Filter = (t: number, values: readonly Float64Array[], kept: Float64Array, rng: Rng) => void;

/** What is asked at one time: chances of each label, and the log density of what is seen. */
interface Moment {
  readonly count: number;
  chances(values: readonly Float64Array[]): Float64Array;
  density(values: readonly Float64Array[]): Float64Array;
}

const known = new WeakMap<Steps, readonly [Moment, Moment]>();

function momentsOf(steps: Steps, standIns: readonly ExprNode[]): readonly [Moment, Moment] {
  const before = known.get(steps);
  if (before !== undefined) return before;
  const support = supportOfPath(steps, []);
  const moment = ([hidden, seen]: readonly ExprNode[]): Moment => {
    const { args, axes } = hidden as ExprNode;
    const [row] = args as [ExprNode];
    const density = lawDensity(seen as ExprNode, new Map(), steps.present[1] as ExprNode, support);
    const next = row.axes.find(({ name }) => !axes.some((axis) => axis.name === name));
    if (next === undefined) throw new Error("internal: not a hidden Markov model");
    const [rows, densities] = [formula([row], standIns), formula([density], standIns)];
    return {
      count: next.size,
      chances: (values) => broadcast(rows(values)[0] as Float64Array, row.axes, [...axes, next]),
      density: (values) => broadcast(densities(values)[0] as Float64Array, density.axes, axes),
    };
  };
  const made = [moment(steps.start), moment(steps.step)] as const;
  known.set(steps, made);
  return made;
}

/** The filter of a hidden Markov model, whose states are the hidden label and the value; undefined for other paths. */
export function hiddenFilter({ name, steps }: PathFamily, standIns: readonly ExprNode[]): Filter | undefined {
  if (name !== "hidden_markov") return undefined;
  const [first, later] = momentsOf(steps, standIns);
  let weights: Float64Array = new Float64Array(); // of each label in each cell, given the values so far
  return (t, values, kept, rng) => {
    if (kept.every(Number.isNaN)) return;
    const { count, chances, density } = t === 0 ? first : later;
    const labels = Array.from({ length: count }, (_, label) => label);
    const withLabel = (place: 0 | 2, label: number): readonly Float64Array[] =>
      values.map((value, i) => (i === place ? value.map(() => label) : value));
    const rows = (t === 0 ? [0] : labels).map((label) => Float64Array.from(chances(withLabel(0, label))));
    const logs = labels.map((label) => Float64Array.from(density(withLabel(2, label))));
    const now = values[2] as Float64Array;
    const past = weights;
    weights = new Float64Array(kept.length * count);
    kept.forEach((value, cell) => {
      const most = Math.max(...logs.map((log) => log[cell] as number));
      const each = labels.map((label) => {
        const prior = rows.reduce((total, row, from) => {
          const weight = t === 0 ? 1 : (past[cell * count + from] as number);
          return total + weight * (row[cell * count + label] as number);
        }, 0);
        return prior * exp((logs[label]?.[cell] as number) - most);
      });
      const total = each.reduce((a, b) => a + b, 0);
      each.forEach((weight, label) => {
        weights[cell * count + label] = weight / total;
      });
      if (!Number.isNaN(value)) now[cell] = randomCategorical(rng, each);
    });
  };
}
