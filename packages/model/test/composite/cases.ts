/** List distributions made of others, with what a test must know of them: how they are made, and where they can be. */
import {
  assume,
  asymmetricLaplace,
  beta,
  betaProportion,
  binomial,
  cauchy,
  censored,
  chiSquared,
  column,
  dim,
  type ExprNode,
  exgaussian,
  exponential,
  frechet,
  gamma,
  generalizedPareto,
  geometric,
  gumbel,
  halfCauchy,
  halfNormal,
  halfStudentT,
  hurdle,
  inverseGamma,
  inverseGaussian,
  kumaraswamy,
  laplace,
  logistic,
  logitNormal,
  logLogistic,
  lognormal,
  mixture,
  negativeBinomialMean,
  nodeOf,
  normal,
  pareto,
  poisson,
  rayleigh,
  skewNormal,
  studentT,
  triangular,
  truncated,
  uniform,
  vonMises,
  weibull,
  zeroInflated,
} from "@credence/model";

const part = dim("part", 3);
const weights = assume.simplex(column(part, [0.2, 0.5, 0.3]), part);
const locations = column(part, [-2, 0, 3]);
const sizes = column(part, [0.5, 1, 2]);

/** One variable with fixed parameters. */
export interface Case {
  readonly name: string;
  readonly make: () => unknown;
}
const all = (
  name: string,
  make: (limits: { lower?: number; upper?: number }) => unknown,
  limits: readonly { lower?: number; upper?: number }[],
): Case[] => limits.map((each) => ({ name: `${name} ${JSON.stringify(each)}`, make: () => make(each) }));

const real = [
  { lower: 0.3 },
  { upper: 0.8 },
  { lower: -0.4, upper: 1.1 },
  { lower: 2, upper: 2.5 },
  { lower: -3, upper: -2 },
];
const positive = [{ lower: 0.3 }, { upper: 0.8 }, { lower: 0.4, upper: 1.1 }, { lower: -1, upper: 2 }, { lower: 2.5 }];
const many = [{ lower: 45 }, { upper: 70 }, { lower: 10, upper: 80 }];
const proportion = [{ lower: 0.3 }, { upper: 0.8 }, { lower: 0.2, upper: 0.5 }];
const whole = [{ lower: 1 }, { lower: 3 }, { upper: 4 }, { lower: 2, upper: 5 }];

