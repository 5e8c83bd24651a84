/** Integrate normal variables whose observations and priors have several unknown standard deviations. */
import { LOG_SQRT_TWO_PI } from "@credence/math";
import {
  cholesky,
  dataNode,
  type ExprNode,
  linear,
  logDet,
  nodeOf,
  prime,
  raw,
  solveTriangular,
  sumAll,
} from "@credence/model";
import { rowsDim } from "../rows-dim.js";
import { type Columns, columnReader } from "./columns.js";
import { affineOfRows, type Column, type Row, rowsIn, triangular } from "./entries.js";
import { affineNode, cellsOf, densityOf, type Gaussian } from "./factor.js";
import type { JointLaw } from "./joint-law.js";
import { mapOf, rowsOf } from "./rows.js";

/** A Gaussian about a reference u₀: residuals ρ + B v at u = u₀ + v. */
interface About {
  readonly gaussian: Gaussian;
  /** The Gaussian at v = 0. */
  readonly atReference: Gaussian;
  /** The entries of B, row by row: column and coefficient. */
  readonly design: readonly (readonly { readonly column: number; readonly by: number }[])[];
}

/**
 * The log of the integral over the columns of a product of Gaussians, as an expression, and the law of the columns: with
 * Λ = Σ Bᵀ W B and h = −Σ Bᵀ W ρ, it is the density at u₀ times (2π)^(k/2) |Λ|^(−1/2) exp(½ hᵀ Λ⁻¹ h), and u − u₀ is normal
 * about Λ⁻¹ h with precision Λ. Near a least squares solution u₀, h is small and nothing cancels.
 */
export function integrateColumns(
  gaussians: readonly Gaussian[],
  columns: Columns,
): { readonly density: ExprNode; readonly law: JointLaw } {
  const rows = gaussians.map((gaussian) => columnRows(gaussian, columns));
  const reference = leastSquares(rows.flat(), columns.count);
  const about = gaussians.map((gaussian, g) => aboutReference(gaussian, columns, reference, rows[g] as readonly Row[]));
  const base = about.reduce(
    (sum, { atReference }) => sum.add(densityOf(atReference)),
    nodeOf(columns.count * LOG_SQRT_TWO_PI),
  );
  const center = dataNode([rowsDim(columns.count)], reference);
  return columns.count === 1 ? oneColumn(about, base, center) : manyColumns(about, base, center, columns.count);
}

function oneColumn(about: readonly About[], base: ExprNode, center: ExprNode): { density: ExprNode; law: JointLaw } {
  const one = rowsDim(1);
  const precision = total(about.map((each) => precisionOf(each, 1, [one])));
  const pull = total(about.map((each) => pullOf(each, one)));
  return {
    density: base.add(sumAll(raw.square(pull).div(precision).sub(raw.log(precision))).mul(0.5)),
    law: { mean: center.add(pull.div(precision)), scale: nodeOf(1), factor: raw.sqrt(precision) },
  };
}

function manyColumns(
  about: readonly About[],
  base: ExprNode,
  center: ExprNode,
  count: number,
): { density: ExprNode; law: JointLaw } {
  const dim = rowsDim(count);
  const precision = total(about.map((each) => precisionOf(each, count, [dim, prime(dim)])));
  const factor = cholesky(precision as never);
  const pull = total(about.map((each) => pullOf(each, dim)));
  const half = nodeOf(solveTriangular(factor, pull as never));
  const moved = nodeOf(solveTriangular(factor, half as never, { transpose: true }));
  return {
    density: base.add(sumAll(raw.square(half)).mul(0.5)).sub(nodeOf(logDet(factor))),
    law: { mean: center.add(moved), scale: nodeOf(1), factor: nodeOf(factor) },
  };
}

const total = ([first, ...others]: readonly ExprNode[]): ExprNode =>
  others.reduce((sum, each) => sum.add(each), first as ExprNode);

/** The rows of a Gaussian as the columns alone enter them. */
function columnRows({ residual }: Gaussian, columns: Columns): readonly Row[] {
  const own = columnReader(columns, residual.parts);
  return rowsIn(residual).map(({ constant, entries }) => ({
    constant,
    entries: entries.flatMap((entry) => {
      const from = own(entry);
      return from === undefined ? [] : [{ part: 0, from, by: entry.by }];
    }),
  }));
}

/** Values of the columns about which the rows are small; columns that nothing decides stay 0. */
function leastSquares(rows: readonly Row[], count: number): Float64Array {
  const all: Column[] = Array.from({ length: count }, (_, from) => ({ part: 0, from }));
  const upper = triangular(rows, all);
  const pivots = upper.slice(0, count).map(({ entries }, i) => entries.find(({ from }) => from === i)?.by ?? 0);
  const least = 1e-10 * Math.max(...pivots.map(Math.abs));
  const values = new Float64Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const { constant, entries } = upper[i] as Row;
    const pivot = pivots[i] as number;
    if (Math.abs(pivot) <= least) continue;
    const rest = entries.reduce(
      (sum, { from, by }) => (from > i ? sum + by * (values[from] as number) : sum),
      constant,
    );
    values[i] = -rest / pivot;
  }
  return values;
}

function aboutReference(gaussian: Gaussian, columns: Columns, reference: Float64Array, design: readonly Row[]): About {
  const { parts } = gaussian.residual;
  const own = columnReader(columns, parts);
  const rows = rowsIn(gaussian.residual).map(({ constant, entries }, r) => ({
    constant: (design[r] as Row).entries.reduce(
      (sum, { from, by }) => sum + by * (reference[from] as number),
      constant,
    ),
    entries: entries.filter((entry) => own(entry) === undefined),
  }));
  return {
    gaussian,
    atReference: { ...gaussian, residual: affineOfRows(rows, parts) },
    design: design.map(({ entries }) => entries.map(({ from, by }) => ({ column: from, by }))),
  };
}

/** Bᵀ W B over `axes`, as a known map of the inverse variances. */
function precisionOf({ gaussian: { base, cells }, design }: About, count: number, axes: ExprNode["axes"]): ExprNode {
  const members = new Map<number, { cell: number; by: number }[]>();
  design.forEach((entries, r) => {
    for (const a of entries) {
      for (const b of entries) {
        const at = a.column * count + b.column;
        const list = members.get(at) ?? [];
        list.push({ cell: cells[r] as number, by: a.by * b.by });
        members.set(at, list);
      }
    }
  });
  const rows = rowsOf(count * count, (at, add) => {
    for (const { cell, by } of members.get(at) ?? []) add(cell, by);
  });
  return linear(inverseVariance(base), mapOf(rows), axes);
}

const inverseVariance = (base: ExprNode): ExprNode => raw.div(1, raw.square(base));

/** −Bᵀ W ρ along `dim`: a known map of the inverse variances where the residuals are known. */
function pullOf(
  { gaussian: { base, cells }, atReference: { residual }, design }: About,
  dim: ExprNode["axes"][number],
): ExprNode {
  const known = residual.parts.length === 0;
  const byColumn: { from: number; by: number }[][] = Array.from({ length: dim.size }, () => []);
  design.forEach((entries, r) => {
    for (const { column, by } of entries)
      byColumn[column]?.push(
        known ? { from: cells[r] as number, by: -by * (residual.constant[r] as number) } : { from: r, by: -by },
      );
  });
  const rows = rowsOf(dim.size, (column, add) => {
    for (const { from, by } of byColumn[column] ?? []) add(from, by);
  });
  const weights = inverseVariance(base);
  const read = known ? weights : cellsOf(weights, cells).mul(affineNode(residual));
  return linear(read, mapOf(rows), [dim]);
}
