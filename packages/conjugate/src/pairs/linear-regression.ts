/** Update a joint prior on the coefficients and the variance of a linear regression. */
import { cholesky } from "@credence/math";
import { logStudentT } from "../mass/student-t.js";
import { checkedData, checkFields, isPositive, isReal } from "./check.js";
import type { Pair } from "./types.js";

/** σ² is inverse gamma (alpha, beta); the coefficients given σ² are normal with mean `mean` and covariance σ² cov_scale. */
export interface RegressionPrior {
  readonly mean: readonly number[];
  readonly cov_scale: readonly (readonly number[])[];
  readonly alpha: number;
  readonly beta: number;
}
/** One row of predictors for each response. */
export interface RegressionData {
  readonly X: readonly (readonly number[])[];
  readonly y: ArrayLike<number>;
}

const name = "linear-regression-nig";

/** A prior whose covariance is S Sᵀ, S row-major: updating S instead keeps it positive definite. */
interface State {
  readonly mean: Float64Array;
  readonly root: Float64Array;
  readonly alpha: number;
  readonly beta: number;
}

function stateOf({ mean, cov_scale, alpha, beta }: RegressionPrior): State {
  checkFields(name, { alpha, beta }, isPositive);
  const size = mean.length;
  if (cov_scale.length !== size || cov_scale.some((row) => row.length !== size))
    throw new RangeError(`${name}: cov_scale must have ${size} rows of ${size} numbers, as mean has ${size}`);
  const covariance = checkedData(name, "cov_scale", cov_scale.flat(), isReal);
  return { mean: checkedData(name, "mean", mean, isReal), root: cholesky(covariance), alpha, beta };
}

/** Sᵀ x and 1 + xᵀ S Sᵀ x, the variance of a response over σ². */
function spreadOf({ root, mean: { length: size } }: State, x: Float64Array): { f: Float64Array; spread: number } {
  const f = new Float64Array(size);
  root.forEach((s, i) => {
    f[i % size] = (f[i % size] as number) + s * (x[Math.floor(i / size)] as number);
  });
  return { f, spread: f.reduce((sum, fi) => sum + fi * fi, 1) };
}
const fitted = ({ mean }: State, x: Float64Array): number => mean.reduce((sum, m, i) => sum + m * (x[i] as number), 0);

/** One row by Potter's square-root update (Bierman 1977, Factorization Methods, II.5): S − S f fᵀ / (s + √s), s = spread. */
function afterOne(state: State, x: Float64Array, y: number): State {
  const { mean, root, alpha, beta } = state;
  const size = mean.length;
  const { f, spread } = spreadOf(state, x);
  const error = y - fitted(state, x);
  const gain = Float64Array.from(mean, (_, i) =>
    f.reduce((sum, fj, j) => sum + (root[i * size + j] as number) * fj, 0),
  );
  const shrink = spread + Math.sqrt(spread);
  return {
    mean: mean.map((m, i) => m + ((gain[i] as number) / spread) * error),
    root: root.map((s, i) => s - ((gain[Math.floor(i / size)] as number) * (f[i % size] as number)) / shrink),
    alpha: alpha + 0.5,
    beta: beta + (0.5 * error * error) / spread,
  };
}

function logDensity(state: State, x: Float64Array, y: number): number {
  const { alpha, beta } = state;
  return logStudentT(y, alpha, fitted(state, x), (beta / alpha) * spreadOf(state, x).spread);
}

const checkedRow = (size: number, row: readonly number[], what: string): Float64Array => {
  if (row.length !== size) throw new RangeError(`${name}: ${what} has ${row.length} predictors; mean has ${size}`);
  return checkedData(name, what, row, isReal);
};

function absorb(prior: RegressionPrior, { X, y }: RegressionData): { state: State; logEvidence: number } {
  let [state, logEvidence] = [stateOf(prior), 0];
  const responses = checkedData(name, "y", y, isReal);
  if (responses.length !== X.length)
    throw new RangeError(`${name}: X has ${X.length} rows and y has ${responses.length} values`);
  X.forEach((row, i) => {
    const x = checkedRow(state.mean.length, row, `X[${i}]`);
    logEvidence += logDensity(state, x, responses[i] as number);
    state = afterOne(state, x, responses[i] as number);
  });
  return { state, logEvidence };
}

/** Responses `y` that are normal about a linear function of the predictors `X`, coefficients and variance unknown. */
export const linearRegression: Pair<
  RegressionPrior,
  RegressionData,
  never,
  { readonly x: readonly number[]; readonly y: number }
> = {
  name,
  update(prior, data) {
    const { mean, root, alpha, beta } = absorb(prior, data).state;
    const size = mean.length;
    const dot = (i: number, j: number): number =>
      mean.reduce((sum, _, k) => sum + (root[i * size + k] as number) * (root[j * size + k] as number), 0);
    const cov_scale = Array.from(mean, (_, i) => Array.from(mean, (_m, j) => dot(i, j)));
    return { mean: Array.from(mean), cov_scale, alpha, beta };
  },
  logEvidence: (prior, data) => absorb(prior, data).logEvidence,
  predictive(posterior) {
    const state = stateOf(posterior);
    return {
      logDensity: ({ x, y }) => logDensity(state, checkedRow(state.mean.length, x, "x"), y),
    };
  },
};
