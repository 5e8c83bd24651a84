/** Write the posteriors that only Stan is measured with. */
import {
  assume,
  beta,
  betaBinomial,
  binomial,
  cholesky,
  column,
  complement,
  dim,
  lognormal,
  model,
  multivariateNormalCholesky,
  multivariateNormalPrecision,
  normal,
  prime,
  scan,
  truncated,
} from "@credence/model";

/** Clicks on three pages with independent uniform rates. */
export function pages({ n, clicks }) {
  const page = dim("page", n.length);
  const shares = model(() => {
    const theta = beta(1, 1).over(page);
    const clicked = binomial(column(page, n), theta);
    return { theta, clicked };
  });
  return shares().observe({ clicked: clicks });
}

/** 7 clicks of 10 with the prior Beta(11.5, 48.5). */
export function oneRate({ n, y, a, b }) {
  const rate = model(() => {
    const theta = beta(a, b);
    const clicks = binomial(n, theta);
    return { theta, clicks };
  });
  return rate().observe({ clicks: y });
}

/** Proportions of groups that share a beta distribution, written without the groups' own rates. */
export function integratedGroups({ n, y }) {
  const group = dim("group", n.length);
  const counts = model(() => {
    const mu = beta(1, 1);
    const kappa = truncated(lognormal(5, 1.5), { upper: 1e6 });
    const successes = betaBinomial(column(group, n), mu.mul(kappa), complement(mu).mul(kappa));
    return { mu, kappa, successes };
  });
  return counts().observe({ successes: y });
}

const [steps, autocorrelation] = [100, 0.9];
const innovation = 1 - autocorrelation ** 2;
const time = dim("time", steps);
const range = Array.from({ length: steps }, (_, i) => i);
const matrixOf = (entry) => range.map((i) => range.map((j) => entry(i, j)));

const covariance = matrixOf((i, j) => autocorrelation ** Math.abs(i - j));

/** Each value from the shocks up to it. */
const factor = matrixOf((i, j) => (j > i ? 0 : autocorrelation ** (i - j) * (j === 0 ? 1 : Math.sqrt(innovation))));

/** Zero but for neighbours. */
const precision = matrixOf((i, j) => {
  if (i === j) return (i === 0 || i === steps - 1 ? 1 : 1 + autocorrelation ** 2) / innovation;
  return Math.abs(i - j) === 1 ? -autocorrelation / innovation : 0;
});

/** What Stan's programs of an autoregression want to know. */
export const walk = { D: steps, rho: autocorrelation, L: factor, P: precision };

/** A stationary autoregression, nothing observed: a normal whose condition number is some 300. */
export function autoregression() {
  const steady = model(() => {
    const { x } = scan(time, { x: normal(0, 1) }, (last) => ({
      x: normal(last.x.mul(autocorrelation), Math.sqrt(innovation)),
    }));
    return { x };
  });
  return steady().observe({});
}

const matrix = (values) => assume.covariance(column([time, prime(time)], values.flat()), time);
const jointly = (law) => model(() => ({ x: law() }))().observe({});

/** The same, of all values together. */
export const byPrecision = () => jointly(() => multivariateNormalPrecision(0, matrix(precision)));
export const byFactor = () => jointly(() => multivariateNormalCholesky(0, cholesky(matrix(covariance))));