/** Densities with, at most, a few single values that have a probability. */
export const continuous: readonly Case[] = [
  { name: "hurdle of lognormal", make: () => hurdle(0.25, lognormal(0.2, 0.6)) },
  { name: "hurdle of gamma", make: () => hurdle(0.25, gamma(0.7, 1.5)) },
  { name: "hurdle of beta", make: () => hurdle(0.2, beta(2, 3)) },
  { name: "mixture of normal and lognormal", make: () => mixture([0.3, 0.7], [normal(-1, 0.7), lognormal(0.1, 0.5)]) },
  { name: "mixture of uniforms apart", make: () => mixture([0.4, 0.6], [uniform(0, 1), uniform(2, 3.5)]) },
  { name: "mixture with a weight of 0", make: () => mixture([0, 1], [normal(0, 1), logistic(1, 2)]) },
  { name: "mixture along a dim, of normals", make: () => mixture(weights, normal(locations, sizes)) },
  { name: "mixture along a dim, of gammas", make: () => mixture(weights, gamma(2, sizes)) },
  { name: "mixture along a dim, of uniforms", make: () => mixture(weights, uniform(locations, locations.add(sizes))) },
  {
    name: "mixture of a truncated normal and an exponential",
    make: () => mixture([0.5, 0.5], [truncated(normal(1, 1), { lower: 0.5 }), exponential(2)]),
  },
  {
    name: "truncated mixture of normals",
    make: () => truncated(mixture([0.5, 0.5], [normal(-1, 1), normal(2, 0.5)]), { lower: -0.5, upper: 2 }),
  },
  {
    name: "truncated mixture along a dim",
    make: () => truncated(mixture(weights, normal(locations, sizes)), { lower: -1 }),
  },
  { name: "censored truncated normal", make: () => censored(truncated(normal(0.5, 1), { lower: 0 }), { upper: 1.2 }) },
  {
    name: "truncated truncated normal",
    make: () => truncated(truncated(normal(0.5, 1), { lower: 0 }), { upper: 1.2 }),
  },
  ...all("truncated normal", (limits) => truncated(normal(0.2, 0.9), limits), real),
  ...all("truncated laplace", (limits) => truncated(laplace(0.2, 0.9), limits), real),
  ...all("truncated logistic", (limits) => truncated(logistic(0.2, 0.9), limits), real),
  ...all("truncated cauchy", (limits) => truncated(cauchy(0.2, 0.9), limits), real),
  ...all("truncated uniform", (limits) => truncated(uniform(0.1, 1.4), limits), [
    { lower: 0.3 },
    { upper: 0.8 },
    { lower: -1, upper: 0.5 },
  ]),
  ...all("truncated lognormal", (limits) => truncated(lognormal(0.2, 0.9), limits), positive),
  ...all("truncated exponential", (limits) => truncated(exponential(1.3), limits), positive),
  ...all("truncated weibull", (limits) => truncated(weibull(1.7, 0.9), limits), positive),
  ...all("truncated rayleigh", (limits) => truncated(rayleigh(0.9), limits), positive),
  ...all("truncated half normal", (limits) => truncated(halfNormal(0.9), limits), positive),
  ...all("truncated half Cauchy", (limits) => truncated(halfCauchy(0.9), limits), positive),
  ...all("truncated gamma", (limits) => truncated(gamma(1.7, 1.2), limits), positive),
  ...all("truncated inverse gamma", (limits) => truncated(inverseGamma(2.3, 1.6), limits), positive),
  ...all("truncated chi-squared", (limits) => truncated(chiSquared(2.5), limits), positive),
  ...all("truncated half Student's t", (limits) => truncated(halfStudentT(3.5, 0.9), limits), positive),
  ...all("truncated inverse Gaussian", (limits) => truncated(inverseGaussian(1.1, 1.7), limits), positive),
  ...all("truncated log-logistic", (limits) => truncated(logLogistic(1.1, 2.4), limits), positive),
  ...all("truncated Frechet", (limits) => truncated(frechet(2.4, 0.9), limits), positive),
  ...all("truncated generalised Pareto", (limits) => truncated(generalizedPareto(0.9, 0.2), limits), positive),
  ...all("truncated Student's t", (limits) => truncated(studentT(3.5, 0.2, 0.9), limits), real),
  ...all("truncated skew normal", (limits) => truncated(skewNormal(-0.4, 1.3, 1.8), limits), real.slice(1, 3)),
  ...all(
    "truncated exponentially modified normal",
    (limits) => truncated(exgaussian(-0.3, 0.8, 0.7), limits),
    real.slice(1, 3),
  ),
  ...all("truncated asymmetric Laplace", (limits) => truncated(asymmetricLaplace(0.2, 0.9, 0.8), limits), real),
  ...all("truncated Gumbel", (limits) => truncated(gumbel(0.2, 0.9), limits), real),
  ...all("truncated von Mises", (limits) => truncated(vonMises(0.2, 1.4), limits), real.slice(1, 3)),
  ...all("truncated triangular", (limits) => truncated(triangular(-4, 0.5, 3), limits), real),
  ...all("truncated beta", (limits) => truncated(beta(1.6, 2.7), limits), proportion),
  ...all("truncated beta by mean", (limits) => truncated(betaProportion(0.4, 5), limits), proportion),
  ...all("truncated Kumaraswamy", (limits) => truncated(kumaraswamy(1.6, 2.7), limits), proportion),
  ...all("truncated logit-normal", (limits) => truncated(logitNormal(-0.3, 0.9), limits), proportion),
  ...all("truncated Pareto", (limits) => truncated(pareto(2.2, 0.25), limits), [{ lower: 0.3 }, { upper: 0.8 }]),
  ...all("censored gamma", (limits) => censored(gamma(1.7, 1.2), limits), positive),
  ...all("censored beta", (limits) => censored(beta(1.6, 2.7), limits), proportion),
  ...all("censored Student's t", (limits) => censored(studentT(3.5, 0.2, 0.9), limits), real),
  ...all("censored normal", (limits) => censored(normal(0.2, 0.9), limits), real),
  ...all("censored cauchy", (limits) => censored(cauchy(0.2, 0.9), limits), real),
  ...all("censored laplace", (limits) => censored(laplace(0.2, 0.9), limits), real),
  ...all("censored lognormal", (limits) => censored(lognormal(0.2, 0.9), limits), positive),
  ...all("censored exponential", (limits) => censored(exponential(1.3), limits), positive),
  ...all("censored half normal", (limits) => censored(halfNormal(0.9), limits), positive),
  ...all("censored half Cauchy", (limits) => censored(halfCauchy(0.9), limits), positive),
  ...all("censored weibull", (limits) => censored(weibull(1.7, 0.9), limits), positive),
];

