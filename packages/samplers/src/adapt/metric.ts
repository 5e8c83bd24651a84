/** State what a metric that is learnt offers: operations under it, windows of draws, and an estimate from them. */
import type { HamiltonianVectors } from "../hamiltonian/operations.js";

/**
 * The shape of M⁻¹, an estimate of the target's covariance: variances alone, all covariances, or variances with a few
 * directions in which the target is much wider or narrower than these say.
 */
export type MetricShape = "diagonal" | "dense" | "lowRank";

/**
 * What the metric is estimated from, and when: draws with their gradients in growing windows, which minimises a Fisher
 * divergence (nutpie), or variances of the draws alone in doubling windows (Stan).
 */
export type AdaptationScheme = "fisher" | "stan";

/** A low-rank metric: M⁻¹ = D^½ (I + U (Λ − I) Uᵀ) D^½. */
export interface LowRank {
  /** The diagonal of D, one variance a coordinate. */
  readonly variances: readonly number[];
  /** The diagonal of Λ. */
  readonly values: readonly number[];
  /** The columns of U, orthonormal, one for each value. */
  readonly directions: readonly (readonly number[])[];
}

/** A metric as plain data: variances, the rows of M⁻¹, or its low-rank form. */
export type MetricData = readonly number[] | readonly (readonly number[])[] | LowRank;

/** M⁻¹ of a Hamiltonian kernel; W is what it is estimated from: all draws, and the newer ones among them. */
export interface Metric<W> {
  /** The kernel's operations under the metric as it stands. */
  readonly vectors: HamiltonianVectors;
  /** Sets variances to all that one gradient tells of them. */
  guess(gradient: Float64Array): void;
  /** Windows that have seen nothing yet. */
  windows(): W;
  add(windows: W, draw: Float64Array, gradient: Float64Array): void;
  count(windows: W): number;
  /** How many draws came after the last `renew`. */
  newer(windows: W): number;
  /** Lets go of all but the newer draws. */
  renew(windows: W): void;
  /** Sets the metric to what all draws of the windows tell. */
  estimate(windows: W): void;
  /** The metric as plain data. */
  data(): MetricData;
  /**
   * Sets the metric to what was told before, or to plain variances whatever its shape.
   * @throws unless it is a metric of this dimension
   */
  take(data: MetricData): void;
  /** Windows as plain JSON, and back. */
  store(windows: W): StoredWindows;
  restore(stored: StoredWindows): W;
}

/** Windows as plain JSON of finite numbers. */
export type StoredWindows = { readonly [name: string]: unknown };

/** @throws unless the data are variances, one a coordinate */
export function takeVariances(data: MetricData, dimension: number): readonly number[] {
  if (isVariances(data) && data.length === dimension && data.every((value) => value > 0 && value < Infinity))
    return data;
  const given = isVariances(data) ? `[${data.join(", ")}]` : "of another shape";
  throw new Error(`tuning.metric must hold ${dimension} positive variances, but it is ${given}.`);
}

/** Whether a metric is given by variances alone. */
export const isVariances = (data: MetricData): data is readonly number[] =>
  Array.isArray(data) && data.every((value) => typeof value === "number");
