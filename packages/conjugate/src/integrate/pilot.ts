/** Learn centre, spread, skewness and tails of a density from coarse lattices, to fit the map of the fine one. */
import { exp } from "@credence/math";
import { type Cubic, type CubicMap, cornishFisher, cubicMap } from "./cubic-map.js";
import { coordinatesOf, growLattice, type Lattice } from "./lattice.js";
import type { Mode } from "./mode.js";

/** What pilots lead to: the map, or where they were when they grew too large. */
export type Piloted = { readonly map: CubicMap } | { readonly center: Float64Array };

const step = 1.25;
const depth = 10;
const mostPilots = 4;
/** A standard deviation that is off by more than this factor asks for another pilot. */
const offBy = 1.6;

/** @param density the log density at lattice coordinates under a map */
export function pilotMap(
  density: (map: CubicMap) => (z: Float64Array) => number,
  { position, covariance }: Mode,
  budget: number,
): Piloted {
  const dimension = position.length;
  let map = cubicMap(position, covariance);
  for (let pilot = 0; pilot < mostPilots; pilot++) {
    const lattice = growLattice(density(map), dimension, { step, depth, budget });
    if (!lattice.complete) return { center: map.center };
    const before = varianceOf(map);
    const { positions, weights } = nodesOf(lattice, map);
    const center = weightedMean(positions, weights, dimension);
    const covariance = covarianceOf(positions, weights, center, before);
    map = fitted(positions, weights, center, covariance);
    const worst = before.reduce((most, old, i) => {
      const ratio = Math.sqrt((covariance[i * dimension + i] as number) / old);
      return Math.max(most, ratio, 1 / ratio);
    }, 1);
    if (worst < offBy) break;
  }
  return { map };
}

interface Nodes {
  /** Row-major, nodes × dimension. */
  readonly positions: Float64Array;
  readonly weights: Float64Array;
}

function nodesOf(lattice: Lattice, map: CubicMap): Nodes {
  const { dimension, count, logDensities, top } = lattice;
  const weights = logDensities.map((value) => exp(value - top));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const positions = new Float64Array(count * dimension);
  const z = new Float64Array(dimension);
  for (let node = 0; node < count; node++) {
    coordinatesOf(lattice, node, z);
    map.place(z, positions, node * dimension);
  }
  return { positions, weights: weights.map((w) => w / total) };
}

/** The variances that a linear map assumes, those of standard normal coordinates. */
const varianceOf = ({ root, dimension }: CubicMap): Float64Array =>
  Float64Array.from({ length: dimension }, (_, i) =>
    root.subarray(i * dimension, (i + 1) * dimension).reduce((sum, r) => sum + r * r, 0),
  );

function weightedMean(positions: Float64Array, weights: Float64Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  weights.forEach((w, node) => {
    for (let i = 0; i < dimension; i++) mean[i] = (mean[i] as number) + w * (positions[node * dimension + i] as number);
  });
  return mean;
}

/** A thousandth of the variances before is added, so that a density narrower than the step keeps a width. */
function covarianceOf(
  positions: Float64Array,
  weights: Float64Array,
  mean: Float64Array,
  before: Float64Array,
): Float64Array {
  const dimension = mean.length;
  const covariance = new Float64Array(dimension * dimension);
  before.forEach((old, i) => {
    covariance[i * dimension + i] = 0.001 * old;
  });
  weights.forEach((w, node) => {
    for (let i = 0; i < dimension; i++) {
      const away = (positions[node * dimension + i] as number) - (mean[i] as number);
      for (let j = 0; j < dimension; j++) {
        const k = i * dimension + j;
        covariance[k] =
          (covariance[k] as number) + w * away * ((positions[node * dimension + j] as number) - (mean[j] as number));
      }
    }
  });
  return covariance;
}

/** The map whose axes have the skewness and kurtosis of the nodes. */
function fitted(
  positions: Float64Array,
  weights: Float64Array,
  center: Float64Array,
  covariance: Float64Array,
): CubicMap {
  const dimension = center.length;
  const linear = cubicMap(center, covariance);
  const third = new Float64Array(dimension);
  const fourth = new Float64Array(dimension);
  weights.forEach((w, node) => {
    linear.inverse(positions.subarray(node * dimension, (node + 1) * dimension)).forEach((x, i) => {
      third[i] = (third[i] as number) + w * x ** 3;
      fourth[i] = (fourth[i] as number) + w * x ** 4;
    });
  });
  const cubics = Array.from(third, (skewness, i): Cubic => cornishFisher(skewness, (fourth[i] as number) - 3));
  return cubicMap(center, covariance, cubics);
}
