/** Models that look conjugate and are not: recognising any of them would give a wrong posterior. */
import {
  abs,
  assume,
  bernoulli,
  beta,
  binomial,
  categorical,
  column,
  complement,
  dim,
  dirichlet,
  exp,
  flat,
  type Graph,
  gamma,
  graphOf,
  halfCauchy,
  halfNormal,
  index,
  invLogit,
  lookup,
  type Model,
  max,
  model,
  nodeOf,
  normal,
  ordered,
  poisson,
  runningSum,
  sum,
  typed,
  uniform,
  where,
} from "@credence/model";
import { expect, it } from "vitest";
import { recognise } from "../src/index.js";
import { identityOf } from "./identity.js";
import { byQuadrature, reasonOf } from "./oracle.js";

const arm = dim("arm", ["A", "B"]);
const obs = dim("obs", 3);
// biome-ignore lint/suspicious/noExplicitAny: the traps have all kinds of variables
type Built = Record<string, any>;
/** Why there is no closed form; what marginalisation makes of the same model must be the integral all the same. */
function reason(build: () => Built, data: Record<string, unknown>): string {
  const posterior = (model(build as () => never) as unknown as Model<{}, {}>)().observe(data as never);
  expect(identityOf(posterior).gap).toBeLessThan(1e-9);
  return reasonOf(posterior);
}

it("theta squared", () => {
  const build = () => {
    const theta = beta(2, 3);
    return { theta, a: binomial(10, theta), b: binomial(10, theta.mul(theta)) };
  };
  expect(reason(build, { a: 7, b: 4 })).toBe("the p of `b` is a function of `theta` other than itself and its lookups");
  const posterior = model(build)().observe({ a: 7, b: 4 });
  // taken for beta(2 + 11, 3 + 9) the mean would be 0.52
  expect(byQuadrature(posterior, [0, 1], [0.6, 0.1]).mean).toBeGreaterThan(0.6);
});

it("theta times another variable", () => {
  const build = () => {
    const theta = beta(2, 3).over(arm);
    const phi = beta(1, 1);
    return { theta, phi, k: binomial(10, theta.mul(phi)) };
  };
  expect(reason(build, { k: [7, 4] })).toBe(
    "`k` depends on `theta` and `phi` together: a closed form needs one unknown for each",
  );
});

it("the complement of theta", () => {
  const build = () => {
    const theta = beta(2, 3);
    return { theta, k: binomial(10, complement(theta)) };
  };
  expect(reason(build, { k: 7 })).toContain("a function of `theta` other than itself");
});

it("a known multiple where the pair has no exposure", () => {
  const half = () => {
    const theta = beta(2, 3);
    return { theta, k: binomial(10, theta.mul(0.5)) };
  };
  expect(reason(half, { k: 7 })).toBe("the p of `k` is `theta` times 0.5: multiples of it have no conjugate pair");
  const slope = () => {
    const mu = normal(0, 1);
    return { mu, y: normal(mu.mul(column(obs, [1, 2, 3])), 1) };
  };
  expect(reason(slope, { y: [1, 2, 3] })).toContain("`mu` times 2");
});

it("a shifted mean", () => {
  const build = () => {
    const mu = normal(0, 1);
    return { mu, y: normal(mu.add(1), 1) };
  };
  expect(reason(build, { y: 1 })).toContain("a function of `mu` other than itself");
});

it("an exposure of zero", () => {
  const build = () => {
    const lambda = gamma(2, 1);
    return { lambda, y: poisson(lambda.mul(column(obs, [1, 0, 2]))) };
  };
  expect(reason(build, { y: [1, 0, 2] })).toBe("the rate of `y` is `lambda` times 0: exposures must be positive");
});

it("a rate under a nonlinear link", () => {
  const counts = () => {
    const mu = normal(0, 1);
    return { mu, y: poisson(exp(mu)) };
  };
  expect(reason(counts, { y: 3 })).toBe("`mu` has no conjugate pair: normal prior on the rate of `y` (poisson)");
  const trials = () => {
    const theta = beta(1, 1);
    return { theta, y: bernoulli(invLogit(theta)) };
  };
  expect(reason(trials, { y: 1 })).toContain("a function of `theta` other than itself");
  const folded = () => {
    const mu = normal(0, 1);
    return { mu, y: normal(abs(mu), 1) };
  };
  expect(reason(folded, { y: 1 })).toContain("a function of `mu` other than itself");
  const clipped = () => {
    const lambda = gamma(2, 1);
    return { lambda, y: poisson(max(lambda, 1)) };
  };
  expect(reason(clipped, { y: 1 })).toContain("its lookups and its known multiples");
  const inverse = () => {
    const lambda = gamma(2, 1);
    return { lambda, y: poisson(nodeOf(3).div(nodeOf(lambda)) as never) };
  };
  expect(reason(inverse, { y: 1 })).toContain("a function of `lambda` other than itself");
});

