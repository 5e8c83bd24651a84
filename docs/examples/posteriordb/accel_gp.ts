/** The acceleration of a helmet in a crash: mean and spread are both Gaussian processes over given basis functions. */
import { column, dim, dot, exp, halfStudentT, inverseGamma, model, normal, sqrt, studentT } from "credence";

type Matrix = readonly (readonly number[])[];

/** N accelerations, and for the mean and the log spread the values of their basis functions and the frequencies of these. */
export interface Crash {
  readonly N: number;
  readonly Y: readonly number[];
  readonly NBgp_1: number;
  readonly Xgp_1: Matrix;
  readonly slambda_1: Matrix;
  readonly NBgp_sigma_1: number;
  readonly Xgp_sigma_1: Matrix;
  readonly slambda_sigma_1: Matrix;
}

/** A process as weights of basis functions: independent, with the square root of the spectral density for a scale. */
function process<B extends string>(name: B, functions: number, values: Matrix, frequencies: Matrix) {
  const moment = dim("moment", values.length);
  const basis = dim(name, functions);
  const sd = halfStudentT(3, 36);
  const length = inverseGamma(1.124909, 0.0177);
  const z = normal(0, 1).over(basis);
  const frequency = column(basis, frequencies.flat());
  const scale = sd.mul(sqrt(length.mul(Math.sqrt(2 * Math.PI)))).mul(exp(length.mul(frequency).pow(2).div(-4)));
  return { sd, length, z, at: dot(column([moment, basis], values), scale.mul(z), basis) };
}

const crash = model((data: Crash) => {
  const Intercept = studentT(3, -13, 36);
  const mean = process("basis", data.NBgp_1, data.Xgp_1, data.slambda_1);
  const Intercept_sigma = studentT(3, 0, 10);
  const spread = process("spread", data.NBgp_sigma_1, data.Xgp_sigma_1, data.slambda_sigma_1);
  const Y = normal(Intercept.add(mean.at), exp(Intercept_sigma.add(spread.at)));
  return {
    Intercept,
    sdgp_1: mean.sd,
    lscale_1: mean.length,
    zgp_1: mean.z,
    Intercept_sigma,
    sdgp_sigma_1: spread.sd,
    lscale_sigma_1: spread.length,
    zgp_sigma_1: spread.z,
    Y,
  };
});

export default (data: Crash) => crash(data).observe({ Y: data.Y });
