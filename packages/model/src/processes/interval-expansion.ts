/** Expand a stationary process in sines over an interval, their weights as large as its spectral density (Solin and Särkkä 2020). */
import { sin } from "@credence/math";
import { dataNode, ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import { type HilbertBasis, intervalOf } from "./bases.js";
import type { Along } from "./distance.js";
import { alongInputs, type Places } from "./inputs.js";
import type { Expansion } from "./kernel.js";

/** The expansion of a kernel with the log of the root of its spectral density for scale and length one. */
export function intervalExpansion(
  name: string,
  scale: ExprNode,
  length: Along,
  logRootSpectrum: (square: ExprNode, inputs: number) => ExprNode,
): Expansion {
  return {
    basis: "interval",
    length: (input) => (length instanceof ExprNode ? length : length.get(input)),
    expand: (places, bases) => {
      const along = alongInputs(name, places.inputs, length).map(({ input, values, parameter }) => {
        const basis = bases.get(input) as HilbertBasis<string>;
        return { functions: sines(places, input, values, basis), length: parameter, frequencies: frequencies(basis) };
      });
      const square = along.map((each) => raw.square(each.length.mul(each.frequencies))).reduce(raw.add);
      const logRoot = along.reduce(
        (total, each) => total.add(raw.log(each.length).mul(0.5)),
        logRootSpectrum(square, along.length),
      );
      return {
        functions: along.map(({ functions }) => functions).reduce(raw.mul),
        sd: raw.exp(logRoot).mul(scale),
      };
    },
  };
}

const frequencyOf = (j: number, half: number): number => ((j + 1) * Math.PI) / (2 * half);

const frequencies = (basis: HilbertBasis<string>): ExprNode => {
  const { half } = intervalOf(basis);
  return dataNode(
    [basis],
    Float64Array.from({ length: basis.size }, (_, j) => frequencyOf(j, half)),
  );
};

function sines({ dim }: Places, input: string, values: Float64Array, basis: HilbertBasis<string>): ExprNode {
  const { centre, half } = intervalOf(basis);
  const [lower, upper] = basis.domain;
  const outside = values.findIndex((x) => !(x >= lower && x <= upper));
  if (outside >= 0)
    throw new RangeError(
      `hilbertGaussianProcess: the input \`${input}\` is ${values[outside]} at "${dim.name}" ${dim.labels[outside]}, outside the domain [${lower}, ${upper}] of "${basis.name}": make the basis over all inputs, those of predictions too`,
    );
  const heights = Float64Array.from({ length: dim.size * basis.size }, (_, at) => {
    const x = values[Math.floor(at / basis.size)] as number;
    return sin(frequencyOf(at % basis.size, half) * (x - centre + half)) / Math.sqrt(half);
  });
  return dataNode([dim, basis], heights);
}
