/** Compare how scalars go together in pairs: the correlation of every two, in two sets of blocks. */
import { finite } from "../figures.js";
import { errorsNeeded } from "../resolution.js";
import { jointDegrees, twoSidedP } from "../student.js";
import type { Points } from "./scores.js";

/** The correlation of the normal scores of two scalars in two sources. */
export interface CorrelationRow {
  /** The two scalars as printed. */
  readonly scalars: readonly [string, string];
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly mcse: number;
  /** Of Fisher's transform. */
  readonly z: number;
  /** Degrees of freedom of the error. */
  readonly degrees: number;
  readonly p: number;
  /** Adjusted for all tests of the pair: Holm's p among the correlations, divided by their share of the level. */
  readonly pHolm: number | null;
}

/** How every two scalars go together in a pair of sources. */
export interface CorrelationTest<K extends string = string> {
  readonly traceA: K;
  readonly traceB: K;
  /** Correlations that were tested. */
  readonly tests: number;
  /** The smallest adjusted p; null without a test. */
  readonly pHolm: number | null;
  /** The change of any one correlation that would have been found with 80 % power. */
  readonly resolution: number | null;
  /** The ten with the largest |z|. */
  readonly worst: readonly CorrelationRow[];
  /** Why there is no test, or null. */
  readonly untested: string | null;
}

/** A row before its p value has been adjusted. */
export type RawCorrelation = Omit<CorrelationRow, "pHolm">;

/** Rows that are kept. */
const KEPT = 10;

/**
 * @param ps adjusted, in the order of the rows
 * @param level of a single row: that of the first step of Holm
 */
export function correlationTest(
  rows: readonly RawCorrelation[],
  ps: readonly (number | null)[],
  level: number,
): Omit<CorrelationTest, "traceA" | "traceB" | "untested"> {
  const worst = rows
    .map((row, i): CorrelationRow => ({ ...row, pHolm: ps[i] ?? null }))
    .sort((x, y) => Math.abs(y.z) - Math.abs(x.z))
    .slice(0, KEPT);
  // The largest |z| need not have the smallest p, as degrees of freedom differ a little.
  const known = ps.flatMap((p) => p ?? []);
  const pHolm = known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b));
  return { tests: rows.length, pHolm, resolution: changeSeen(rows, level), worst };
}

/** The change of a correlation that is found with the stated power, the largest over all pairs. */
function changeSeen(rows: readonly RawCorrelation[], level: number): number | null {
  if (rows.length === 0) return null;
  return finite(rows.reduce((most, { mcse, degrees }) => Math.max(most, errorsNeeded(level, degrees) * mcse), 0));
}

/** Scalars of which every two are looked at; of more, the first. */
const MOST_CORRELATED = 200;

/** Correlations beyond this are of scalars that are one up to rounding. */
const SURELY_ONE = 0.99999;

/**
 * Every two scalars whose correlation has an error. Errors are those of means over blocks, of the influence
 * u v − r (u² + v²) / 2 of a point on the correlation of standardised u and v; z is taken in Fisher's transform, whose error
 * hangs little on r.
 *
 * @param points scores of all points, block by block
 * @param blocksInA the first of the blocks, whose points are a's; the others are b's
 */
export function correlationRows(
  points: Points,
  perBlock: number,
  blocksInA: number,
  names: readonly string[],
): RawCorrelation[] {
  const pointsInA = blocksInA * perBlock;
  const sides = [side(points, 0, pointsInA, perBlock), side(points, pointsInA, points.count, perBlock)] as const;
  const looked = Math.min(points.dimension, MOST_CORRELATED);
  return Array.from({ length: looked }, (_, i) => i).flatMap((i) =>
    Array.from({ length: i }, (_, j) => j).flatMap((j): RawCorrelation[] => {
      const [a, b] = [sides[0](i, j), sides[1](i, j)];
      const [fisherA, fisherB] = [inFisher(a), inFisher(b)];
      const error = Math.hypot(fisherA.mcse, fisherB.mcse);
      if (!(error > 0)) return [];
      const z = (fisherA.value - fisherB.value) / error;
      const degrees = jointDegrees(fisherA, fisherB);
      const figures = { a: a.value, b: b.value, difference: a.value - b.value, mcse: Math.hypot(a.mcse, b.mcse) };
      return [{ scalars: [names[j] as string, names[i] as string], ...figures, z, p: twoSidedP(z, degrees), degrees }];
    }),
  );
}

interface Correlation {
  readonly value: number;
  readonly mcse: number;
  readonly degrees: number;
}

function inFisher({ value, mcse, degrees }: Correlation): Correlation {
  const inside = Math.max(-SURELY_ONE, Math.min(SURELY_ONE, value));
  return { value: Math.atanh(inside), mcse: mcse / (1 - inside * inside), degrees };
}

/** The correlations in one side, from its points standardised. */
function side(
  { values, dimension }: Points,
  from: number,
  to: number,
  perBlock: number,
): (i: number, j: number) => Correlation {
  const columns = Array.from({ length: dimension }, (_, k) => {
    const column = Float64Array.from({ length: to - from }, (__, i) => values[(from + i) * dimension + k] as number);
    return standardised(column);
  });
  const blocks = (to - from) / perBlock;
  return (i, j) => {
    const [u, v] = [columns[i] as Float64Array, columns[j] as Float64Array];
    let value = 0;
    for (let at = 0; at < u.length; at++) value += ((u[at] as number) * (v[at] as number)) / u.length;
    let square = 0;
    for (let start = 0; start < u.length; start += perBlock) {
      let influence = 0;
      for (let at = start; at < start + perBlock; at++) {
        const [x, y] = [u[at] as number, v[at] as number];
        influence += x * y - 0.5 * value * (x * x + y * y);
      }
      square += (influence / perBlock) ** 2;
    }
    return { value, mcse: Math.sqrt(square / (blocks * (blocks - 1))), degrees: blocks - 1 };
  };
}

/** Mean 0 and mean square 1; all 0 where the values are equal. */
function standardised(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  return column.map((value) => (spread > 0 ? (value - mean) / spread : 0));
}
