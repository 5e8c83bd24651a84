/** Update priors on the variance of normal observations, with their mean known or unknown too. */
import { logStudentT } from "../mass/student-t.js";
import { checkedData, checkFields, isPositive, isReal } from "./check.js";
import type { Pair, PredictiveLaw, Sample } from "./types.js";

/** σ² is inverse gamma (alpha, beta); the mean given σ² is normal with mean `mu` and variance σ² / kappa. */
export interface NormalInverseGamma {
  readonly mu: number;
  readonly kappa: number;
  readonly alpha: number;
  readonly beta: number;
}

function checkNormalInverseGamma(pair: string, { mu, kappa, alpha, beta }: NormalInverseGamma): void {
  checkFields(pair, { mu }, isReal);
  checkFields(pair, { kappa, alpha, beta }, isPositive);
}

/** One observation moves the mean by 1 / (κ + 1) of its distance d and adds ½ κ / (κ + 1) d² to beta. */
function afterOne({ mu, kappa, alpha, beta }: NormalInverseGamma, x: number): NormalInverseGamma {
  const distance = x - mu;
  return {
    mu: mu + distance / (kappa + 1),
    kappa: kappa + 1,
    alpha: alpha + 0.5,
    beta: beta + 0.5 * (kappa / (kappa + 1)) * distance * distance,
  };
}

const lawOf = ({ mu, kappa, alpha, beta }: NormalInverseGamma): PredictiveLaw => {
  const squaredScale = (beta / alpha) * (1 + 1 / kappa);
  return { logDensity: (x) => (isReal(x) ? logStudentT(x, alpha, mu, squaredScale) : -Infinity) };
};

/** The posterior and, by the chain rule over observations, the log evidence. */
function absorb<P>(
  prior: P,
  values: Float64Array,
  after: (p: P, x: number) => P,
  law: (p: P) => PredictiveLaw,
): { posterior: P; logEvidence: number } {
  let [posterior, logEvidence] = [prior, 0];
  for (const x of values) {
    logEvidence += law(posterior).logDensity(x);
    posterior = after(posterior, x);
  }
  return { posterior, logEvidence };
}

const nig = "normal-inverse-gamma";
const absorbBoth = (
  prior: NormalInverseGamma,
  { x }: Sample,
): { posterior: NormalInverseGamma; logEvidence: number } => {
  checkNormalInverseGamma(nig, prior);
  return absorb(prior, checkedData(nig, "x", x, isReal), afterOne, lawOf);
};

/** Normal observations `x` of unknown mean and variance. */
export const normalInverseGamma: Pair<NormalInverseGamma, Sample> = {
  name: nig,
  update: (prior, data) => absorbBoth(prior, data).posterior,
  logEvidence: (prior, data) => absorbBoth(prior, data).logEvidence,
  predictive(posterior) {
    checkNormalInverseGamma(nig, posterior);
    return lawOf(posterior);
  },
};

/** The precision 1 / σ² is gamma (shape, rate); the mean given it is normal with mean `mu` and variance σ² / kappa. */
export interface NormalGamma {
  readonly mu: number;
  readonly kappa: number;
  readonly shape: number;
  readonly rate: number;
}
const inverted = ({ mu, kappa, shape, rate }: NormalGamma): NormalInverseGamma => ({
  mu,
  kappa,
  alpha: shape,
  beta: rate,
});

/** The same by precision: a gamma precision is an inverse gamma variance. */
export const normalGamma: Pair<NormalGamma, Sample> = {
  name: "normal-gamma",
  update(prior, data) {
    const { mu, kappa, alpha, beta } = normalInverseGamma.update(inverted(prior), data);
    return { mu, kappa, shape: alpha, rate: beta };
  },
  logEvidence: (prior, data) => normalInverseGamma.logEvidence(inverted(prior), data),
  predictive: (posterior) => normalInverseGamma.predictive(inverted(posterior)),
};

/** σ² is inverse gamma (alpha, beta); the mean is known. */
export interface InverseGammaKnownMean {
  readonly alpha: number;
  readonly beta: number;
  readonly known_mean: number;
}

const known = "inverse-gamma-normal-known-mean";
const afterOneKnown = ({ alpha, beta, known_mean }: InverseGammaKnownMean, x: number): InverseGammaKnownMean => ({
  alpha: alpha + 0.5,
  beta: beta + 0.5 * (x - known_mean) * (x - known_mean),
  known_mean,
});
const lawOfKnown = ({ alpha, beta, known_mean }: InverseGammaKnownMean): PredictiveLaw => ({
  logDensity: (x) => (isReal(x) ? logStudentT(x, alpha, known_mean, beta / alpha) : -Infinity),
});
function checkKnownMean({ alpha, beta, known_mean }: InverseGammaKnownMean): void {
  checkFields(known, { alpha, beta }, isPositive);
  checkFields(known, { known_mean }, isReal);
}
const absorbKnown = (
  prior: InverseGammaKnownMean,
  { x }: Sample,
): { posterior: InverseGammaKnownMean; logEvidence: number } => {
  checkKnownMean(prior);
  return absorb(prior, checkedData(known, "x", x, isReal), afterOneKnown, lawOfKnown);
};

/** Normal observations `x` of known mean and unknown variance. */
export const inverseGammaNormalKnownMean: Pair<InverseGammaKnownMean, Sample> = {
  name: known,
  update: (prior, data) => absorbKnown(prior, data).posterior,
  logEvidence: (prior, data) => absorbKnown(prior, data).logEvidence,
  predictive(posterior) {
    checkKnownMean(posterior);
    return lawOfKnown(posterior);
  },
};
