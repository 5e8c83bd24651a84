/** Learn a metric with all covariances, for correlated targets of moderate dimension. */
import { cholesky, identity } from "@credence/math";
import { type MatrixProducts, matrixVectors } from "../hamiltonian/matrix-vectors.js";
import type { PhaseSpace } from "../hamiltonian/space.js";
import { writeGradientMetric } from "./diagonal-metric.js";
import { type DrawWindows, drawWindows, products, standardised } from "./draw-windows.js";
import { fisherEstimate, inFullSpace } from "./fisher.js";
import { type AdaptationScheme, isVariances, type Metric, type MetricData, takeVariances } from "./metric.js";

/** Beyond this many coordinates an estimate takes seconds. */
export const MOST_DENSE = 500;

/** The dense metric of a kernel. @throws beyond 500 coordinates */
export function denseMetric(space: PhaseSpace, scheme: AdaptationScheme): Metric<DrawWindows> {
  const { memory, layout, vectors, metric: plain } = space;
  const { dimension } = layout;
  if (dimension > MOST_DENSE) {
    throw new Error(
      `a dense metric of ${dimension} coordinates has ${dimension ** 2} entries and is made for ${MOST_DENSE} coordinates at most: use metric: "lowRank".`,
    );
  }
  plain.fill(1);
  let matrix = identity(dimension);
  let factor = matrix;

  const set = (next: Float64Array): void => {
    factor = cholesky(next);
    matrix = next;
  };

  const setVariances = (variances: ArrayLike<number>): void => {
    const next = new Float64Array(dimension * dimension);
    for (let i = 0; i < dimension; i++) next[i * dimension + i] = variances[i] as number;
    set(next);
  };

  return {
    ...drawWindows,
    vectors: matrixVectors(
      memory,
      layout,
      vectors,
      denseProducts(
        dimension,
        () => matrix,
        () => factor,
      ),
    ),
    guess: (gradient) => {
      const variances = diagonal(matrix);
      writeGradientMetric(gradient, variances);
      setVariances(variances);
    },
    estimate: (windows) =>
      set(
        scheme === "stan"
          ? sampleCovariance(windows, matrix)
          : inFullSpace(fisherEstimate(windows, diagonal(matrix), Infinity)),
      ),
    data: () => rowsOf(matrix, dimension),
    take: (data) => {
      if (isVariances(data)) setVariances(takeVariances(data, dimension));
      else set(checkedMatrix(data, dimension));
    },
  };
}

/** v = M⁻¹ p by rows; with M⁻¹ = L Lᵀ, p = L⁻ᵀ z has the covariance M. */
function denseProducts(dimension: number, matrix: () => Float64Array, factor: () => Float64Array): MatrixProducts {
  return {
    velocity: (memory, p, v) => {
      const entries = matrix();
      for (let i = 0; i < dimension; i++) {
        let sum = 0;
        for (let j = 0; j < dimension; j++) sum += (entries[i * dimension + j] as number) * (memory[p + j] as number);
        memory[v + i] = sum;
      }
    },
    momentum: (memory, p) => {
      const entries = factor();
      for (let i = dimension - 1; i >= 0; i--) {
        let rest = memory[p + i] as number;
        for (let k = i + 1; k < dimension; k++)
          rest -= (entries[k * dimension + i] as number) * (memory[p + k] as number);
        memory[p + i] = rest / (entries[i * dimension + i] as number);
      }
    },
  };
}

/** Stan's estimate (`covar_adaptation.hpp`): the covariance of n draws, shrunk as n / (n + 5) towards 0.001 I. */
function sampleCovariance({ draws }: DrawWindows, before: Float64Array): Float64Array {
  const n = draws.length;
  if (n < 2) return before;
  const dimension = (draws[0] as Float64Array).length;
  const sums = products(standardised(draws, new Float64Array(dimension).fill(1)));
  const share = n / (n + 5);
  return sums.map((sum, at) => (share * sum) / (n - 1) + (at % (dimension + 1) === 0 ? 1e-3 * (1 - share) : 0));
}

function diagonal(matrix: Float64Array): Float64Array {
  const size = Math.sqrt(matrix.length);
  return Float64Array.from({ length: size }, (_, i) => matrix[i * size + i] as number);
}

const rowsOf = (matrix: Float64Array, size: number): readonly (readonly number[])[] =>
  Array.from({ length: size }, (_, i) => Array.from(matrix.subarray(i * size, (i + 1) * size)));

function checkedMatrix(data: MetricData, dimension: number): Float64Array {
  const rows = data as readonly (readonly number[])[];
  const fits = Array.isArray(rows) && rows.length === dimension && rows.every((row) => row.length === dimension);
  if (fits && rows.every((row) => row.every(Number.isFinite))) return Float64Array.from(rows.flat());
  throw new Error(
    `tuning.metric must hold ${dimension} rows of ${dimension} finite covariances, or as many variances.`,
  );
}
