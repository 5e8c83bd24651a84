/** Hold pointwise log densities to densities on plain numbers, and their sum to the density that is sampled. */
import { compilePosterior } from "@credence/compiler";
import { beta, binomial, column, dim, halfNormal, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { distributions, logLikelihood, logPrior, sampleSync } from "../src/index.js";

const school = dim("school", ["A", "B", "C"]);
const se = [15, 10, 16];
const y = [28, 8, -3];
const schools = model(() => {
  const mu = normal(0, 5);
  const tau = halfNormal(5);
  const theta = normal(mu, tau).over(school).nonCentered();
  const extra = { share: beta(2, 2) };
  const effect = normal(theta, column(school, se));
  const count = binomial(10, extra.share);
  return { mu, tau, theta, extra, effect, count };
});
const posterior = schools().observe({ effect: y, count: 4 });
const trace = sampleSync(posterior, { sampler: nuts(), draws: 20, tune: 50, chains: 2, progress: false });
const density = (name: string, x: number, parameters: Record<string, number>): number =>
  distributions[name]?.logDensity(x, parameters) as number;

describe("logLikelihood and logPrior", () => {
  it("have the shape of the variables, chain by chain", () => {
    const likelihood = logLikelihood(posterior, trace);
    expect(likelihood.$.variables.map(({ name }) => name)).toEqual(["effect", "count"]);
    expect([likelihood.effect.chains, likelihood.effect.draws, likelihood.effect.dims]).toEqual([2, 20, ["school"]]);
    const expected = Array.from(trace.theta.values, (theta, i) => {
      const sigma = se[i % 3] as number;
      return -0.5 * (((y[i % 3] as number) - theta) / sigma) ** 2 - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    });
    likelihood.effect.values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 12);
    });
    trace.extra.share.values.forEach((p, i) => {
      expect(likelihood.count.values[i]).toBeCloseTo(density("binomial", 4, { n: 10, p }), 12);
    });
  });

  it("add up to the density of the values that is climbed and sampled", () => {
    const likelihood = logLikelihood(posterior, trace);
    const prior = logPrior(posterior, trace);
    expect(prior.$.variables.map(({ name }) => name)).toEqual(["mu", "tau", "theta", "extra.share"]);
    const compiled = compilePosterior(posterior as never, "constrained");
    for (let i = 0; i < 40; i++) {
      const value = (name: string) => {
        const { draws } = trace.$.variables.find((each) => each.name === name) as (typeof trace.$.variables)[number];
        const width = draws.values.length / 40;
        return draws.values.slice(i * width, (i + 1) * width);
      };
      const point = new Map(compiled.latents.map(({ name }) => [name, value(name)]));
      const position = compiled.positionOf(point, new Float64Array(compiled.dimension));
      const memory = Float64Array.from([...position, ...position]);
      const total = [...likelihood.$.variables, ...prior.$.variables].reduce((sum, { draws }) => {
        const width = draws.values.length / 40;
        return sum + draws.values.slice(i * width, (i + 1) * width).reduce((a, b) => a + b, 0);
      }, 0);
      expect(compiled.logDensityGradient(memory, 0, compiled.dimension)).toBeCloseTo(total, 9);
    }
  });

  it("say what the trace lacks", () => {
    const less = sampleSync(posterior, { draws: 5, tune: 5, chains: 1, progress: false, keep: ["mu", "tau"] });
    expect(() => logLikelihood(posterior, less)).toThrow("logLikelihood: the trace has no variable `theta`: keep it");
    expect(() => logPrior(schools() as never, trace)).toThrow("logPrior wants a posterior");
  });
});
