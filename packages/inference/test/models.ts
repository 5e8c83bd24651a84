/** Write the reference models of the tests in the language, with their shipped data. */
import { readFileSync } from "node:fs";
import {
  bernoulli,
  beta,
  binomial,
  column,
  complement,
  dim,
  halfCauchy,
  invLogit,
  lognormal,
  model,
  normal,
  type Posterior,
  sum,
} from "@credence/model";

const fixture = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../testing/fixtures/${path}`, import.meta.url), "utf8"));

/** Means and standard deviations that Stan found, by its names of the parameters. */
export interface StanReference {
  readonly models: Readonly<
    Record<
      string,
      {
        readonly posterior: Readonly<
          Record<string, { readonly mean: number; readonly sd: number; readonly mcse_mean: number }>
        >;
      }
    >
  >;
}
export const stanReference = (): StanReference => fixture("stan/reference.json") as StanReference;

/** The golden posteriors of the beta-binomial tutorial. */
export const betaBinomialReference = (): { readonly cases: readonly Readonly<Record<string, unknown>>[] } =>
  fixture("beta_binomial.json") as never;

/** Clicks among impressions with the prior Beta(a, b). */
export function campaign(a: number, b: number, n: number, k: number) {
  const ad = model(() => {
    const theta = beta(a, b);
    const clicks = binomial(n, theta);
    return { theta, clicks };
  });
  return ad().observe({ clicks: k });
}

/** Eight schools, centred or not. */
export function eightSchools(centred: boolean) {
  const { y, sigma } = fixture("stan/eight.json") as { y: number[]; sigma: number[] };
  const school = dim("school", y.length);
  const schools = model(() => {
    const mu = normal(0, 5);
    const tau = halfCauchy(5);
    const effect = normal(mu, tau).over(school);
    const theta = centred ? effect : effect.nonCentered();
    const observed = normal(theta, column(school, sigma));
    return { mu, tau, theta, observed };
  });
  return schools().observe({ observed: y });
}

/** Proportions that share a beta distribution by mean and concentration. */
export function hierarchicalBetaBinomial(groups: 20 | 200 | 2000) {
  const { n, y } = fixture(`stan/hier_bb_${groups}.json`) as { n: number[]; y: number[] };
  const group = dim("group", n.length);
  const rates = model(() => {
    const mu = beta(1, 1);
    const kappa = lognormal(5, 1.5);
    const theta = beta(mu.mul(kappa), complement(mu).mul(kappa)).over(group);
    const successes = binomial(column(group, n), theta);
    return { mu, kappa, theta, successes };
  });
  return rates().observe({ successes: y });
}

/** Logistic regression on ten predictors. */
export function logisticRegression(): Posterior<unknown, unknown> {
  const { N, D, X, y } = fixture("stan/logit_1000_10.json") as { N: number; D: number; X: number[][]; y: number[] };
  const obs = dim("obs", N);
  const feature = dim("feature", D);
  const x = column([obs, feature], X.flat());
  const logistic = model(() => {
    const alpha = normal(0, 2.5);
    const slopes = normal(0, 1).over(feature);
    const outcome = bernoulli(invLogit(sum(slopes.mul(x), feature).add(alpha)));
    return { alpha, beta: slopes, outcome };
  });
  return logistic().observe({ outcome: y }) as Posterior<unknown, unknown>;
}
