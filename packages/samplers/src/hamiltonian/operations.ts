/** Name the vector operations of Hamiltonian kernels, so that a kernel's control flow stays scalar whoever does the sums. */
import { type Rng, ZIGGURAT_SIZE } from "@credence/math";

/**
 * Where vectors lie in the memory; every vector takes `stride` doubles: the dimension and a zero pad to an even number.
 *
 * A state is a slot of four vectors, `q | g | p | v`: position, gradient of the log density, momentum, and velocity
 * v = M⁻¹p. Offsets of states and of momentum sums are passed to the operations as they stand.
 */
export interface HamiltonianLayout {
  readonly dimension: number;
  readonly stride: number;
  /** Offset of the metric: the diagonal of M⁻¹, an estimate of the target's variances. */
  readonly metric: number;
  /** Offset of state 0; state k lies `4 · k · stride` further. */
  readonly states: number;
  readonly stateCount: number;
  /** Offset of the first momentum sum; sum k lies `k · stride` further. */
  readonly sums: number;
  readonly sumCount: number;
  /** Offset of what draws momenta: the stream's four words, and the tables of the ziggurat. */
  readonly random: number;
  /** Offset of what a leapfrog step found: kinetic energy, log density. */
  readonly found: number;
  /** Doubles in all. */
  readonly length: number;
}

/** The vector operations. Sums of products run in two lanes (even and odd elements), the order of two-wide SIMD. */
export interface HamiltonianVectors {
  /** Log density at a state's position; writes the gradient. */
  evaluate(state: number): number;
  /** Draws p from N(0, M), one normal of `rng` a coordinate in order; writes p and v; returns p · v / 2. */
  momentum(state: number, rng: Rng): number;
  /**
   * One leapfrog step (half a kick, a drift, half a kick) of signed size `step` from one state into another.
   * Returns the kinetic energy there; leaves the log density in {@link HamiltonianVectors.logDensity}.
   */
  leap(from: number, to: number, step: number): number;
  /** The log density found by the last `leap`. */
  logDensity(): number;
  /**
   * Joins two adjacent pieces of a trajectory: `out` becomes the sum of their momentum sums (it may be the left one).
   * True while the joined piece keeps going: no U-turn over the whole, nor over either piece with its neighbour's
   * nearest momentum (Betancourt, arXiv:1701.02434, appendix A.4.2; the overlaps as in Stan's `base_nuts.hpp`).
   */
  join(
    out: number,
    leftSum: number,
    rightSum: number,
    leftStart: number,
    leftEnd: number,
    rightStart: number,
    rightEnd: number,
  ): boolean;
}

/** Places a metric, states and sums for vectors of length `dimension`. */
export function hamiltonianLayout(dimension: number, stateCount: number, sumCount: number): HamiltonianLayout {
  const stride = dimension + (dimension & 1);
  const states = stride;
  const sums = states + 4 * stride * stateCount;
  const random = sums + stride * sumCount;
  const found = random + 2 + ZIGGURAT_SIZE;
  return { dimension, stride, metric: 0, states, stateCount, sums, sumCount, random, found, length: found + 2 };
}

/** Offset of state k. */
export function stateOffset({ states, stride }: HamiltonianLayout, k: number): number {
  return states + 4 * stride * k;
}
