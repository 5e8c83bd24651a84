/** Draw many cells of one family, each with its own parameters, in loops over arrays where the family has them. */
import { fillBeta, fillGamma, fillNormal, type Rng } from "@credence/math";
import type { ScalarFamily } from "@credence/model";

/** Draws for arrays of parameters as long as what is filled. */
type Fill = (rng: Rng, into: Float64Array, first: Float64Array, second: Float64Array) => void;

const fills: Readonly<Record<string, Fill>> = {
  normal: (rng, into, mean, sd) => {
    fillNormal(rng, into);
    for (let i = 0; i < into.length; i++) into[i] = (mean[i] as number) + (sd[i] as number) * (into[i] as number);
  },
  beta: (rng, into, a, b) => fillBeta(rng, a, b, into),
  gamma: (rng, into, shape, rate) => {
    fillGamma(rng, shape, into);
    for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) / (rate[i] as number);
  },
};

/** One value for each cell at each of `count` points, where a parameter has one value for each cell or one for all. */
export function drawCells(
  family: ScalarFamily,
  parameters: readonly Float64Array[],
  count: number,
  rng: Rng,
  into: Float64Array,
): void {
  const size = into.length / count;
  const whole = parameters.map((values) => (values.length === into.length ? values : repeated(values, size)));
  const fill = fills[family.name];
  if (fill !== undefined) fill(rng, into, whole[0] as Float64Array, whole[1] as Float64Array);
  else
    for (let i = 0; i < into.length; i++) into[i] = family.random(rng, ...whole.map((values) => values[i] as number));
}

/** Each value as many times as a point has cells. */
function repeated(values: Float64Array, size: number): Float64Array {
  const all = new Float64Array(values.length * size);
  for (let d = 0; d < values.length; d++) all.fill(values[d] as number, d * size, (d + 1) * size);
  return all;
}
