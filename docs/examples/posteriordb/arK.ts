/** An autoregression of order K, given its first K values. */
import { ar, dim, flat, halfCauchy, model, normal } from "credence";

/** A series of T values, and how many of the last ones the next depends on. */
export interface Series {
  readonly K: number;
  readonly T: number;
  readonly y: readonly number[];
}

const series = model(({ K, T }: Series) => {
  const lags = dim("lag", K);
  const alpha = normal(0, 10);
  const beta = normal(0, 10).over(lags);
  const sigma = halfCauchy(2.5);
  const y = ar(dim("t", T), beta, sigma, { lags, constant: alpha, start: flat() });
  return { alpha, beta, sigma, y };
});

export default (data: Series) => series(data).observe({ y: data.y });
