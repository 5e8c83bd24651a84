/** Make traces with the groups that pictures of fit are drawn from, out of closed forms and published figures. */
import { dim, labelled, trace, withGroups } from "@credence/draws";
import { rng } from "@credence/math";
import loo from "../../testing/fixtures/loo.json" with { type: "json" };

const facts = { sampler: "made", seed: 1, elapsedMs: 1 } as const;

/**
 * A mean known almost exactly, so that posterior predictions are those of N(0, 1): what is observed is drawn from
 * N(0, scale²), for which the truth about the fit is known.
 */
export function predicted(size: number, scale = 1, kind: "real" | "whole" = "real", draws = 400) {
  const [chains, observation] = [2, dim("day", size)];
  const random = rng(3, "fit", size, scale);
  const value = (sd: number): number =>
    kind === "real" ? sd * random.normal() : Math.floor(6 * random.uniform() ** sd);
  const fill = (count: number, make: () => number): Float64Array => Float64Array.from({ length: count }, make);
  const group = (values: Float64Array) =>
    trace([{ name: "y", axes: [observation], values }], { ...facts, chains, draws });
  const own = trace(
    [
      { name: "mu", axes: [], values: fill(chains * draws, () => 1e-3 * random.normal()) },
      { name: "rate", axes: [observation], values: fill(chains * draws * size, () => random.normal()) },
    ],
    { ...facts, chains, draws, independent: true },
  );
  return withGroups(own, {
    posteriorPredictive: group(fill(chains * draws * size, () => value(1))),
    logLikelihood: group(fill(chains * draws * size, () => -1 + 1e-3 * random.normal())),
    prior: trace([{ name: "mu", axes: [], values: fill(chains * draws, () => random.normal()) }], {
      ...facts,
      chains,
      draws,
    }),
    observedData: {
      y: labelled(
        [observation],
        fill(size, () => value(scale)),
      ),
    },
  });
}

/** Log likelihoods and the Pareto k that R's loo 2.5.1 finds in them. */
export function published(name: string) {
  const model = loo.models.find((each) => each.name === name) as (typeof loo.models)[number];
  const { chains, draws_per_chain: draws, log_lik: rows } = model;
  const observation = dim("observation", rows.length);
  const values = Float64Array.from({ length: chains * draws * rows.length }, (_, i) =>
    Number(rows[i % rows.length]?.[Math.floor(i / rows.length)]),
  );
  const likelihood = trace([{ name: "y", axes: [observation], values }], { ...facts, chains, draws });
  const own = trace([{ name: "x", axes: [], values: new Float64Array(chains * draws) }], { ...facts, chains, draws });
  return {
    trace: withGroups(own, { logLikelihood: likelihood }),
    paretoK: model.loo_r_eff.pointwise.pareto_k.map(Number),
  };
}
