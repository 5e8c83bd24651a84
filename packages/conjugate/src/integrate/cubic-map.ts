/** Map lattice coordinates to positions by an entire function that straightens skew and heavy-tailed coordinates. */
import { log, symmetricEigen } from "@credence/math";

/**
 * u = center + root · x, with x_i = a_i z_i + b_i (z_i² − 1) + c_i z_i³ increasing in z_i: the Cornish–Fisher expansion
 * of a variable with given skewness and kurtosis. Being entire, it keeps the trapezoidal rule's exponential convergence.
 */
export interface CubicMap {
  readonly dimension: number;
  readonly center: Float64Array;
  /** Row-major. */
  readonly root: Float64Array;
  /** The coefficients a, b and c of each axis. */
  readonly cubics: readonly Cubic[];
  /** Writes the position of `z` into `memory[q ..]`; returns log |du/dz|. */
  forward(z: ArrayLike<number>, memory: Float64Array, q: number): number;
  /** The same without the slope. */
  place(z: ArrayLike<number>, memory: Float64Array, q: number): void;
  /** The coordinates of a position. */
  inverse(position: ArrayLike<number>): Float64Array;
}

/** a z + b (z² − 1) + c z³. */
export interface Cubic {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const straight: Cubic = { a: 1, b: 0, c: 0 };

/** @param cubics nothing for a map that is linear */
export function cubicMap(center: Float64Array, covariance: Float64Array, cubics?: readonly Cubic[]): CubicMap {
  const dimension = center.length;
  const { root, inverse, logDeterminant } = symmetricRoot(covariance, dimension);
  const axes = cubics ?? Array.from(center, () => straight);
  const x = new Float64Array(dimension);
  const place = (z: ArrayLike<number>, memory: Float64Array, q: number): void => {
    for (let i = 0; i < dimension; i++) x[i] = cubicAt(axes[i] as Cubic, z[i] as number);
    for (let i = 0; i < dimension; i++) {
      let u = center[i] as number;
      for (let k = 0; k < dimension; k++) u += (root[i * dimension + k] as number) * (x[k] as number);
      memory[q + i] = u;
    }
  };
  return {
    dimension,
    center,
    root,
    cubics: axes,
    place,
    forward: (z, memory, q) => {
      place(z, memory, q);
      let logSlope = logDeterminant;
      for (let i = 0; i < dimension; i++) {
        const cubic = axes[i] as Cubic;
        if (cubic !== straight) logSlope += log(slopeOf(cubic, z[i] as number));
      }
      return logSlope;
    },
    inverse: (position) => {
      const away = center.map((c, i) => (position[i] as number) - c);
      return away.map((_, i) =>
        solveCubic(
          axes[i] as Cubic,
          away.reduce((sum, a, k) => sum + (inverse[i * dimension + k] as number) * a, 0),
        ),
      );
    },
  };
}

const cubicAt = ({ a, b, c }: Cubic, z: number): number => z * (a + z * (b + z * c)) - b;

export const slopeOf = ({ a, b, c }: Cubic, z: number): number => a + z * (2 * b + 3 * c * z);

/** The z at which the cubic is x, by Newton's method: it is increasing. */
export function solveCubic(cubic: Cubic, x: number): number {
  let z = x;
  for (let k = 0; k < 100; k++) {
    const step = (cubicAt(cubic, z) - x) / slopeOf(cubic, z);
    z -= step;
    if (Math.abs(step) <= 1e-14 * (1 + Math.abs(z))) break;
  }
  return z;
}

/**
 * The cubic whose value at a standard normal has about this skewness and excess kurtosis, and variance 1; both are
 * clipped to where it increases everywhere.
 */
export function cornishFisher(skewness: number, excessKurtosis: number): Cubic {
  const g = Math.max(-1, Math.min(1, skewness));
  const k = Math.max(-0.5, Math.min(3, excessKurtosis));
  const linear = 1 - k / 8 + (5 * g * g) / 36;
  const square = g / 6;
  const cubic = Math.max(k / 24 - (g * g) / 18, (square * square) / (1.8 * linear), 0);
  const scale = 1 / Math.sqrt(linear ** 2 + 6 * linear * cubic + 15 * cubic ** 2 + 2 * square ** 2);
  return { a: linear * scale, b: square * scale, c: cubic * scale };
}

/**
 * D P^½ with D the standard deviations and P the correlations: of all square roots the one that keeps axes closest to
 * the coordinates.
 */
function symmetricRoot(
  covariance: Float64Array,
  size: number,
): { readonly root: Float64Array; readonly inverse: Float64Array; readonly logDeterminant: number } {
  const sds = Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i] as number));
  const correlation = covariance.map((c, k) => c / ((sds[Math.floor(k / size)] as number) * (sds[k % size] as number)));
  const { values, vectors } = symmetricEigen(correlation);
  const roots = values.map((v) => Math.sqrt(Math.max(v, 1e-12)));
  const inBasis = (scales: Float64Array, i: number, j: number): number =>
    scales.reduce((sum, s, k) => sum + (vectors[i * size + k] as number) * s * (vectors[j * size + k] as number), 0);
  const inverseRoots = roots.map((r) => 1 / r);
  const root = covariance.map((_, k) => {
    const [i, j] = [Math.floor(k / size), k % size];
    return (sds[i] as number) * inBasis(roots, i, j);
  });
  const inverse = covariance.map((_, k) => {
    const [i, j] = [Math.floor(k / size), k % size];
    return inBasis(inverseRoots, i, j) / (sds[j] as number);
  });
  const logDeterminant = [...sds, ...roots].reduce((sum, s) => sum + log(s), 0);
  return { root, inverse, logDeterminant };
}
