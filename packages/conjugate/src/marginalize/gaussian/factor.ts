/** State products of normal densities whose means are linear in what is not known, and write them as expressions. */
import { constant, dataNode, type ExprNode, lengthOf, linear, raw, sumAll } from "@credence/model";
import { rowsDim } from "../rows-dim.js";
import type { Affine } from "./affine.js";
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

/** How often each number from 0 to `size` − 1 occurs. */
export function tally(numbers: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const n of numbers) counts[n] = (counts[n] as number) + 1;
  return counts;
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
