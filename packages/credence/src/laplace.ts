/** Let one name say both: the Laplace distribution of numbers, and Laplace's approximation of a posterior. */
import type { DimsOf, Trace } from "@credence/draws";
import { approximateByLaplace, type LaplaceOptions } from "@credence/inference";
import {
  type Input,
  type LocationScale,
  laplace as laplaceDistribution,
  type Positive,
  type Posterior,
  type Real,
} from "@credence/model";

/** Laplace with location `mu` and scale `b` > 0: density exp(−|x − mu| / b) / 2b. */
export function laplace<A extends Input<Real>, B extends Input<Positive>>(mu: A, b: B): LocationScale<DimsOf<A | B>>;
/** Laplace's approximation of a posterior. */
export function laplace<V, O>(posterior: Posterior<V, O>, options?: LaplaceOptions<V>): Promise<Trace<V>>;
export function laplace(first: unknown, second?: unknown): unknown {
  const { quantities, data } = (first ?? {}) as { quantities?: unknown; data?: unknown };
  return Array.isArray(quantities) && data instanceof Map
    ? approximateByLaplace(first as Posterior<unknown, unknown>, second as LaplaceOptions<unknown>)
    : laplaceDistribution(first as Input<Real>, second as Input<Positive>);
}
