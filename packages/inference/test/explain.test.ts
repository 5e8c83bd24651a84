/** Check what explain tells of a model: the graph one level deep, transforms, free dimensions, the sampler and why. */
import {
  bernoulli,
  beta,
  binomial,
  categorical,
  dim,
  dirichlet,
  exp,
  exponential,
  index,
  lookup,
  model,
  normal,
  pick,
  poisson,
  sum,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { explain } from "../src/index.js";

const part = dim("part", ["a", "b", "c"]);
const home = dim("home", 2);
const everything = model(() => {
  const weight = dirichlet(part, 1);
  const label = categorical(weight);
  const centre = normal(0, 1).over(part);
  const here = lookup(centre, label);
  const first = centre.at(pick(part, "a"));
  const level = centre.at(index(part, home, ["c", "a"]));
  const total = sum(centre, part);
  const ratio = exp(total).div(exp(here));
  const y = normal(level, 1);
  return { weight, label, centre, here, first, level, total, ratio, y };
});
const explanation = explain(everything().observe({ y: [1, 2] }));
const told = (name: string) => explanation.variables.find((variable) => variable.name === name);

describe("explain", () => {
  it("writes variables and derived quantities as they were made, one level deep", () => {
    expect(Object.fromEntries(explanation.variables.map(({ name, written }) => [name, written]))).toEqual({
      weight: "dirichlet(…)",
      label: "categorical(weight)",
      centre: "normal(0, 1)",
      here: "lookup(centre, label)",
      first: "centre.at(… in part)",
      level: "centre.at(… in part)",
      total: "sum(centre, part)",
      ratio: "div(…, …)",
      y: "normal(level, 1)",
    });
  });
  it("counts free coordinates and names transforms", () => {
    expect(explanation.dimension).toBe(2 + 1 + 3);
    expect(told("weight")).toMatchObject({ role: "latent", free: 2, transform: "isometric log-ratio" });
    expect(told("label")).toMatchObject({ role: "latent", free: 1, transform: "none: discrete" });
    expect(told("y")).toMatchObject({ role: "observed", free: 0, dims: "home (2)" });
  });
  it("says what would sample it, and why it has no closed form", () => {
    const counts = model(() => {
      const mu = normal(0, 1);
      const n = poisson(exp(mu));
      const seen = binomial(n, 0.5);
      return { mu, n, seen };
    });
    const mixed = explain(counts().observe({ seen: 3 }));
    expect(mixed.sampler).toBe("compound");
    expect(mixed.reason).toContain("slice for mu, the one dimension that is left; Metropolis for the discrete n");
    const coin = model(() => {
      const p = beta(1, 1);
      return { p, k: binomial(10, p) };
    });
    expect(explain(coin().observe({ k: 3 }))).toMatchObject({ sampler: "exact", reason: "p by beta-binomial from k" });
  });
  it("tells of each variable how it is answered, why, and what that saves", () => {
    expect(explanation.sampler).toBe("exact");
    expect(explanation.routes.map(({ name, how, why }) => [name, how, why])).toEqual([
      ["weight", "exact", "nothing that was observed depends on it"],
      ["label", "exact", "nothing that was observed depends on it"],
      ["centre", "exact", "normal-normal from y"],
    ]);
    const schools = model(() => {
      const tau = exponential(1);
      const theta = normal(0, tau).over(part);
      const z = bernoulli(0.5).over(part);
      const y = normal(theta, 2);
      const w = poisson(tau.mul(z.add(1)));
      return { tau, theta, z, y, w };
    });
    const { routes, marginalized, text } = explain(schools().observe({ y: [1, 2, 3], w: [1, 2, 0] }));
    expect(routes.map(({ name, how }) => `${name} ${how}`)).toEqual([
      "tau integrated",
      "theta marginalized",
      "z marginalized",
    ]);
    expect(marginalized).toEqual(["z"]);
    expect(text()).toContain(
      "theta: integrated out and drawn back: normal-normal from y; 3 dimensions fewer to sample",
    );
  });
  it("names the term, the label and the values that make a point impossible", () => {
    const counts = model(() => {
      const mu = normal(0, 1).over(part);
      const n = poisson(exp(mu));
      return { mu, n };
    });
    const { impossible, logDensity } = explain(counts().observe({ n: [1, 2, 3] }), { mu: [0, 800, 0] } as never);
    expect(logDensity).toBe(-Infinity);
    expect(impossible.join()).toContain("log density of `n[b]` is");
  });
});