it("one variable in two parameters", () => {
  const build = () => {
    const lambda = gamma(2, 1);
    return { lambda, y: gamma(lambda, lambda) };
  };
  expect(reason(build, { y: 1 })).toBe("`lambda` has no conjugate pair: gamma prior on the shape of `y` (gamma)");
  const scale = () => {
    const mu = normal(0, 1);
    return { mu, y: normal(mu, exp(mu)) };
  };
  expect(reason(scale, { y: 1 })).toContain("`mu` has no conjugate pair: normal prior on the sigma of `y`");
});

it("the wrong parameter", () => {
  const spread = () => {
    const tau = gamma(2, 1);
    return { tau, y: normal(0, tau) };
  };
  expect(reason(spread, { y: 1 })).toBe("`tau` has no conjugate pair: gamma prior on the sigma of `y` (normal)");
  const shape = () => {
    const a = gamma(2, 1);
    return { a, y: gamma(a, 1) };
  };
  expect(reason(shape, { y: 1 })).toBe("`a` has no conjugate pair: gamma prior on the shape of `y` (gamma)");
  const rate = () => {
    const theta = beta(2, 1);
    return { theta, y: poisson(theta as never) };
  };
  expect(reason(rate, { y: 1 })).toContain("beta prior on the rate of `y`");
});

it("two unknown parameters", () => {
  const build = () => {
    const mu = normal(0, 1);
    const sigma = halfNormal(1);
    return { mu, sigma, y: normal(mu, sigma).over(obs) };
  };
  expect(reason(build, { y: [1, 2, 3] })).toBe(
    "`sigma` has no conjugate pair: halfNormal prior on the sigma of `y` (normal)",
  );
});

it("a hierarchy", () => {
  const build = () => {
    const mu = normal(0, 5);
    const tau = halfCauchy(5);
    const theta = normal(mu, tau).over(arm);
    return { mu, tau, theta, y: normal(theta, 1) };
  };
  expect(reason(build, { y: [1, 2] })).toBe(
    "`tau` has no conjugate pair: halfCauchy prior on the sigma of `theta` (normal)",
  );
  const known = () => {
    const mu = normal(0, 5);
    const theta = normal(mu, 1).over(arm);
    return { mu, theta, y: normal(theta, 1) };
  };
  expect(reason(known, { y: [1, 2] })).toContain("`theta` is not observed and depends on `mu`");
  const strength = () => {
    const a = gamma(2, 1);
    const theta = beta(a, 1);
    return { a, theta, k: binomial(10, theta) };
  };
  expect(reason(strength, { k: 3 })).toContain("`a` has no conjugate pair: gamma prior on the alpha of `theta`");
});

it("a prediction inside the model", () => {
  const build = () => {
    const theta = beta(1, 1);
    return { theta, k: binomial(10, theta), next: binomial(10, theta) };
  };
  expect(reason(build, { k: 3 })).toContain("`next` is not observed and depends on `theta`");
});

it("an unknown number of trials", () => {
  const build = () => {
    const n = poisson(20);
    return { n, k: binomial(n, 0.3) };
  };
  expect(reason(build, { k: 3 })).toContain("`n` has no conjugate pair: poisson prior on the n of `k`");
  const both = () => {
    const n = poisson(20);
    const theta = beta(1, 1);
    return { n, theta, k: binomial(n, theta) };
  };
  expect(reason(both, { k: 3 })).toContain("`n` has no conjugate pair");
});

it("an ordered or truncated variable", () => {
  const build = () => {
    const mu = ordered(normal(0, 1).over(arm), arm);
    return { mu, y: normal(mu, 1) };
  };
  expect(reason(build, { y: [1, 2] })).toBe(
    "`mu` is constrained beyond its distribution: the posterior is a truncated one",
  );
  const { graph, cut } = truncatedNormal();
  expect(recognise(cut("mu"))).toEqual({
    reason: "`mu` is constrained beyond its distribution: the posterior is a truncated one",
  });
  expect(recognise(cut("y"))).toEqual({
    reason: "`y` is observed under a constraint, whose constant depends on the unknown",
  });
  expect("exact" in recognise(graph)).toBe(true);
});

