/** Compare PSIS, the Pareto fit and PSIS-LOO with R's loo 2.5.1 on nine models and seven vectors of ratios. */
import { describe, expect, it } from "vitest";
import { looFromLogLikelihood, psis, relativeEfficiency } from "../../src/index.js";
import { fitGeneralizedPareto, generalizedParetoQuantile } from "../../src/loo/generalized-pareto.js";
import { decode, type Encoded, expectClose, readFixture } from "../fixture.js";

interface Smoothing {
  readonly pareto_k: readonly Encoded[];
  readonly n_eff: readonly Encoded[];
  readonly tail_len: readonly number[];
  readonly normalised_log_weights: Readonly<Record<string, readonly Encoded[]>>;
}

interface Estimates {
  readonly estimates: Readonly<Record<"elpd_loo" | "p_loo" | "se_elpd_loo" | "se_p_loo", Encoded>>;
  readonly pointwise: Readonly<Record<"elpd_loo" | "p_loo" | "pareto_k" | "n_eff", readonly Encoded[]>>;
}

interface Model {
  readonly name: string;
  readonly chains: number;
  readonly draws_per_chain: number;
  readonly log_lik: readonly (readonly Encoded[])[];
  readonly relative_eff: readonly Encoded[];
  readonly loo_r_eff_na: Estimates;
  readonly loo_r_eff: Estimates;
  readonly psis_r_eff_na: Smoothing;
  readonly psis_r_eff: Smoothing;
}

interface Reference {
  readonly models: readonly Model[];
  readonly gpdfit: readonly { readonly draws: readonly number[]; readonly k_wip: number; readonly sigma: number }[];
  readonly tail_len: readonly { readonly S: number; readonly r_eff: number; readonly tail_len: number }[];
  readonly psis_vectors: readonly {
    readonly log_ratios: readonly Encoded[];
    readonly tail_len: number;
    readonly pareto_k: Encoded;
    readonly n_eff: Encoded;
    readonly normalised_log_weights: readonly Encoded[];
  }[];
}

const reference = readFixture<Reference>("loo");

/** Within an absolute 1e-6, or infinite alike. */
function expectShape(actual: number, expected: Encoded, what: string): void {
  const wanted = decode(expected);
  expect(actual === wanted || Math.abs(actual - wanted) < 1e-6, `${what}: ${actual} instead of ${wanted}`).toBe(true);
}

function expectLogWeights(actual: Float64Array, expected: readonly Encoded[], what: string): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, s) => {
    expectClose(Math.exp(actual[s] as number), Math.exp(decode(value)), 1e-7, `weight ${s} of ${what}`);
  });
}

describe("the Pareto fit", () => {
  it.each(reference.gpdfit)("has shape $k_wip and scale $sigma", ({ draws, k_wip, sigma }) => {
    const fit = fitGeneralizedPareto(Float64Array.from(draws).sort());
    expectShape(fit.shape, k_wip, "shape");
    expectClose(fit.scale, sigma, 1e-6, "scale");
  });

  // P(X > x) = (1 + k x / scale)^(-1/k), and its limit exp(-x / scale) at k = 0.
  it.each([-0.4, -1e-12, 0, 1e-12, 0.7, 2])("inverts the survival function of shape %f", (shape) => {
    for (const probability of [0.01, 0.5, 0.99]) {
      const x = generalizedParetoQuantile({ shape, scale: 3 }, probability);
      const survival = shape === 0 ? Math.exp(-x / 3) : Math.exp(-Math.log1p((shape * x) / 3) / shape);
      expectClose(survival, 1 - probability, 1e-12, `survival of shape ${shape}`);
    }
  });
});

describe("psis", () => {
  it.each(reference.tail_len)(
    "takes a tail of $tail_len of $S draws at efficiency $r_eff",
    ({ S, r_eff, tail_len }) => {
      const ratios = Float64Array.from({ length: S }, (_, i) => Math.sin(i));
      expect(psis(ratios, { relativeEfficiency: r_eff }).tailLength).toBe(tail_len);
    },
  );

  it.each(reference.psis_vectors)("smooths a vector with k = $pareto_k", (vector) => {
    const smoothed = psis(vector.log_ratios.map(decode));
    expect(smoothed.tailLength).toBe(vector.tail_len);
    expectShape(smoothed.paretoK, vector.pareto_k, "k");
    expectClose(smoothed.ess, vector.n_eff, 1e-7, "effective size");
    expectLogWeights(smoothed.logWeights, vector.normalised_log_weights, "the vector");
  });

  it("gives an impossible draw no weight and refuses what is no ratio", () => {
    const ratios = Float64Array.from({ length: 100 }, (_, i) => (i === 3 ? -Infinity : Math.sin(i)));
    expect(psis(ratios).logWeights[3]).toBe(-Infinity);
    expect(() => psis([])).toThrow("at least one log ratio");
    expect(() => psis([0, Number.NaN])).toThrow("Log ratio 1 is NaN");
    expect(() => psis([0, Infinity])).toThrow("Log ratio 1 is Infinity");
    expect(() => psis([-Infinity, -Infinity])).toThrow("no draw carries any weight");
    expect(() => psis([0, 1], { relativeEfficiency: 0 })).toThrow("relative efficiency is 0");
  });
});

