/** Draw normal variables together, from their mean and a factor of their precision. */
import { LOG_SQRT_TWO_PI, log, solveLower } from "@credence/math";
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
  const noise = new Float64Array(count);
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
      for (let d = 0; d < points; d++) {
        const by = (s as Float64Array)[d] as number;
        rng.normals(noise);
        backwards(l as Float64Array, d * count * count, noise);
        offsets.forEach((start, v) => {
          const to = d * (end(v) - start) - start;
          for (let i = start; i < end(v); i++)
            (into[v] as Float64Array)[to + i] =
              ((mean as Float64Array)[d * count + i] as number) + by * (noise[i] as number);
        });
      }
    },
  };
}

const isKnown = (expression: ExprNode): boolean => unknownsIn(expression).length === 0;

/** Solves Lᵀ u = z in place, for the factor that begins at `at`: views of small matrices cost more than their solution. */
function backwards(lower: Float64Array, at: number, z: Float64Array): void {
  const { length } = z;
  for (let i = length - 1; i >= 0; i--) {
    let rest = z[i] as number;
    for (let j = i + 1; j < length; j++) rest -= (lower[at + j * length + i] as number) * (z[j] as number);
    z[i] = rest / (lower[at + i * length + i] as number);
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
