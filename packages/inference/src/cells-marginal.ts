/** Give distributions of cells the face of a marginal: what each cell knows, in the shape of the variable. */
import { type Cell, cellOf, chooseCells, INTERVAL_MASS, type Labels, type Marginal } from "@credence/draws";
import type { Axes } from "@credence/model";
import { shortestInterval } from "./marginal.js";

/** The distribution of a number. */
export interface CellDistribution {
  readonly mean: number;
  readonly sd: number;
  cdf(x: number): number;
  quantile(p: number): number;
}

export function cellsMarginal(axes: Axes, cells: readonly CellDistribution[]): Marginal<string> {
  const each = (f: (cell: CellDistribution) => number): Cell<string> => cellOf(axes, Float64Array.from(cells, f));
  const ends = (mass: number): readonly (readonly [number, number])[] => {
    if (!(mass > 0 && mass < 1))
      throw new RangeError(`an interval of mass ${mass} is not possible: it must lie between 0 and 1`);
    return cells.map((cell) => shortestInterval((p) => cell.quantile(p), mass));
  };
  return {
    dims: axes.map((axis) => axis.name),
    mean: () => each(({ mean }) => mean),
    sd: () => each(({ sd }) => sd),
    cdf: (x) => each((cell) => cell.cdf(x)),
    quantile: (p) => {
      if (!(p >= 0 && p <= 1)) throw new RangeError(`there is no quantile at ${p}: it must lie between 0 and 1`);
      return each((cell) => cell.quantile(p));
    },
    interval: (mass = INTERVAL_MASS) => {
      const found = ends(mass);
      const side = (end: 0 | 1): Cell<string> =>
        cellOf(
          axes,
          Float64Array.from(found, (pair) => pair[end]),
        );
      return { low: side(0), high: side(1) };
    },
    at: (labels: Labels<string>) => {
      const chosen = chooseCells(axes, labels);
      return cellsMarginal(
        chosen.axes,
        Array.from(chosen.cells, (cell) => cells[cell] as CellDistribution),
      ) as never;
    },
  };
}
