/** A mixture of two normal distributions, ordered by their means so that they cannot change places. */
import { beta, complement, dim, halfNormal, mixture, model, normal, ordered, pick } from "credence";

/** N values from either distribution. */
export interface Mixed {
  readonly N: number;
  readonly y: readonly number[];
}

const mixed = model(({ N }: Mixed) => {
  const part = dim("part", 2);
  const mu = ordered(normal(0, 2).over(part), part);
  const sigma = halfNormal(2).over(part);
  const theta = beta(5, 5);
  const of = (label: number) => normal(mu.at(pick(part, label)), sigma.at(pick(part, label)));
  const y = mixture([theta, complement(theta)], [of(1), of(2)]).over(dim("n", N));
  return { mu, sigma, theta, y };
});

export default (data: Mixed) => mixed(data).observe({ y: data.y });
