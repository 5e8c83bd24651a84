/** The squared exponential and the Matérn kernels: near places are alike, and the length scale says what near is. */

import type { DimsOf } from "@credence/draws";
import { lgamma, log } from "@credence/math";
import { constant, type ExprNode, typed } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, Positive } from "../expr/types.js";
import { checkNames } from "./check-names.js";
import { type Along, positiveAlong, scaledDistance, scaledSquare } from "./distance.js";
import type { PerInput, PerInputDims } from "./inputs.js";
import { intervalExpansion } from "./interval-expansion.js";
import { type Kernel, kernelOf, positiveParameter } from "./kernel.js";

/** Parameters of a kernel. */
export interface KernelOptions<S, L> {
  /** The standard deviation of the process at one place; 1 when left out. */
  readonly scale?: S;
  /** How far apart places are nearly independent: one for all inputs, or one for each that counts, by name. */
  readonly length: L;
}

/** What distinguishes one stationary kernel from another, for a process of variance and length scale one. */
interface Shape {
  readonly name: string;
  /** The correlation at a distance, from the distance or from its square. */
  correlation(kernel: string, gaps: ReadonlyMap<string, ExprNode>, length: Along): ExprNode;
  /** The log of the root of the spectral density, from Σ (length · frequency)² and the number of inputs. */
  logRootSpectrum(square: ExprNode, inputs: number): ExprNode;
}

const halfLogTwoPi = 0.5 * log(2 * Math.PI);

const squaredExponentialShape: Shape = {
  name: "squaredExponential",
  correlation: (kernel, gaps, length) => raw.exp(scaledSquare(kernel, gaps, length).mul(-0.5)),
  logRootSpectrum: (square, inputs) => square.mul(-0.25).add(0.5 * inputs * halfLogTwoPi),
};

/** Rasmussen and Williams 2006, equations 4.14 to 4.17. */
const matern = (name: string, nu: number, factor: (r: ExprNode) => ExprNode): Shape => ({
  name,
  correlation: (kernel, gaps, length) => {
    const r = scaledDistance(kernel, gaps, length).mul(Math.sqrt(2 * nu));
    return factor(r).mul(raw.exp(raw.neg(r)));
  },
  logRootSpectrum: (square, inputs) => {
    const power = nu + inputs / 2;
    const logDensity = inputs * (log(2) + 0.5 * log(Math.PI)) + lgamma(power) - lgamma(nu) + nu * log(2 * nu);
    return raw
      .log(square.add(2 * nu))
      .mul(-0.5 * power)
      .add(0.5 * logDensity);
  },
});
const matern12Shape = matern("matern12", 0.5, () => constant(1));
const matern32Shape = matern("matern32", 1.5, (r) => r.add(1));
const matern52Shape = matern("matern52", 2.5, (r) => r.add(1).add(raw.square(r).div(3)));

function stationary<S extends Input<Positive>, L extends PerInput<Input<Positive>>>(
  shape: Shape,
  options: KernelOptions<S, L>,
): Kernel<DimsOf<S> | PerInputDims<L>> {
  const { name } = shape;
  checkNames(name, options, ["scale", "length"]);
  const scale = positiveParameter(name, "scale", options.scale ?? 1);
  const length = positiveAlong(name, "length", options.length);
  const variance = raw.square(scale);
  return typed(
    kernelOf({
      name,
      variance,
      covariance: (gaps) => shape.correlation(name, gaps, length).mul(variance),
      expansion: intervalExpansion(name, scale, length, shape.logRootSpectrum),
    }) as never,
  );
}

/**
 * scale² exp(−r² / 2), r the distance in units of `length`: infinitely smooth functions.
 *
 * @param options `scale` > 0 (1 when left out) and `length` > 0; both may be random.
 */
export const squaredExponential = <S extends Input<Positive> = never, L extends PerInput<Input<Positive>> = never>(
  options: KernelOptions<S, L>,
): Kernel<DimsOf<S> | PerInputDims<L>> => stationary(squaredExponentialShape, options);

/** scale² exp(−r), the Ornstein–Uhlenbeck process: continuous functions without slopes. */
export const matern12 = <S extends Input<Positive> = never, L extends PerInput<Input<Positive>> = never>(
  options: KernelOptions<S, L>,
): Kernel<DimsOf<S> | PerInputDims<L>> => stationary(matern12Shape, options);

/** scale² (1 + √3 r) exp(−√3 r): functions with slopes. */
export const matern32 = <S extends Input<Positive> = never, L extends PerInput<Input<Positive>> = never>(
  options: KernelOptions<S, L>,
): Kernel<DimsOf<S> | PerInputDims<L>> => stationary(matern32Shape, options);

/** scale² (1 + √5 r + 5 r² / 3) exp(−√5 r): functions with slopes and curvatures. */
export const matern52 = <S extends Input<Positive> = never, L extends PerInput<Input<Positive>> = never>(
  options: KernelOptions<S, L>,
): Kernel<DimsOf<S> | PerInputDims<L>> => stationary(matern52Shape, options);
