/** State products of normal densities whose means are linear in what is not known, and make them of variables. */
import { LOG_SQRT_TWO_PI, log } from "@credence/math";
import {
  type Axes,
  broadcastPositions,
  constant,
  dataNode,
  type ExprNode,
  lengthOf,
  linear,
  raw,
  sumAll,
} from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { guarded } from "../guarded.js";
import { rowsDim } from "../rows-dim.js";
import { type Affine, affineOf, plus, scaled, spread } from "./affine.js";
import { mapOf } from "./rows.js";

/**
 * The log density is `constant` − ½ Σ_r (residual_r / base[cell_r])² − Σ_c logs_c log base[c], where residuals are affine:
 * known values minus known linear maps of expressions. Known spreads and 2π are in the residuals and the constant.
 */
export interface Gaussian {
  /** Names of the variables that it came from. */
  readonly observed: readonly string[];
  readonly residual: Affine;
  /** Standard deviations, over dims of their own. */
  readonly base: ExprNode;
  /** For each row the cell of `base` that it reads. */
  readonly cells: Int32Array;
  /** For each cell of `base` how often its log counts: once for each observation, less those integrated over. */
  readonly logs: Float64Array;
  readonly constant: number;
}

/** The density of a normal variable (or of the log of an observed lognormal one); undefined for other families. */
export function gaussianOf({ name, node, family, values }: Variable): Gaussian | undefined {
  if (family.name !== "normal" && (family.name !== "lognormal" || values === undefined)) return undefined;
  const { axes, args } = node;
  const [mean, sd] = args as [ExprNode, ExprNode];
  const logs = family.name === "lognormal" ? values?.map(log) : undefined;
  const seen = logs ?? values;
  const own: Affine = seen === undefined ? affineOf(node) : { constant: seen, parts: [] };
  const { base, cells, factors } = spreadOf(guarded(sd, family.parameters[1]), axes);
  const known = total(factors.map(log)) + total(logs ?? new Float64Array());
  return {
    observed: [name],
    residual: scaled(
      plus(own, spread(affineOf(mean), mean.axes, axes), -1),
      factors.map((f) => 1 / f),
    ),
    base,
    cells,
    logs: tally(cells, lengthOf(base)),
    constant: -known - factors.length * LOG_SQRT_TWO_PI,
  };
}

/** How often each number from 0 to `size` − 1 occurs. */
export function tally(numbers: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const n of numbers) counts[n] = (counts[n] as number) + 1;
  return counts;
}
const total = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0);

/** Standard deviations over `axes` as known positive factors times cells of an expression. */
function spreadOf(sd: ExprNode, axes: Axes): { base: ExprNode; cells: Int32Array; factors: Float64Array } {
  const { constant: known, parts } = spread(affineOf(sd), sd.axes, axes);
  const size = known.length;
  const [part, other] = parts;
  if (part === undefined) return { base: constant(1), cells: new Int32Array(size), factors: known };
  const { atom, rows } = part;
  const oneEach = rows.from.length === size && rows.start.every((start, r) => start === r);
  return other === undefined && oneEach && known.every((x) => x === 0) && rows.by.every((by) => by > 0)
    ? { base: atom, cells: rows.from, factors: rows.by }
    : { base: sd, cells: broadcastPositions(sd.axes, axes), factors: new Float64Array(size).fill(1) };
}

/** An affine quantity as an expression over a dim of rows. */
export function affineNode({ constant: known, parts }: Affine): ExprNode {
  const rows = [rowsDim(known.length)];
  return parts.reduce<ExprNode>(
    (sum, { atom, rows: map }) => sum.add(linear(atom, mapOf(map), rows)),
    dataNode(rows, known),
  );
}

/** Cells of an expression as an expression over a dim of rows; one that is a single number stays one. */
export function cellsOf(x: ExprNode, cells: Int32Array): ExprNode {
  if (x.axes.length === 0) return x;
  const from = Int32Array.from(cells);
  const to = Int32Array.from({ length: cells.length }, (_, i) => i);
  return linear(x, { from, to, coefficients: new Float64Array(cells.length).fill(1) }, [rowsDim(cells.length)]);
}

/** The log density as an expression. */
export const densityOf = (gaussian: Gaussian): ExprNode =>
  squaresOf(gaussian)
    .mul(-0.5)
    .sub(sumAll(raw.log(gaussian.base).mul(dataNode(gaussian.base.axes, gaussian.logs))))
    .add(gaussian.constant);

/** The sum of squares of standardised residuals; known residuals are added up for each standard deviation. */
function squaresOf({ residual, base, cells }: Pick<Gaussian, "residual" | "base" | "cells">): ExprNode {
  if (residual.constant.length === 0) return constant(0);
  if (residual.parts.length > 0) return sumAll(raw.square(affineNode(residual).div(cellsOf(base, cells))));
  const squares = new Float64Array(lengthOf(base));
  residual.constant.forEach((x, r) => {
    squares[cells[r] as number] = (squares[cells[r] as number] as number) + x * x;
  });
  return sumAll(raw.square(dataNode(base.axes, squares.map(Math.sqrt)).div(base)));
}
