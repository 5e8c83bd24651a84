/** Runs that integrate out: complete traces, the same draws however they are made, refusals with reasons, agreement with the model as written. */

import { marginalize } from "@credence/conjugate";
import { essMean } from "@credence/diagnostics";
import {
  bernoulli,
  beta,
  binomial,
  categorical,
  column,
  complement,
  dim,
  dirichlet,
  exponential,
  gamma,
  graphOf,
  halfCauchy,
  halfNormal,
  index,
  inverseGamma,
  lognormal,
  lookup,
  model,
  normal,
  poisson,
  sqrt,
} from "@credence/model";
import { metropolis, nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { derive, logLikelihood, loo, predict, sample, sampleSync } from "../src/index.js";

const school = dim("school", 8);
const se = [15, 10, 16, 11, 9, 11, 10, 18];
const schools = model(() => {
  const mu = normal(0, 5);
  const tau = halfCauchy(5);
  const theta = normal(mu, tau).over(school);
  const best = theta.sub(mu);
  const effect = normal(theta, column(school, se));
  return { mu, tau, theta, best, effect };
});
const centred = schools().observe({ effect: [28, 8, -3, 7, -1, 1, 18, 12] });
const short = { draws: 80, tune: 80, chains: 2, seed: 3, progress: false } as const;
const divergences = (trace: { $: { stats: Readonly<Record<string, Float64Array>> } }): number =>
  (trace.$.stats.diverging ?? new Float64Array()).reduce((sum, d) => sum + d, 0);

describe("traces", () => {
  const trace = sampleSync(centred, { ...short, sampler: nuts(), marginalize: ["theta"] });
  it("hold everything, and say what was integrated out", () => {
    expect(trace.$.variables.map(({ name }) => name)).toEqual(["mu", "tau", "theta", "best"]);
    expect(trace.theta.values).toHaveLength(2 * 80 * 8);
    expect(trace.best.values[9]).toBe((trace.theta.values[9] as number) - (trace.mu.values[1] as number));
    expect(trace.$.messages[0]).toBe(
      "nuts: asked for by name; integrated out and drawn back: theta (normal-normal from effect)",
    );
    expect(JSON.parse(JSON.stringify(trace.$.options)).marginalized).toEqual([
      { variables: ["theta"], pair: "normal-normal", observed: ["effect"] },
    ]);
  });
  it("are the same awaited or not, whatever is kept and read first", async () => {
    const again = await sample(centred, { ...short, sampler: nuts(), marginalize: ["theta"], keep: ["best", "theta"] });
    expect(again.best.values).toEqual(trace.best.values);
    expect(again.theta.values).toEqual(trace.theta.values);
  });
  it("are of the model as it was written, for every verb", () => {
    const { modelHash } = sampleSync(centred, { ...short, sampler: nuts() }).$;
    expect(trace.$.modelHash).toBe(modelHash);
    expect(logLikelihood(centred, trace).effect.values).toHaveLength(2 * 80 * 8);
    expect(loo(centred, trace).pointwise.elpd).toHaveLength(8);
    expect(predict(schools(), trace).effect.values).toHaveLength(2 * 80 * 8);
    expect(derive(schools(), trace).best.values).toEqual(trace.best.values);
  });
  it("start at values of what is left, whatever is said of the rest", () => {
    const init = { mu: 1, tau: 2, theta: [1, 2, 3, 4, 5, 6, 7, 8] };
    expect(sampleSync(centred, { ...short, init, marginalize: true }).mu.values).toHaveLength(160);
  });
});

describe("the choice", () => {
  it("is everything that pays under auto, nothing under a named sampler, and what is asked for", () => {
    const none = sampleSync(centred, { ...short, sampler: nuts() });
    expect(none.$.messages[0]).toBe("nuts: asked for by name");
    expect(sampleSync(centred, { ...short, marginalize: false }).$.messages[0]).toContain("NUTS for mu, tau, theta");
    expect(Object.keys(none.$.options as object)).not.toContain("marginalized");
  });
  it("refuses names with the reason", () => {
    const ask =
      (marginalize: unknown, steps = {}): (() => unknown) =>
      () =>
        sampleSync(centred, { ...short, marginalize, steps } as never);
    expect(ask("tau")).toThrow(
      "marginalize: `tau` cannot be integrated out: a halfCauchy prior has no conjugate pair here",
    );
    expect(ask(["mu"])).toThrow("`theta`, which depends on `mu`, is not integrated itself");
    expect(ask("teta")).toThrow("marginalize: `teta` is no latent variable; there are mu, tau, theta");
    expect(ask(3)).toThrow("marginalize is 3; give true, false, a name or a list of names");
    expect(ask("theta", { theta: metropolis() })).toThrow("`theta` has a step of its own");
  });
  it("leaves variables with steps of their own to these", () => {
    const trace = sampleSync(centred, { ...short, steps: { mu: metropolis() } });
    expect(trace.$.sampler).toBe("compound");
    expect(trace.$.messages[0]).toContain("integrated out and drawn back: theta");
  });
  it("lets NUTS run where discrete variables are summed out", () => {
    const part = dim("part", 2);
    const obs = dim("obs", 4);
    const mixed = model(() => {
      const weight = dirichlet(part, 2);
      const z = categorical(weight).over(obs);
      const y = normal(lookup(column(part, [-2, 2]), z), 1);
      return { weight, z, y };
    })().observe({ y: [-2, 1.5, 2.5, -1] });
    const kept = sampleSync(mixed, { ...short, sampler: nuts(), marginalize: true });
    expect(kept.z.values.every((z) => z === 0 || z === 1)).toBe(true);
    const gone = sampleSync(mixed.marginalize("z"), { ...short, sampler: nuts() });
    expect(gone.$.variables.map(({ name }) => name)).toEqual(["weight"]);
    expect(gone.weight.values).toEqual(kept.weight.values);
    expect(loo(mixed.marginalize("z"), gone as never).observations).toEqual(["y[1]", "y[2]", "y[3]", "y[4]"]);
    expect(() => mixed.marginalize("weight" as never)).toThrow("cannot be removed");
  });
});

describe("eight schools, centred", () => {
  it("run without a divergence under auto, while nuts() as named still warns", () => {
    for (const seed of [1, 2, 3]) expect(divergences(sampleSync(centred, { seed, progress: false }))).toBe(0);
    expect(divergences(sampleSync(centred, { sampler: nuts(), seed: 2, progress: false }))).toBeGreaterThan(20);
  });
});

const county = dim("county", 4);
const part = dim("part", 3);
const home = dim("home", 16);
const where = index(county, home, [1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 4, 4, 1, 2, 3, 4]);
const floors = [0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0];
const radon = [0.8, 0.2, 1.3, 0.9, 0.1, 1.9, 1.5, 1.7, 0.9, 1.2, 0.4, -0.6, 1, 0.7, 1.1, 0.3];
const posteriors = {
  "hierarchical beta-binomial": model(() => {
    const mean = beta(2, 2);
    const kappa = lognormal(2, 0.7);
    const rate = beta(mean.mul(kappa), complement(mean).mul(kappa)).over(county);
    return { mean, kappa, rate, hits: binomial(column(county, [12, 30, 8, 20]), rate) };
  })().observe({ hits: [5, 7, 4, 12] }),
  "varying intercepts": model(() => {
    const mu = normal(0, 2);
    const tau = halfNormal(1);
    const slope = normal(0, 1);
    const sigma = exponential(1);
    const base = normal(mu, tau).over(county).nonCentered();
    return { mu, tau, slope, sigma, base, y: normal(base.at(where).add(slope.mul(column(home, floors))), sigma) };
  })().observe({ y: radon }),
  "a regression of unknown variance": model(() => {
    const v = inverseGamma(3, 1);
    const slope = normal(0, sqrt(v));
    const level = normal(1, sqrt(v).mul(2));
    return { v, slope, level, y: normal(level.add(slope.mul(column(home, floors))), sqrt(v)) };
  })().observe({ y: radon }),
  "proportions of unknown strength": model(() => {
    const strength = gamma(3, 1);
    const share = dirichlet(part, strength.mul(column(part, [1, 2, 1]))).over(county);
    return { strength, share, kind: categorical(share.at(where)) };
  })().observe({ kind: [0, 1, 1, 2, 1, 1, 0, 1, 1, 1, 0, 2, 2, 1, 1, 0] }),
  "precisions of unknown scale": model(() => {
    const scale = exponential(1);
    const precision = gamma(3, scale).over(county);
    return { scale, precision, y: normal(0.5, precision.at(where).pow(-0.5)) };
  })().observe({ y: radon }),
  "counts with a switch": model(() => {
    const p = beta(2, 2);
    const calm = exponential(1);
    const jump = exponential(0.2);
    const on = bernoulli(p).over(home);
    return { p, calm, jump, on, y: poisson(calm.add(jump.mul(on))) };
  })().observe({ y: [0, 1, 9, 2, 0, 7, 1, 0, 1, 8, 0, 0, 12, 1, 0, 2] }),
};

describe("agreement with the model as written, by NUTS (or Metropolis for switches), in standard errors", () => {
  // 2 × 6 posteriors' scalars, each a difference of two means; 4.9 standard errors: false alarm below 1e-4 in all
  it.each(Object.entries(posteriors))("%s", (_, posterior) => {
    const sizes = { draws: 1500, tune: 600, chains: 2, progress: false } as const;
    const marginal = sampleSync(posterior as never, { ...sizes, marginalize: true, seed: 1 });
    const written = sampleSync(posterior as never, { ...sizes, marginalize: false, seed: 2 });
    for (const variable of written.$.variables) {
      const other = marginal.$.variables.find(({ name }) => name === variable.name);
      variable.draws.scalars().forEach(({ chains }, cell) => {
        const theirs = (other as typeof variable).draws.scalars()[cell]?.chains as readonly Float64Array[];
        for (const of of [(x: number) => x, (x: number) => x * x]) {
          const [a, b] = [chains, theirs].map((all) => moments(all.map((chain) => chain.map(of))));
          if (a === undefined || b === undefined) throw new Error("internal");
          expect(Math.abs(a.mean - b.mean)).toBeLessThan(4.9 * Math.hypot(a.error, b.error) + 1e-12);
        }
      });
    }
  });
});

function moments(chains: readonly Float64Array[]): { mean: number; error: number } {
  const all = chains.flatMap((chain) => [...chain]);
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length;
  return { mean, error: variance === 0 ? 0 : Math.sqrt(variance / essMean(chains)) };
}

it("says what stays and why", () => {
  const { left } = marginalize(graphOf(posteriors["varying intercepts"] as never));
  expect(left.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
    "tau: a halfNormal prior has no conjugate pair here",
    "sigma: `sigma` is in the density of y that integrating others left, to which nothing is conjugate",
  ]);
});

it("gives every block a law with moments and a cdf, cell by cell", () => {
  const { removed } = marginalize(graphOf(centred), ["theta"]);
  const [marginal] = removed[0]?.law([Float64Array.of(4), Float64Array.of(3)]).marginals ?? [];
  if (marginal?.family.event !== "scalar") throw new Error("internal");
  const { family, parameters } = marginal;
  const first = parameters.map((values) => values[0] as number);
  const share = 9 / (9 + 225);
  expect(family.mean?.(...first)).toBeCloseTo(4 + share * 24, 12);
  expect(family.variance?.(...first)).toBeCloseTo(9 * (1 - share), 12);
  expect(family.cdf?.(4 + share * 24, ...first)).toBeCloseTo(0.5, 12);
});
