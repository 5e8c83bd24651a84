/** The periodic kernel: functions that repeat exactly. */
import type { DimsOf } from "@credence/draws";
import { type ExprNode, typed } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, Positive } from "../expr/types.js";
import { checkNames } from "./check-names.js";
import { positiveAlong } from "./distance.js";
import { harmonicExpansion } from "./harmonic-expansion.js";
import { alongInputs, type PerInput, type PerInputDims } from "./inputs.js";
import { type Kernel, kernelOf, positiveParameter } from "./kernel.js";

/** Parameters of a periodic kernel. */
export interface PeriodicOptions<S, L, P> {
  /** The standard deviation of the process at one place; 1 when left out. */
  readonly scale?: S;
  /** How wiggly a period is: nearly a sine above 2, many turns below 0.5. It has no unit. */
  readonly length: L;
  /** After how much of an input the function repeats: one for all inputs, or one for each that counts, by name. */
  readonly period: P;
}

/**
 * scale² exp(−2 Σ sin²(π d / period) / length²), d the difference along an input (MacKay 1998; Rasmussen and Williams 2006,
 * equation 4.31). Software that writes ½ for the 2 (PyMC) has a `length` half as long.
 *
 * @param options `scale` > 0 (1 when left out), `length` > 0 and `period` > 0; all may be random.
 */
export function periodic<
  S extends Input<Positive> = never,
  L extends Input<Positive> = never,
  P extends PerInput<Input<Positive>> = never,
>(options: PeriodicOptions<S, L, P>): Kernel<DimsOf<S | L> | PerInputDims<P>> {
  const name = "periodic";
  checkNames(name, options, ["scale", "length", "period"]);
  const scale = positiveParameter(name, "scale", options.scale ?? 1);
  const length = positiveParameter(name, "length", options.length);
  const period = positiveAlong(name, "period", options.period);
  const variance = raw.square(scale);
  const covariance = (gaps: ReadonlyMap<string, ExprNode>): ExprNode =>
    alongInputs(name, gaps, period)
      .map(({ values, parameter }) => raw.square(raw.sin(values.mul(Math.PI).div(parameter))))
      .reduce(raw.add)
      .mul(-2)
      .div(raw.square(length));
  return typed(
    kernelOf({
      name,
      variance,
      covariance: (gaps) => raw.exp(covariance(gaps)).mul(variance),
      expansion: harmonicExpansion(scale, length, period),
    }) as never,
  );
}