export const discrete: readonly Case[] = [
  { name: "zero-inflated poisson", make: () => zeroInflated(0.3, poisson(2)) },
  { name: "zero-inflated binomial", make: () => zeroInflated(0.4, binomial(7, 0.3)) },
  { name: "zero-inflated negative binomial", make: () => zeroInflated(0.2, negativeBinomialMean(3, 1.5)) },
  { name: "zero-inflated mixture", make: () => zeroInflated(0.2, mixture([0.5, 0.5], [poisson(1), poisson(6)])) },
  { name: "zero-inflated mixture along a dim", make: () => zeroInflated(0.2, mixture(weights, poisson(sizes))) },
  { name: "zero-inflated truncated poisson", make: () => zeroInflated(0.2, truncated(poisson(2), { lower: 1 })) },
  { name: "hurdle of poisson", make: () => hurdle(0.3, poisson(1.2)) },
  { name: "hurdle of negative binomial", make: () => hurdle(0.3, negativeBinomialMean(2, 0.7)) },
  { name: "hurdle of a mixture along a dim", make: () => hurdle(0.3, mixture(weights, poisson(sizes))) },
  { name: "mixture of poisson and binomial", make: () => mixture([0.3, 0.7], [poisson(4), binomial(5, 0.2)]) },
  { name: "mixture along a dim, of poissons", make: () => mixture(weights, poisson(sizes)) },
  ...all("truncated poisson", (limits) => truncated(poisson(2.2), limits), whole),
  ...all("truncated binomial", (limits) => truncated(binomial(9, 0.3), limits), whole),
  ...all("truncated negative binomial", (limits) => truncated(negativeBinomialMean(2.2, 0.8), limits), whole),
  ...all(
    "truncated mixture of poissons",
    (limits) => truncated(mixture([0.5, 0.5], [poisson(1), poisson(6)]), limits),
    whole,
  ),
  ...all("truncated poisson, by tails", (limits) => truncated(poisson(60), limits), many),
  ...all("truncated binomial, by tails", (limits) => truncated(binomial(200, 0.3), limits), many),
  ...all("truncated negative binomial, by tails", (limits) => truncated(negativeBinomialMean(60, 8), limits), many),
  ...all("truncated geometric, by tails", (limits) => truncated(geometric(0.1), limits), many),
  ...all("censored poisson, by tails", (limits) => censored(poisson(60), limits), many),
  ...all("censored poisson", (limits) => censored(poisson(2.2), limits), whole),
  ...all("censored binomial", (limits) => censored(binomial(9, 0.3), limits), whole),
];

/** The expression behind a variable. */
export const nodeFor = ({ make }: Case): ExprNode => nodeOf(make() as never);
