/** Hold the draws of one variable over chains and cells, and summarise them in the variable's shape. */
import { cellCount, cellLabels, chooseCells, type Labels, type OnlyDims } from "./cells.js";
import { cellOfEach, cellsInTurn, cellsOfEach } from "./columns.js";
import type { Dim, Label } from "./dim.js";
import { bare, printedAs } from "./inspect.js";
import { summaries } from "./summaries.js";
import type { Summary } from "./summary.js";

/** The draws of one cell, by chain. */
export interface Scalar {
  /** The labels of the cell, one for each dim; none for a scalar variable. */
  readonly labels: readonly Label[];
  /** One array for each chain, in the order of the draws. Cut out at each reading: keep it while you need it. */
  readonly chains: readonly Float64Array[];
}

/** What draws offer whatever their dims. */
export interface AnyDraws {
  readonly chains: number;
  /** The number of draws in each chain. */
  readonly draws: number;
  readonly dims: readonly string[];
  readonly axes: readonly Dim[];
  /** All numbers: chain by chain, in it draw by draw, in it cell by cell (row-major). A derived quantity is computed at the first reading. */
  readonly values: Float64Array;
  /** Every cell, row-major. */
  scalars(): readonly Scalar[];
}

/**
 * The draws of a variable over the dims `D`. Summaries pool the chains and are NaN where a draw is NaN;
 * `sd` divides by n - 1 (and needs two draws), `quantile` interpolates as R's type 7 does, `interval` is the highest
 * density interval.
 */
export interface Draws<D extends string> extends Summary<D>, AnyDraws {
  readonly dims: readonly D[];
  /** The dims themselves, with their labels. */
  readonly axes: readonly Dim<D>[];
  /** The draws with these labels; dims without a label stay. Throws at an unknown label and suggests the nearest. */
  at<S extends Labels<D>>(labels: S & OnlyDims<S, D>): Draws<Exclude<D, keyof S>>;
}

/** What `draws` makes draws of. */
export interface DrawsSource<D extends string> {
  /** For messages. */
  readonly name?: string;
  readonly chains: number;
  readonly draws: number;
  readonly axes: readonly Dim<D>[];
  /** `chains * draws * cells` numbers, laid out as in `AnyDraws`, or how to compute them when they are first read. */
  readonly values: Float64Array | (() => Float64Array);
}

/** `values` at the first call computed and their number checked, from then on remembered. */
function remembered(source: DrawsSource<string>): () => Float64Array {
  const check = (values: Float64Array): Float64Array => {
    const cells = cellCount(source.axes);
    const count = source.chains * source.draws * cells;
    if (values.length === count) return values;
    const shape = `${source.chains} chains of ${source.draws} draws of ${cells} cells`;
    throw new RangeError(`${name} has ${values.length} values; ${shape} need ${count}`);
  };
  const { values, name = "a variable" } = source;
  let known = typeof values === "function" ? undefined : check(values);
  return () => {
    if (known === undefined) known = check((values as () => Float64Array)());
    return known;
  };
}

/** Make the draws of one variable. Throws if the number of values does not fit (for computed values: when they are read). */
export function draws<D extends string = never>(source: DrawsSource<D>): Draws<D> {
  const { chains, draws: length, axes } = source;
  const read = remembered(source);
  const cells = cellCount(axes);
  const scalar = (cell: number, pooled: (cell: number) => Float64Array): Scalar => ({
    labels: cellLabels(axes, cell),
    get chains() {
      const values = pooled(cell);
      return Array.from({ length: chains }, (_, chain) => values.slice(chain * length, (chain + 1) * length));
    },
  });
  const object = {
    chains,
    draws: length,
    dims: Object.freeze(axes.map((axis) => axis.name)),
    axes: Object.freeze([...axes]),
    get values() {
      return read();
    },
    ...summaries(axes, (cell) => cellOfEach(read(), cells, cell)),
    at(labels: Labels<string>): Draws<string> {
      const chosen = chooseCells(axes, labels);
      const values = (): Float64Array => cellsOfEach(read(), cells, chosen.cells);
      return draws({ chains, draws: length, axes: chosen.axes, values });
    },
    scalars: () => {
      const pooled = cellsInTurn(read, cells);
      return Array.from({ length: cells }, (_, cell) => scalar(cell, pooled));
    },
  };
  return printedAs(object, () => bare(describe(object))) as unknown as Draws<D>;
}

/** One line: `4 × 1000 draws over school (8)`. */
function describe(of: Pick<AnyDraws, "chains" | "draws" | "axes">): string {
  const over = of.axes.map((axis) => `${axis.name} (${axis.size})`).join(", ");
  return `${of.chains} × ${of.draws} draws${over === "" ? "" : ` over ${over}`}`;
}
