/** Find out where a hidden label may be, given the values that are held so far: the forward algorithm, draw by draw. */
import { exp, type Rng, randomCategorical } from "@credence/math";
import { broadcast, type ExprNode, lawDensity, type PathFamily, supportOfPath } from "@credence/model";
import { formula } from "./path-moves.js";

/**
 * Draws the hidden labels of those values anew that are held at time t, from their law given all values held so far;
 * `values` are those of the stand-ins.
 */
export type Filter = (t: number, values: readonly Float64Array[], kept: Float64Array, rng: Rng) => void;

/** The filter of a hidden Markov model, whose states are the hidden label and the value; undefined for other paths. */
export function hiddenFilter(family: PathFamily, standIns: readonly ExprNode[]): Filter | undefined {
  if (family.name !== "hidden_markov") return undefined;
  const { start, step, present } = family.steps;
  const support = supportOfPath(family.steps, []);
  const moment = ([hidden, seen]: readonly ExprNode[]) => {
    const [row] = (hidden as ExprNode).args as [ExprNode];
    const density = lawDensity(seen as ExprNode, new Map(), present[1] as ExprNode, support);
    const { axes } = hidden as ExprNode;
    const next = row.axes.find(({ name }) => !axes.some((axis) => axis.name === name));
    if (next === undefined) throw new Error("internal: not a hidden Markov model");
    const [rows, densities] = [formula([row], standIns), formula([density], standIns)];
    return {
      count: next.size,
      chances: (values: readonly Float64Array[]) =>
        broadcast(rows(values)[0] as Float64Array, row.axes, [...axes, next]),
      density: (values: readonly Float64Array[]) => broadcast(densities(values)[0] as Float64Array, density.axes, axes),
    };
  };
  const [first, later] = [moment(start), moment(step)];
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
