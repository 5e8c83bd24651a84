/** Bayesian linear regression: weak normal priors on the coefficients, half-normal noise. */
import { column, dim, dot, halfNormal, model, normal } from "credence";

/** N rows of D predictors, and what they predict. */
export interface Rows {
  readonly N: number;
  readonly D: number;
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
}

const regression = model(({ N, D, X }: Rows) => {
  const row = dim("row", N);
  const predictor = dim("predictor", D);
  const beta = normal(0, 10).over(predictor);
  const sigma = halfNormal(10);
  const y = normal(dot(column([row, predictor], X), beta, predictor), sigma);
  return { beta, sigma, y };
});

export default (data: Rows) => regression(data).observe({ y: data.y });
