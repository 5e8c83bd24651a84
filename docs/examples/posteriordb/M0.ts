/** Capture and recapture: animals that were never caught may not exist, zeros beyond those of a binomial. */
import { binomial, complement, dim, model, uniform, zeroInflated } from "credence";

/** M possible animals on T occasions, and whether each was caught. */
export interface Captures {
  readonly M: number;
  readonly T: number;
  readonly y: readonly (readonly number[])[];
}

const captures = model(({ M, T }: Captures) => {
  const omega = uniform(0, 1);
  const p = uniform(0, 1);
  const caught = zeroInflated(complement(omega), binomial(T, p)).over(dim("animal", M));
  return { omega, p, caught };
});

export default (data: Captures) =>
  captures(data).observe({ caught: data.y.map((occasions) => occasions.reduce((a, b) => a + b, 0)) });
