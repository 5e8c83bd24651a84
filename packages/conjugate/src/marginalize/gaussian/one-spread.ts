/** Integrate normal variables whose observations and priors all have one standard deviation: the rest stays Gaussian. */
import { LOG_SQRT_TWO_PI, log, solveLowerTransposed } from "@credence/math";
import { dataNode } from "@credence/model";
import { rowsDim } from "../rows-dim.js";
import { type Affine, mixed } from "./affine.js";
import { type Columns, columnReader, entriesOf } from "./columns.js";
import { affineOfRows, columnsIn, rowsIn, triangular } from "./entries.js";
import { affineNode, type Gaussian } from "./factor.js";
import type { JointLaw } from "./joint-law.js";

/**
 * One Gaussian, of one standard deviation σ, after the columns were integrated out; undefined where it does not decide
 * them all. With X = Q R, the first rows of Qᵀ(X u + e) are R u + e₁, whose integral over u is (2π)^(k/2) σᵏ / |det R|;
 * the other rows do not read u. Given the rest, u is normal about −R⁻¹ e₁ with precision Rᵀ R / σ².
 */
export function integrateColumns(gaussian: Gaussian, columns: Columns): { left: Gaussian; law: JointLaw } | undefined {
  const { parts } = gaussian.residual;
  const rows = rowsIn(gaussian.residual);
  const own = columnReader(columns, parts);
  const others = columnsIn(rows).filter((column) => own(column) === undefined);
  const upper = triangular(rows, [...entriesOf(columns, parts), ...others]);
  const k = columns.count;
  const lower = new Float64Array(k * k);
  upper.slice(0, k).forEach(({ entries }, r) => {
    for (const entry of entries) {
      const c = own(entry);
      if (c !== undefined) lower[c * k + r] = entry.by;
    }
  });
  const pivots = Float64Array.from({ length: k }, (_, i) => lower[i * k + i] as number);
  const largest = pivots.reduce((most, pivot) => Math.max(most, Math.abs(pivot)), 0);
  if (!pivots.every((pivot) => Math.abs(pivot) > 1e-13 * largest)) return undefined;
  const rest = affineOfRows(upper.slice(k), parts);
  const first = affineOfRows(
    upper.slice(0, k).map((row) => ({ ...row, entries: row.entries.filter((entry) => own(entry) === undefined) })),
    parts,
  );
  return {
    left: {
      ...gaussian,
      residual: rest,
      cells: new Int32Array(rest.constant.length),
      logs: gaussian.logs.map((count) => count - k),
      constant: gaussian.constant + k * LOG_SQRT_TWO_PI - pivots.reduce((sum, pivot) => sum + log(Math.abs(pivot)), 0),
    },
    law: {
      mean: affineNode(solved(lower, first)),
      scale: gaussian.base,
      factor: dataNode([rowsDim(k * k)], lower),
    },
  };
}

/** −R⁻¹ e, R being the transpose of a lower triangle. */
function solved(lower: Float64Array, e: Affine): Affine {
  const k = e.constant.length;
  const inverse = Array.from({ length: k }, (_, i) => solveLowerTransposed(lower, unit(k, i)));
  return mixed(e, k, (row, add) => {
    for (let i = row; i < k; i++) add(i, -(inverse[i]?.[row] as number));
  });
}

const unit = (size: number, at: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => (i === at ? 1 : 0));
