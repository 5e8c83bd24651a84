/** Check what each pass leaves of rows of data, and that the density and its slopes stay what they were. */
import {
  bernoulli,
  bernoulliLogit,
  beta,
  binomial,
  column,
  dim,
  exp,
  exponential,
  gamma,
  halfNormal,
  index,
  invLogit,
  lognormal,
  model,
  negativeBinomialMean,
  normal,
  type Posterior,
  poisson,
  poissonLog,
  potential,
  sum,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { useEngine } from "../../src/backends/tiers.js";
import { hashGraph } from "../../src/graph/hash.js";
import { gradientGraph } from "../../src/kernel.js";
import { compilePosterior } from "../../src/lower/compiled.js";
import { rewrittenGraph } from "../../src/lower/density.js";
import { expectSame } from "./same.js";

const count = 600;
const row = dim("row", count);
const arm = dim("arm", ["a", "b", "c"]);
const feature = dim("feature", 4);
/** Numbers in [0, 1) that look like chance: the fractional parts of multiples. */
const fraction = (i: number, by: number): number => (i * by) % 1;
const armOf = Array.from({ length: count }, (_, i) => ["a", "b", "c"][Math.floor(3 * fraction(i, 0.618034))] as string);
const of = index(arm, row, armOf);
const wide = dim("wide", ["a", "b", "c", "d"]);
const ofWide = index(wide, row, armOf);
const pair = dim("pair", 2);
const answers = column(
  [row, pair],
  Array.from({ length: 2 * count }, (_, i) => (fraction(i, 0.541196) < 0.5 ? 1 : 0)),
);
const yes = Array.from({ length: count }, (_, i) => (fraction(i, 0.414214) < 0.3 ? 1 : 0));
const whole = Array.from({ length: count }, (_, i) => Math.floor(7 * fraction(i, 0.732051) ** 2));
const real = Array.from({ length: count }, (_, i) => 4 * fraction(i, 0.236068) - 1);
const positive = real.map((x) => x + 1.1);
const measured = column(
  [row, feature],
  Array.from({ length: 4 * count }, (_, i) => 2 * fraction(i, 0.302776) - 1),
);

const density = (posterior: Posterior<unknown, unknown>) => {
  const { latents, terms } = compilePosterior(posterior).lowered;
  return rewrittenGraph(latents, terms);
};

/** The most elements that any node has in the value and the gradient. */
function widest(posterior: Posterior<unknown, unknown>): number {
  const { graph, inputs, total } = density(posterior);
  return Math.max(...gradientGraph(graph, total, inputs).graph.nodes.map(({ length }) => length));
}

const posteriors: Readonly<Record<string, { posterior: unknown; said: readonly string[]; widest: number }>> = {
  "Bernoulli rows by arm": {
    posterior: model(() => {
      const p = beta(1, 1).over(arm);
      return { p, y: bernoulli(p.at(of)) };
    })().observe({ y: yes }),
    said: ["600 rows of `y` became 3 sums"],
    widest: 3,
  },
  "Bernoulli rows by log odds": {
    posterior: model(() => {
      const eta = normal(0, 2).over(arm);
      return { eta, y: bernoulliLogit(eta.at(of)) };
    })().observe({ y: yes }),
    said: ["600 rows of `y` became 6 different rows, weighed by how often they occur"],
    widest: 6,
  },
  "binomial counts": {
    posterior: model(() => {
      const p = beta(1, 1).over(arm);
      return { p, y: binomial(9, p.at(of)) };
    })().observe({ y: whole }),
    said: ["600 rows of `y` became 3 sums"],
    widest: 3,
  },
  "Poisson counts": {
    posterior: model(() => {
      const rate = gamma(2, 1).over(arm);
      return { rate, y: poisson(rate.at(of)) };
    })().observe({ y: whole }),
    said: ["600 rows of `y` became 3 sums"],
    widest: 3,
  },
  "exponential waiting times": {
    posterior: model(() => {
      const rate = gamma(2, 1).over(arm);
      return { rate, y: exponential(rate.at(of)) };
    })().observe({ y: positive }),
    said: ["600 rows of `y` became 3 sums"],
    widest: 3,
  },
  "gamma times": {
    posterior: model(() => {
      const shape = gamma(2, 1);
      const rate = gamma(2, 1).over(arm);
      return { shape, rate, y: gamma(shape, rate.at(of)) };
    })().observe({ y: positive }),
    said: ["600 rows of `y` became 3 sums"],
    widest: 3,
  },
  "normal measurements with a scale for each group": {
    posterior: model(() => {
      const mu = normal(0, 2).over(arm);
      const sigma = halfNormal(1).over(arm);
      return { mu, sigma, y: normal(mu.at(of), sigma.at(of)) };
    })().observe({ y: real }),
    said: ["600 rows of `y` became 3 sums", "600 rows of `y` became 6: group means and a triangular factor"],
    widest: 6,
  },
  "normal measurements with errors of their own": {
    posterior: model(() => {
      const mu = normal(0, 2).over(arm);
      return { mu, y: normal(mu.at(of), column(row, positive)) };
    })().observe({ y: real }),
    said: ["600 rows of `y` became 4: group means and a triangular factor"],
    widest: 4,
  },
  "lognormal sizes": {
    posterior: model(() => {
      const mu = normal(0, 2);
      const sigma = halfNormal(1);
      return { mu, sigma, y: lognormal(mu, sigma).over(row) };
    })().observe({ y: positive }),
    said: ["600 rows of `y` became 2: group means and a triangular factor"],
    widest: 2,
  },
  "linear regression": {
    posterior: model(() => {
      const alpha = normal(0, 2);
      const slopes = normal(0, 1).over(feature);
      const sigma = halfNormal(1);
      return { alpha, slopes, sigma, y: normal(sum(slopes.mul(measured), feature).add(alpha), sigma) };
    })().observe({ y: real }),
    said: ["600 rows of `y` became 6: group means and a triangular factor"],
    widest: 14,
  },
  "varying intercepts and slopes": {
    posterior: model(() => {
      const centre = normal(0, 1);
      const alpha = normal(centre, 1).over(arm);
      const slopes = normal(0, 1).over(arm);
      const sigma = halfNormal(1);
      const fit = alpha.at(of).add(slopes.at(of).mul(column(row, positive)));
      return { centre, alpha, slopes, sigma, y: normal(fit, sigma) };
    })().observe({ y: real }),
    said: ["600 rows of `y` became 7: group means and a triangular factor"],
    widest: 7,
  },
  "levels beside one, of groups of which one has no rows, times a shared scale": {
    posterior: model(() => {
      const level = normal(0, 1).over(wide);
      const scale = normal(1, 0.5);
      const sigma = halfNormal(1);
      const fit = level.at(ofWide).add(1).mul(scale).sub(0.5);
      return { level, scale, sigma, y: normal(fit, sigma) };
    })().observe({ y: real }),
    said: ["600 rows of `y` became 4: group means and a triangular factor"],
    widest: 4,
  },
  "trials with two predictors of yes and no": {
    posterior: model(() => {
      const alpha = normal(0, 2);
      const slopes = normal(0, 1).over(pair);
      return { alpha, slopes, y: bernoulli(invLogit(sum(slopes.mul(answers), pair).add(alpha))) };
    })().observe({ y: yes }),
    said: ["600 rows of `y` became 4 sums"],
    widest: 8,
  },
  "overdispersed counts": {
    posterior: model(() => {
      const mean = gamma(2, 1).over(arm);
      const phi = gamma(2, 1);
      return { mean, phi, y: negativeBinomialMean(mean.at(of), phi) };
    })().observe({ y: whole }),
    said: ["600 rows of `y` became 3 sums", "600 rows of `y` became 7 different rows, weighed by how often they occur"],
    widest: 7,
  },
  "a potential over rows": {
    posterior: model(() => {
      const mu = normal(0, 1);
      const fit = potential(sum(column(row, real).sub(mu).pow(2), row).mul(-0.5));
      return { mu, fit };
    })().observe({}),
    said: ["600 rows of `fit` became 2: group means and a triangular factor"],
    widest: 2,
  },
};

describe("passes", () => {
  it.each(Object.entries(posteriors))("%s", (_, { posterior, said, widest: width }) => {
    const compiled = compilePosterior(posterior as Posterior<unknown, unknown>);
    expect(compiled.rewrites.map(({ text }) => text)).toEqual(said);
    expect(widest(posterior as Posterior<unknown, unknown>)).toBe(width);
    expectSame(posterior as Posterior<unknown, unknown>);
  });

  it.each(Object.entries(posteriors))("%s: compiled and interpreted, to the same bits", (_, { posterior }) => {
    const [interpreted, compiled] = (["interpreter", "wasm"] as const).map((engine) => {
      useEngine(engine);
      const kernel = compilePosterior(posterior as Posterior<unknown, unknown>);
      useEngine("auto");
      const { dimension } = kernel;
      const memory = kernel.allocate(2 * dimension);
      for (let i = 0; i < dimension; i++) memory[i] = 0.7 * Math.sin(i + 1);
      return [kernel.logDensityGradient(memory, 0, dimension), ...memory.subarray(dimension, 2 * dimension)];
    });
    expect(compiled).toEqual(interpreted);
  });

  const regressions: Readonly<Record<string, Posterior<unknown, unknown>>> = {
    bernoulli: model(() => {
      const alpha = normal(0, 2);
      const slopes = normal(0, 1).over(feature);
      return { alpha, slopes, y: bernoulli(invLogit(sum(slopes.mul(measured), feature).add(alpha))) };
    })().observe({ y: yes }),
    bernoulliLogit: model(() => {
      const slopes = normal(0, 1).over(feature);
      return { slopes, y: bernoulliLogit(sum(slopes.mul(measured), feature)) };
    })().observe({ y: yes }),
    poisson: model(() => {
      const slopes = normal(0, 1).over(feature);
      return { slopes, y: poisson(exp(sum(slopes.mul(measured), feature))) };
    })().observe({ y: whole }),
    poissonLog: model(() => {
      const slopes = normal(0, 1).over(feature);
      return { slopes, y: poissonLog(sum(slopes.mul(measured), feature)) };
    })().observe({ y: whole }),
  };
  it.each(Object.entries(regressions))(
    "a regression of %s goes through its matrix twice: there and back",
    (_, posterior) => {
      const { graph, inputs, total } = density(posterior);
      const all = gradientGraph(graph, total, inputs).graph.nodes;
      expect(all.filter((node) => node.op === "linear" && node.from.length === 4 * count).length).toBe(2);
      const functions = all.filter(
        ({ op, length }) => length === count && ["exp", "invLogit", "logInvLogit", "log"].includes(op),
      );
      expect(functions.length).toBeLessThanOrEqual(2); // a value and a residual, or one that is both
      expectSame(posterior);
    },
  );

  it("sorts rows by the group they look up, where groups are many", () => {
    const rows = dim("wide", 5000);
    const group = dim("group", 4000);
    const lies = index(
      group,
      rows,
      Array.from({ length: 5000 }, (_, i) => 1 + ((i * 2741) % 4000)),
    );
    const posterior = model(() => {
      const level = normal(0, 1).over(group);
      return {
        level,
        y: bernoulliLogit(
          level.at(lies).add(
            column(
              rows,
              Array.from({ length: 5000 }, (_, i) => i / 5000),
            ),
          ),
        ),
      };
    })().observe({ y: Array.from({ length: 5000 }, (_, i) => i % 2) });
    expect(compilePosterior(posterior).rewrites.map(({ text }) => text)).toEqual([
      "5,000 rows of `y` are sorted by group",
    ]);
    const sorted = density(posterior).graph.nodes.some(
      (node) =>
        node.op === "gather" &&
        node.length === 5000 &&
        node.positions.every((p, i) => p >= (node.positions[i - 1] ?? 0)),
    );
    expect(sorted).toBe(true);
    expectSame(posterior);
  });

  it("leaves few rows, and rows that all differ, as they are written", () => {
    const few = dim("few", 3);
    const posterior = model(() => {
      const p = beta(1, 1);
      return { p, y: bernoulli(p).over(few) };
    })().observe({ y: [1, 0, 1] });
    expect(compilePosterior(posterior).rewrites).toEqual([]);
  });

  it("keeps 0 log 0, and what is impossible: counts where the rate is 0", () => {
    const posterior = model(() => {
      const root = normal(0, 1).over(arm);
      return { root, y: poisson(root.pow(2).at(of) as never) };
    })().observe({ y: whole.map((y, i) => (armOf[i] === "c" ? 0 : y)) } as never);
    const plain = compilePosterior(posterior, "unconstrained", { rewrites: false });
    const rewritten = compilePosterior(posterior);
    expect(rewritten.rewrites).toHaveLength(1);
    const none = Float64Array.of(1, 1, 0);
    expect(rewritten.logDensity(none, 0)).toBeCloseTo(plain.logDensity(none, 0), 8);
    const impossible = Float64Array.of(0, 1, 1);
    expect([rewritten.logDensity(impossible, 0), plain.logDensity(impossible, 0)]).toEqual([-Infinity, -Infinity]);
  });

  it("names a posterior by its terms as they are written", () => {
    const posterior = posteriors["Poisson counts"]?.posterior as Posterior<unknown, unknown>;
    expect(compilePosterior(posterior).hash()).toBe(
      compilePosterior(posterior, "unconstrained", { rewrites: false }).hash(),
    );
  });
});

describe("new data of the same shapes", () => {
  const unnamed = (y: unknown, ...parts: unknown[]): never =>
    ({ y, ...Object.fromEntries(parts.map((part, i) => [`part${i}`, part])) }) as never;
  const builds: readonly (readonly [string, () => never, readonly number[]])[] = [
    [
      "Bernoulli rows",
      () => {
        const p = beta(1, 1).over(arm);
        return unnamed(bernoulli(p.at(of)), p);
      },
      yes,
    ],
    [
      "Poisson counts of one rate",
      () => {
        const rate = gamma(2, 1);
        return unnamed(poisson(rate).over(row), rate);
      },
      whole,
    ],
    [
      "binomial counts",
      () => {
        const p = beta(1, 1).over(arm);
        return unnamed(binomial(9, p.at(of)), p);
      },
      whole,
    ],
    [
      "gamma times of one law",
      () => {
        const [shape, rate] = [gamma(2, 1), gamma(2, 1)];
        return unnamed(gamma(shape, rate).over(row), shape, rate);
      },
      positive,
    ],
    [
      "a regression",
      () => {
        const [slopes, sigma] = [normal(0, 1).over(feature), halfNormal(1)];
        return unnamed(normal(sum(slopes.mul(measured), feature), sigma), slopes, sigma);
      },
      real,
    ],
  ];
  it.each(builds)("have the same structure, so that kernels are reused: %s", (_, build, y) => {
    const joint = model(build)() as unknown as { observe(data: unknown): Posterior<unknown, unknown> };
    const other = y.map((each, i) => (i % 5 === 0 ? (y[0] as number) : each));
    const [first, second] = [y, other].map((values) => {
      const { graph, inputs, total } = density(joint.observe({ y: values }));
      return hashGraph(gradientGraph(graph, total, inputs).graph, { data: false });
    });
    expect(second).toBe(first);
  });
});
