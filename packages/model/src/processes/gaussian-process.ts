/** Gaussian processes: functions whose values at any places are jointly normal, their covariance given by a kernel. */
import { type DimsOf, prime } from "@credence/draws";
import { gaussianProcessFamily } from "../distributions/multivariate/gaussian-process.js";
import { variableWithin } from "../distributions/multivariate/shape.js";
import { matrixAxes } from "../expr/layout.js";
import { type ExprNode, nodeOf, typed } from "../expr/node.js";
import { square } from "../expr/raw.js";
import type { Arg, Input, Positive } from "../expr/types.js";
import { inOrder, table } from "../transforms/free.js";
import { checkNames } from "./check-names.js";
import { conditionOn } from "./conditional.js";
import { duplicateOf, gapsWithin, type Inputs, type Places, placesOf } from "./inputs.js";
import { checkedKernel, type Kernel, positiveParameter } from "./kernel.js";
import { type GaussianProcess, type Process, rememberProcess } from "./remembered.js";

/** What is added to the diagonal of a noiseless covariance, in units of the kernel's variance, when nothing is said. */
export const defaultJitter = 1e-8;

/** What a process may have besides inputs and kernel. */
export interface GaussianProcessOptions<M, N, G> {
  /** The mean at each place, or one for all; 0 when left out. */
  readonly mean?: M;
  /** The standard deviation of independent normal noise on top: the process is then of what is seen. */
  readonly noise?: N;
  /** What is added to the diagonal, in units of the kernel's variance: 1e-8 when left out, and 0 beside noise. */
  readonly jitter?: number;
  /** Values of the process at other places, or of a sum of which its kernel is a part: this is then its law given those. */
  readonly given?: G;
}

/**
 * The values of a Gaussian process at the places of `x`: normal along its dim, with covariance K(x, x).
 *
 * Without noise it is a latent function, which `nonCentered()` moves as mean + L z; with `noise` what is seen of it, the
 * function itself integrated out: covariance K + noise² I. With `given` it is the process at further places, whose mean and
 * covariance follow from the values given (Rasmussen and Williams 2006, equations 2.22 to 2.24).
 *
 * @param x data along one dim, or several such columns by name.
 * @param kernel such as `squaredExponential({ scale, length })`; its parameters may be random, and vary over further dims.
 * @throws TypeError when inputs are no data along one dim, or two places are equal with neither noise nor jitter;
 *   RangeError when everything is known and the covariance is not positive definite.
 * @example
 * ```ts
 * const day = dim("day", 4);
 * const x = column(day, [0, 1, 2.5, 4]);
 * const growth = model(() => {
 *   const length = inverseGamma(5, 5);
 *   const f = gaussianProcess(x, squaredExponential({ length })).nonCentered();
 *   const y = normal(f, 0.1);
 *   return { length, f, y };
 * });
 * ```
 */
export function gaussianProcess<
  D extends string,
  K extends string,
  M extends Arg = never,
  N extends Input<Positive> = never,
  G extends GaussianProcess<string, string> = never,
>(
  x: Inputs<D>,
  kernel: Kernel<K>,
  options: GaussianProcessOptions<M, N, G> = {},
): GaussianProcess<D | K | DimsOf<M | N> | OtherDims<G>, D> {
  checkNames("gaussianProcess", options, optionNames);
  const process = { places: placesOf("gaussianProcess", x), kernel: checkedKernel("gaussianProcess", kernel) };
  const { places } = process;
  const mean = nodeOf(options.mean ?? 0);
  const prior = covarianceOf(process, addedVariance(process, options));
  if (options.given === undefined) {
    rememberProcess(prior, process);
    return processVariable(mean, prior, places);
  }
  const { shift, explained } = conditionOn(options.given as unknown as ExprNode, process);
  return processVariable(mean.add(shift), matrixOver(prior.sub(explained), places), places);
}

const optionNames = ["mean", "noise", "jitter", "given"];

/** The dims of a process beside that of its inputs. */
export type OtherDims<G> = G extends GaussianProcess<infer D, infer X> ? Exclude<D, X> : never;

const processVariable = <T>(mean: ExprNode, covariance: ExprNode, { dim }: Places): T =>
  variableWithin(gaussianProcessFamily, [typed(mean), typed(covariance)], [dim], [prime(dim)]);

/** A matrix laid out as families want it: other dims, rows, columns. */
const matrixOver = (x: ExprNode, { dim }: Places): ExprNode =>
  inOrder(x, matrixAxes(x.axes, { dim, columns: prime(dim) }));

/** K(x, x) with `added` on its diagonal; each pair of places is computed once. */
function covarianceOf({ places, kernel }: Process, added: ExprNode | undefined): ExprNode {
  const { gaps, matrix } = gapsWithin(places);
  const pairs = kernel.covariance(gaps);
  const whole = matrix(pairs);
  if (added === undefined) return matrixOver(whole, places);
  const { dim } = places;
  const identity = table([dim, prime(dim)], (i, j) => Number(i === j));
  return matrixOver(whole.add(identity.mul(added)), places);
}

/** What stands on the diagonal beside the kernel: noise, and jitter where there is none. */
function addedVariance<M, N extends Input<Positive>, G>(
  { places, kernel }: Process,
  { noise, jitter = noise === undefined ? defaultJitter : 0 }: GaussianProcessOptions<M, N, G>,
): ExprNode | undefined {
  if (!(Number.isFinite(jitter) && jitter >= 0))
    throw new RangeError(`gaussianProcess: the jitter is ${jitter}; it is a number of 0 or more, such as 1e-8`);
  if (noise === undefined && jitter === 0) refuseDuplicates(places);
  const shaken = jitter === 0 ? [] : [kernel.variance.mul(jitter)];
  const noisy = noise === undefined ? [] : [square(positiveParameter("gaussianProcess", "noise", noise))];
  const parts = [...shaken, ...noisy];
  return parts.length === 0 ? undefined : parts.reduce((a, b) => a.add(b));
}

function refuseDuplicates(places: Places): void {
  const twice = duplicateOf(places);
  if (twice === undefined) return;
  const { dim } = places;
  const [a, b] = twice.map((i) => dim.labels[i]);
  throw new TypeError(
    `gaussianProcess: "${dim.name}" ${a} and ${b} have the same inputs, so that without jitter the covariance is singular: give distinct inputs one label each and look them up with index(), or leave the jitter at ${defaultJitter}`,
  );
}
