/** Gaussian processes of few places: regression with the noise integrated out, and counts with a latent function. */
import { column, dim, gamma, gaussianProcess, halfNormal, model, poissonLog, sqrt, squaredExponential } from "credence";

/** Places, measurements and counts there. */
export interface Places {
  readonly N: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly k: readonly number[];
}

const hyperparameters = () => {
  const rho = gamma(25, 4);
  const alpha = halfNormal(2);
  return { rho, alpha, kernel: squaredExponential({ scale: alpha, length: rho }) };
};

const regression = model(({ N, x }: Places) => {
  const { rho, alpha, kernel } = hyperparameters();
  const sigma = halfNormal(1); // a variance
  const y = gaussianProcess(column(dim("place", N), x), kernel, { noise: sqrt(sigma) });
  return { rho, alpha, sigma, y };
});

const counts = model(({ N, x }: Places) => {
  const { rho, alpha, kernel } = hyperparameters();
  const f = gaussianProcess(column(dim("place", N), x), kernel, { jitter: 1e-10 }).nonCentered();
  const k = poissonLog(f);
  return { rho, alpha, f, k };
});

export const gpRegr = (data: Places) => regression(data).observe({ y: data.y });
export const gpPoisRegr = (data: Places) => counts(data).observe({ k: data.k });
