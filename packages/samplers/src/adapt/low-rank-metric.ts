/** Learn variances and the few directions in which a target is much wider or narrower than they say. */
import { symmetricEigen } from "@credence/math";
import { type MatrixProducts, matrixVectors } from "../hamiltonian/matrix-vectors.js";
import type { PhaseSpace } from "../hamiltonian/space.js";
import { writeGradientMetric } from "./diagonal-metric.js";
import { type DrawWindows, drawWindows } from "./draw-windows.js";
import { type FisherEstimate, fisherEstimate } from "./fisher.js";
import { isVariances, type LowRank, type Metric, type MetricData, takeVariances } from "./metric.js";

/** Draws at most, and gradients at most, that directions are sought among. */
const MOST_DIRECTIONS = 50;
/** Directions whose variance is off by less than this factor are left alone (nutpie's value). */
const CUTOFF = 2;

/** What a low-rank metric is; `scales` are the roots of the variances. */
interface Parts {
  readonly variances: Float64Array;
  readonly scales: Float64Array;
  readonly values: Float64Array;
  readonly directions: readonly Float64Array[];
}

/** The low-rank metric of a kernel (Seyboldt et al., arXiv:2603.18845). */
export function lowRankMetric({ memory, layout, vectors, metric: plain }: PhaseSpace): Metric<DrawWindows> {
  const { dimension } = layout;
  plain.fill(1);
  let parts = withoutDirections(new Float64Array(dimension).fill(1));
  return {
    ...drawWindows,
    vectors: matrixVectors(
      memory,
      layout,
      vectors,
      lowRankProducts(dimension, () => parts),
    ),
    guess: (gradient) => {
      const variances = parts.variances.slice();
      writeGradientMetric(gradient, variances);
      parts = withoutDirections(variances);
    },
    estimate: (windows) => {
      parts = leadingDirections(fisherEstimate(windows, parts.variances, MOST_DIRECTIONS));
    },
    data: (): LowRank => ({
      variances: Array.from(parts.variances),
      values: Array.from(parts.values),
      directions: parts.directions.map((direction) => Array.from(direction)),
    }),
    take: (data) => {
      parts = partsOf(data, dimension);
    },
  };
}

const partsWith = (variances: Float64Array, values: Float64Array, directions: readonly Float64Array[]): Parts => ({
  variances,
  scales: variances.map(Math.sqrt),
  values,
  directions,
});

const withoutDirections = (variances: Float64Array): Parts => partsWith(variances, new Float64Array(0), []);

/** The eigenvectors of Σ that matter, in the coordinates of the target. */
function leadingDirections({ variances, basis, covariance }: FisherEstimate): Parts {
  const { values, vectors } = symmetricEigen(covariance);
  const size = values.length;
  const kept = Array.from(values.keys()).filter((k) => {
    const value = values[k] as number;
    return value > CUTOFF || value < 1 / CUTOFF;
  });
  const directions = kept.map((k) => {
    const direction = new Float64Array(variances.length);
    for (let b = 0; b < size; b++) {
      const weight = vectors[b * size + k] as number;
      if (basis === undefined) direction[b] = weight;
      else {
        const along = basis[b] as Float64Array;
        for (let i = 0; i < direction.length; i++)
          direction[i] = (direction[i] as number) + weight * (along[i] as number);
      }
    }
    return direction;
  });
  return partsWith(
    variances,
    Float64Array.from(kept, (k) => values[k] as number),
    directions,
  );
}

/** M⁻¹ p = S (I + U (Λ − I) Uᵀ) S p; p = S⁻¹ (I + U (Λ^-½ − I) Uᵀ) z has the covariance M. */
function lowRankProducts(dimension: number, parts: () => Parts): MatrixProducts {
  const work = new Float64Array(dimension);
  /** work += U (f(Λ) − I) Uᵀ work; as directions are orthogonal, one after the other. */
  const stretch = ({ values, directions }: Parts, f: (value: number) => number): void => {
    for (let k = 0; k < directions.length; k++) {
      const direction = directions[k] as Float64Array;
      let along = 0;
      for (let i = 0; i < dimension; i++) along += (direction[i] as number) * (work[i] as number);
      along *= f(values[k] as number) - 1;
      for (let i = 0; i < dimension; i++) work[i] = (work[i] as number) + along * (direction[i] as number);
    }
  };
  const whole = (value: number): number => value;
  const inverseRoot = (value: number): number => 1 / Math.sqrt(value);
  return {
    velocity: (memory, p, v) => {
      const current = parts();
      for (let i = 0; i < dimension; i++) work[i] = (current.scales[i] as number) * (memory[p + i] as number);
      stretch(current, whole);
      for (let i = 0; i < dimension; i++) memory[v + i] = (current.scales[i] as number) * (work[i] as number);
    },
    momentum: (memory, p) => {
      const current = parts();
      for (let i = 0; i < dimension; i++) work[i] = memory[p + i] as number;
      stretch(current, inverseRoot);
      for (let i = 0; i < dimension; i++) memory[p + i] = (work[i] as number) / (current.scales[i] as number);
    },
  };
}

function partsOf(data: MetricData, dimension: number): Parts {
  if (isVariances(data)) return withoutDirections(Float64Array.from(takeVariances(data, dimension)));
  const { variances, values, directions } = data as LowRank;
  const fits =
    variances?.length === dimension &&
    values?.length === directions?.length &&
    [...variances, ...values].every((value) => value > 0 && value < Infinity) &&
    directions.every((direction) => direction.length === dimension && direction.every(Number.isFinite));
  if (!fits) {
    throw new Error(
      `tuning.metric must hold ${dimension} variances, and a positive value and ${dimension} entries for each direction.`,
    );
  }
  return partsWith(
    Float64Array.from(variances),
    Float64Array.from(values),
    directions.map((direction) => Float64Array.from(direction)),
  );
}
