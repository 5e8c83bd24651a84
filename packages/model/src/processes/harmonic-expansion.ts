/** Expand a periodic process in cosines and sines (Riutort-Mayol et al. 2023, appendix B). */
import { log } from "@credence/math";
import { dataNode, type ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { FourierBasis } from "./bases.js";
import { besselRatios } from "./bessel-ratios.js";
import type { Along } from "./distance.js";
import { alongInputs } from "./inputs.js";
import type { Expansion } from "./kernel.js";

/**
 * exp(−2 sin²(θ / 2) / ℓ²) = Σ_j q_j² cos(j θ) with q_0² = e^(−z) I_0(z), q_j² = 2 e^(−z) I_j(z) and z = 1 / ℓ²; the cosine of a
 * difference of two angles is a sum of products of cosines and of sines.
 */
export const harmonicExpansion = (scale: ExprNode, length: ExprNode, period: Along): Expansion => ({
  basis: "harmonics",
  length: () => length,
  expand: ({ dim, inputs }, bases) => {
    const along = alongInputs("periodic", inputs, period);
    const [only, ...others] = along;
    if (only === undefined || others.length > 0)
      throw new TypeError(
        "hilbertGaussianProcess: a periodic kernel is expanded along one input: name it in its period",
      );
    const basis = bases.get(only.input) as FourierBasis<string>;
    const { harmonics } = basis;
    const over = (value: (order: number, sine: boolean) => number): ExprNode =>
      dataNode(
        [basis],
        Float64Array.from({ length: basis.size }, (_, i) =>
          i <= harmonics ? value(i, false) : value(i - harmonics, true),
        ),
      );
    const turn = dataNode([dim], only.values)
      .mul(2 * Math.PI)
      .div(only.parameter);
    const order = over((j) => j);
    const z = raw.div(1, raw.square(length));
    const logRatio = besselRatios(z, harmonics)
      .map((ratio, k) => raw.log(ratio).mul(over((j) => Number(j > k))))
      .reduce(raw.add);
    const logPower = raw
      .logBesselI0e(z)
      .add(logRatio)
      .add(over((j) => (j === 0 ? 0 : log(2))));
    return {
      functions: raw.cos(turn.mul(order).sub(over((_, sine) => (sine ? Math.PI / 2 : 0)))),
      sd: raw.exp(logPower.mul(0.5)).mul(scale),
    };
  },
});