/** A normal model whose variables can be cut at zero. */
function truncatedNormal(): { graph: Graph; cut(name: string): Graph } {
  const graph = graphOf(
    model(() => {
      const mu = normal(0, 1);
      return { mu, y: normal(mu, 1) };
    })().observe({ y: 1 }),
  );
  const cut = (name: string): Graph => {
    const at = graph.names.find((quantity) => quantity.name === name)?.node;
    const constraint = { kind: "interval", lower: 0, closed: false } as const;
    return {
      ...graph,
      nodes: graph.nodes.map((node, id) => (id === at && node.op === "random" ? { ...node, constraint } : node)),
    };
  };
  return { graph, cut };
}

it("a variable written for sampling", () => {
  const build = () => {
    const mu = normal(0, 1).nonCentered();
    return { mu, y: normal(mu, 1) };
  };
  expect(reason(build, { y: 1 })).toContain("`mu` is written non-centred");
});

it("a promise that cuts the posterior", () => {
  const build = () => {
    const theta = beta(1, 1);
    return { theta, k: binomial(10, theta), doubled: assume.unit(theta.mul(2)) };
  };
  expect(reason(build, { k: 7 })).toBe(
    "a promise (assume) about unknown values cuts the posterior where it does not hold",
  );
  const inside = () => {
    const mu = normal(0, 1);
    return { mu, y: poisson(assume.positive(mu)) };
  };
  expect(reason(inside, { y: 1 })).toContain("a promise (assume)");
});

it("sums and running sums of cells", () => {
  const total = () => {
    const mu = normal(0, 1).over(arm);
    return { mu, y: normal(sum(mu, arm), 1) };
  };
  expect(reason(total, { y: 1 })).toContain("a function of `mu` other than itself");
  const walk = () => {
    const step = normal(0, 1).over(arm);
    return { step, y: normal(typed(runningSum(nodeOf(step), arm as never)) as never, 1) };
  };
  expect(reason(walk, { y: [1, 2] })).toContain("a function of `step` other than itself");
});

it("two cells of one variable in one observation", () => {
  const build = () => {
    const skill = normal(0, 1).over(arm);
    const home = index(arm, obs, ["A", "B", "A"]);
    const away = index(arm, obs, ["B", "A", "B"]);
    return { skill, y: normal(skill.at(home).sub(skill.at(away)), 1) };
  };
  expect(reason(build, { y: [1, 2, 3] })).toContain("a function of `skill` other than itself");
});

it("a choice between cells or variables", () => {
  const chosen = () => {
    const a = beta(1, 1);
    const b = beta(1, 1);
    return { a, b, k: binomial(10, where(column(obs, [0, 1, 1]) as never, a, b)) };
  };
  expect(reason(chosen, { k: [1, 2, 3] })).toContain("`a` and `b` together");
  const label = () => {
    const centre = normal(0, 5).over(arm);
    const weight = dirichlet(arm, 1);
    const z = categorical(weight).over(obs);
    return { centre, weight, z, y: normal(lookup(centre, z), 1) };
  };
  expect(reason(label, { y: [1, 2, 3] })).toContain("`weight` is not a single number (dirichlet)");
});

it("priors without a pair", () => {
  const improper = () => {
    const mu = flat();
    return { mu, y: normal(mu, 1) };
  };
  expect(reason(improper, { y: 1 })).toContain("`mu`");
  const other = () => {
    const theta = uniform(0.2, 0.8);
    return { theta, k: binomial(10, theta as never) };
  };
  expect(reason(other, { k: 1 })).toContain("`theta` has no conjugate pair: uniform prior on the p of `k`");
  const vector = () => ({ weight: dirichlet(arm, 1), z: normal(0, 1) });
  expect(reason(vector, { z: 1 })).toContain("`weight` is not a single number (dirichlet)");
});

it("data that cannot be", () => {
  const build = () => {
    const n = poisson(4);
    const theta = beta(1, 1);
    return { n, theta, k: binomial(n, theta).over(obs) };
  };
  expect(reason(build, { n: 2, k: [1, 3, 0] })).toContain("`k[2]` = 3 lies outside whole numbers from 0 to");
  const spread = () => {
    const s = normal(0, 1);
    const mu = normal(0, 1);
    return { s, mu, y: normal(mu, s as never) };
  };
  expect(reason(spread, { s: -1, y: 1 })).toContain("the sigma of `y` is -1");
});
