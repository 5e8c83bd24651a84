/** Compute quantiles and the entropy of whole-number families that are made of others. */
import { dim } from "@credence/draws";
import { evaluate } from "../../expr/evaluate.js";
import { constant, dataNode } from "../../expr/node.js";
import type { ScalarFamily } from "../../expr/records.js";
import { discreteEntropy, discreteQuantile, discreteUpperQuantile } from "../discrete.js";

/** Log masses of whole numbers from `least` on. */
function logMasses(family: ScalarFamily, parameters: readonly number[], least: number, count: number): Float64Array {
  const x = dataNode(
    [dim("k", count)],
    Float64Array.from({ length: count }, (_, k) => least + k),
  );
  return evaluate(family.logDensity(x, ...parameters.map(constant)));
}

/** How many masses the entropy adds up; of more it takes some, or refuses. */
const mostTerms = 2e5;

/** Quantiles by cdf and sf, and the entropy, of a family of counts with mean and variance. */
export function countSummaries(
  family: ScalarFamily & Required<Pick<ScalarFamily, "cdf" | "sf" | "mean" | "variance">>,
): Pick<Required<ScalarFamily>, "quantile" | "upperQuantile" | "entropy"> {
  const { cdf, sf } = family;
  const look = (p: readonly number[]): readonly [number, number] => [
    family.mean(...p),
    Math.sqrt(family.variance(...p)),
  ];
  const bounds = (p: readonly number[]): readonly [number, number] => {
    const support = family.support(p.map(constant), []);
    if (support.kind !== "integer") throw new Error("internal: counts have a support of whole numbers");
    const { lower = -Infinity, upper = Infinity } = support;
    return [lower, upper].map((bound) => (typeof bound === "number" ? bound : (evaluate(bound)[0] as number))) as [
      number,
      number,
    ];
  };
  const quantile = (q: number, ...p: readonly number[]): number =>
    discreteQuantile(q, ...look(p), bounds(p), (k) => cdf(k, ...p));
  const upperQuantile = (q: number, ...p: readonly number[]): number =>
    discreteUpperQuantile(q, ...look(p), bounds(p), (k) => sf(k, ...p));
  return {
    quantile,
    upperQuantile,
    entropy: (...p) => {
      const [least, most] = [quantile(1e-20, ...p), upperQuantile(1e-20, ...p)];
      if (!(most - least < mostTerms))
        return discreteEntropy((k) => logMasses(family, p, k, 1)[0] as number, [least, most], mostTerms);
      const masses = logMasses(family, p, least, most - least + 1);
      return discreteEntropy((k) => masses[k - least] as number, [least, most]);
    },
  };
}