describe.each(reference.models)("$name", (model) => {
  const logLikelihood = model.log_lik.map((row) => row.map(decode));
  const efficiencies = model.relative_eff.map(decode);
  // Above k = 1 the fit runs on differences of tail weights that underflow, and figures follow the rounding.
  const fitted = model.name !== "very_heavy";

  it.each([
    ["independent draws", 1, model.loo_r_eff_na, model.psis_r_eff_na],
    ["known efficiency", efficiencies, model.loo_r_eff, model.psis_r_eff],
  ] as const)("has R's PSIS-LOO of %s", (_, relativeEfficiency, { estimates, pointwise }, smoothing) => {
    const loo = looFromLogLikelihood(logLikelihood, { relativeEfficiency });
    if (!fitted) {
      expect(loo.pointwise.paretoK.every((k) => k > 1)).toBe(true);
      return;
    }
    expectClose(loo.elpd, estimates.elpd_loo, 1e-8, "elpd");
    expectClose(loo.pLoo, estimates.p_loo, 1e-7, "p");
    expectClose(loo.elpdSe, estimates.se_elpd_loo, 1e-8, "standard error of elpd");
    expectClose(loo.pLooSe, estimates.se_p_loo, 1e-7, "standard error of p");
    pointwise.elpd_loo.forEach((value, i) => {
      expectClose(loo.pointwise.elpd[i] as number, value, 1e-8, `elpd of observation ${i}`);
      expectShape(loo.pointwise.paretoK[i] as number, pointwise.pareto_k[i] as Encoded, `k of observation ${i}`);
      expectClose(loo.pointwise.ess[i] as number, pointwise.n_eff[i] as Encoded, 1e-7, `size of observation ${i}`);
    });
    for (const [i, weights] of Object.entries(smoothing.normalised_log_weights)) {
      const ratios = (logLikelihood[Number(i)] as number[]).map((value) => -value);
      const efficiency = typeof relativeEfficiency === "number" ? 1 : (relativeEfficiency[Number(i)] as number);
      expectLogWeights(psis(ratios, { relativeEfficiency: efficiency }).logWeights, weights, `observation ${i}`);
    }
  });

  it("has R's relative efficiency, or 1 where R's likelihood is constant", () => {
    logLikelihood.forEach((row, i) => {
      const chains = Array.from({ length: model.chains }, (_, c) =>
        row.slice(c * model.draws_per_chain, (c + 1) * model.draws_per_chain),
      );
      const constant = row.every((value) => Math.exp(value) === Math.exp(row[0] as number));
      if (!constant)
        expectClose(relativeEfficiency(chains), model.relative_eff[i] as Encoded, 1e-7, `observation ${i}`);
      else if (row.every((value) => value === row[0])) expect(relativeEfficiency(chains)).toBe(1);
    });
  });
});

describe("looFromLogLikelihood", () => {
  it("names the unreliable observations, worst first", () => {
    const bad = reference.models.find(({ name }) => name === "hierarchical_bad_k") as Model;
    const { unreliable, pointwise, paretoKThreshold } = looFromLogLikelihood(bad.log_lik.map((row) => row.map(decode)));
    expectClose(paretoKThreshold, 1 - 1 / Math.log10(400), 1e-14, "threshold");
    const shapes = unreliable.map((i) => pointwise.paretoK[i] as number);
    expect(shapes).toEqual(Array.from(pointwise.paretoK.filter((k) => k > paretoKThreshold).sort()).reverse());
  });

  it("refuses what it cannot weigh, in a sentence", () => {
    expect(() => looFromLogLikelihood([])).toThrow("at least one observation of two draws");
    expect(() => looFromLogLikelihood([[-1, -2], [-1]])).toThrow("Observation 1 has 1 draws and observation 0 has 2");
    expect(() => looFromLogLikelihood([[-1, -Infinity]])).toThrow("observation 0 at draw 1 is -Infinity");
    expect(() => looFromLogLikelihood([[-1, -2]], { relativeEfficiency: [1, 1] })).toThrow("2 relative efficiencies");
  });
});
