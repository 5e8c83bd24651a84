/** Do the vector operations of Hamiltonian kernels under a metric that is no diagonal: two products with a matrix take over. */
import type { Rng } from "@credence/math";
import type { HamiltonianLayout, HamiltonianVectors } from "./operations.js";

/** A metric by its products. */
export interface MatrixProducts {
  /** Writes v = M⁻¹ p, both vectors of the memory by their offsets. */
  velocity(memory: Float64Array, p: number, v: number): void;
  /** Turns standard normals at `p` into a draw from N(0, M). */
  momentum(memory: Float64Array, p: number): void;
}

/** The operations under a metric; `plain` serves for the density and for U-turns, which know momenta and velocities only. */
export function matrixVectors(
  memory: Float64Array,
  { dimension, stride }: HamiltonianLayout,
  plain: HamiltonianVectors,
  metric: MatrixProducts,
): HamiltonianVectors {
  const found = new Float64Array(1);

  const kinetic = (p: number): number => {
    let sum = 0;
    for (let i = 0; i < dimension; i++) sum += (memory[p + i] as number) * (memory[p + stride + i] as number);
    return 0.5 * sum;
  };

  const kick = (from: number, to: number, gradient: number, size: number): void => {
    for (let i = 0; i < dimension; i++) {
      memory[to + i] = (memory[from + i] as number) + size * (memory[gradient + i] as number);
    }
  };

  const momentum = (state: number, rng: Rng): number => {
    const p = state + 2 * stride;
    for (let i = 0; i < dimension; i++) memory[p + i] = rng.normal();
    metric.momentum(memory, p);
    metric.velocity(memory, p, p + stride);
    return kinetic(p);
  };

  const leap = (from: number, to: number, step: number): number => {
    const [p, v] = [to + 2 * stride, to + 3 * stride];
    kick(from + 2 * stride, p, from + stride, 0.5 * step);
    metric.velocity(memory, p, v);
    kick(from, to, v, step);
    found[0] = plain.evaluate(to);
    kick(p, p, to + stride, 0.5 * step);
    metric.velocity(memory, p, v);
    return kinetic(p);
  };

  return { evaluate: plain.evaluate, momentum, leap, logDensity: () => found[0] as number, join: plain.join };
}
