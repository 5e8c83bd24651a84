/** Summer temperatures at Kilpisjärvi by year, on years as they are: intercept and slope are correlated almost fully. */
import { column, dim, flat, model, normal } from "credence";

/** Years and temperatures, and the priors of the line. */
export interface Temperatures {
  readonly N: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly pmualpha: number;
  readonly psalpha: number;
  readonly pmubeta: number;
  readonly psbeta: number;
}

const trend = model(({ N, x, pmualpha, psalpha, pmubeta, psbeta }: Temperatures) => {
  const alpha = normal(pmualpha, psalpha);
  const beta = normal(pmubeta, psbeta);
  const sigma = flat({ lower: 0 });
  const y = normal(alpha.add(beta.mul(column(dim("year", N), x))), sigma);
  return { alpha, beta, sigma, y };
});

export default (data: Temperatures) => trend(data).observe({ y: data.y });
