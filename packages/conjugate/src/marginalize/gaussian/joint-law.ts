/** Draw normal variables together, from their mean and a factor of their precision. */
import { fillNormal, LOG_SQRT_TWO_PI, log, solveLower } from "@credence/math";
import { type ExprNode, familyNamed } from "@credence/model";
import { unknownsIn } from "../../graph/condition.js";
import type { Recovery } from "../step.js";
import type { CellLaws, Law } from "../types.js";
import type { Columns } from "./columns.js";

/** Normal columns: mean m, and precision L Lᵀ / s². */
export interface JointLaw {
  /** Over rows(k). */
  readonly mean: ExprNode;
  readonly scale: ExprNode;
  /** L, lower triangular, row-major, k² values over whatever dims. */
  readonly factor: ExprNode;
}

/** How the variables of the columns are drawn back. */
export function jointRecovery(
  { variables, offsets, count }: Columns,
  observed: readonly string[],
  { mean, scale, factor }: JointLaw,
): Recovery {
  const normal = familyNamed("normal");
  let noise = new Float64Array(count);
  const end = (v: number): number => offsets[v + 1] ?? count;
  return {
    variables,
    pair: count === 1 ? "normal-normal" : "multivariate normal",
    observed,
    expressions: [mean, scale, factor],
    ...([mean, factor].every(isKnown) ? { spread: { of: scale, cells: new Int32Array(count) } } : {}),
    law: ([m, s, l]): Law => {
      const [center, lower] = [m as Float64Array, l as Float64Array];
      const by = s?.[0] as number;
      return {
        get marginals(): readonly CellLaws[] {
          const sd = spreads(lower, count).map((x) => by * x);
          return offsets.map((start, v) => ({
            family: normal,
            parameters: [center.slice(start, end(v)), sd.slice(start, end(v))],
          }));
        },
        // wᵀ (L Lᵀ)⁻¹ w
        variance: (weights) => {
          const all = Float64Array.from(weights.flatMap((own) => [...own]));
          return by * by * solveLower(lower, all).reduce((sum, x) => sum + x * x, 0);
        },
        logDensity: (values) => {
          const away = offsets.flatMap((start, v) =>
            Array.from(values[v] as Float64Array, (x, i) => (x - (center[start + i] as number)) / by),
          );
          // z = Lᵀ (u − m) / s is standard normal
          let density = -count * (LOG_SQRT_TWO_PI + log(by));
          for (let i = 0; i < count; i++) {
            let z = 0;
            for (let j = i; j < count; j++) z += (lower[j * count + i] as number) * (away[j] as number);
            density += log(Math.abs(lower[i * count + i] as number)) - 0.5 * z * z;
          }
          return density;
        },
      };
    },
    draw: ([mean, s, l], points, rng, into) => {
      if (noise.length < points * count) noise = new Float64Array(points * count);
      const away = noise.subarray(0, points * count);
      fillNormal(rng, away);
      for (let d = 0; d < points; d++) backwards(l as Float64Array, d * count * count, away, d * count, count);
      offsets.forEach((start, v) => {
        place(mean as Float64Array, s as Float64Array, away, { start, end: end(v), count }, into[v] as Float64Array);
      });
    },
  };
}

const isKnown = (expression: ExprNode): boolean => unknownsIn(expression).length === 0;

/** Solves Lᵀ u = z in place, for the factor and the vector that begin there: views of small ones cost more than their solution. */
function backwards(lower: Float64Array, at: number, z: Float64Array, from: number, length: number): void {
  for (let i = length - 1; i >= 0; i--) {
    let rest = z[from + i] as number;
    for (let j = i + 1; j < length; j++) rest -= (lower[at + j * length + i] as number) * (z[from + j] as number);
    z[from + i] = rest / (lower[at + i * length + i] as number);
  }
}

/** Writes m + s u for the columns of one variable, at one point after the other. */
function place(
  mean: Float64Array,
  scale: Float64Array,
  away: Float64Array,
  { start, end, count }: { readonly start: number; readonly end: number; readonly count: number },
  into: Float64Array,
): void {
  for (let k = 0, d = 0; k < into.length; d++) {
    const by = scale[d] as number;
    for (let i = d * count + start; i < d * count + end; i++)
      into[k++] = (mean[i] as number) + by * (away[i] as number);
  }
}

/** Square roots of the diagonal of (L Lᵀ)⁻¹. */
function spreads(lower: Float64Array, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const column = solveLower(
      lower,
      Float64Array.from({ length: count }, (_, j) => (i === j ? 1 : 0)),
    );
    return Math.sqrt(column.reduce((sum, x) => sum + x * x, 0));
  });
}
