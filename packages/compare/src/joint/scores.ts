/** Put the scalars of two sets of points on one scale, whatever their units and tails. */
import { probit, rankAverage, symmetricEigen } from "@credence/math";

/** Points as rows: coordinate k of point i is `values[i * dimension + k]`. */
export interface Points {
  readonly values: Float64Array;
  readonly count: number;
  readonly dimension: number;
}

/** Directions with less variance than this part of the largest are sums of others, up to rounding. */
const REDUNDANT = 1e-6;

/** Directions beyond this are not taken apart. */
const MOST_WHITENED = 100;

/**
 * Normal scores of the ranks of each scalar among all points: any scale and any tails become standard normal, and a
 * difference between two sets of points stays one.
 *
 * @param columns one for each scalar, the points of both sides
 */
export function normalScores(columns: readonly Float64Array[]): Points {
  const dimension = columns.length;
  const count = columns[0]?.length ?? 0;
  const values = new Float64Array(count * dimension);
  columns.forEach((column, k) => {
    rankAverage(column).forEach((rank, i) => {
      values[i * dimension + k] = probit((rank - 3 / 8) / (count + 1 / 4));
    });
  });
  return { values, count, dimension };
}

/**
 * The same points in uncorrelated directions of unit variance, so that a narrow direction of the posterior counts as much as
 * a wide one. Left as they are where there are too many scalars to know their covariance.
 *
 * @param size effective draws behind the points
 */
export function whiten(points: Points, size: number): Points {
  const { values, count, dimension } = points;
  if (dimension > MOST_WHITENED || 10 * dimension > size) return points;
  const covariance = new Float64Array(dimension * dimension);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dimension; k++) {
      const value = values[i * dimension + k] as number;
      for (let l = 0; l < dimension; l++) {
        const at = k * dimension + l;
        covariance[at] = (covariance[at] as number) + (value * (values[i * dimension + l] as number)) / count;
      }
    }
  }
  const { values: variances, vectors } = symmetricEigen(covariance);
  const most = variances[dimension - 1] as number;
  const kept = Array.from(variances.keys()).filter((k) => (variances[k] as number) > REDUNDANT * most);
  const white = new Float64Array(count * kept.length);
  kept.forEach((column, to) => {
    const scale = 1 / Math.sqrt(variances[column] as number);
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) {
        sum += (values[i * dimension + k] as number) * (vectors[k * dimension + column] as number);
      }
      white[i * kept.length + to] = scale * sum;
    }
  });
  return { values: white, count, dimension: kept.length };
}
