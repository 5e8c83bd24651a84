/** GARCH(1, 1): volatility that follows the last shock and the last volatility. */
import { complement, dim, flat, model, normal, scan, sqrt } from "credence";

/** A series of T returns, and the standard deviation of the first. */
export interface Returns {
  readonly T: number;
  readonly y: readonly number[];
  readonly sigma1: number;
}

const garch = model(({ T, sigma1 }: Returns) => {
  const mu = flat();
  const alpha0 = flat({ lower: 0 });
  const alpha1 = flat({ lower: 0, upper: 1 });
  const beta1 = flat({ lower: 0, upper: complement(alpha1) });
  const { y } = scan(dim("t", T), { y: normal(mu, sigma1), sigma: sigma1 }, (last) => {
    const shock = alpha1.mul(last.y.sub(mu).pow(2));
    const sigma = sqrt(alpha0.add(shock).add(beta1.mul(last.sigma.pow(2))));
    return { y: normal(mu, sigma), sigma };
  });
  return { mu, alpha0, alpha1, beta1, y };
});

export default (data: Returns) => garch(data).observe({ y: data.y });
