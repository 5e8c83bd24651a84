/** Hold integrated posteriors to quadrature and to NUTS, and see that what cannot be integrated is not. */
import { mcseMean } from "@credence/diagnostics";
import { type AnyTrace, dim, scalarsOf } from "@credence/draws";
import { integrate } from "@credence/math";
import {
  abs,
  add,
  assume,
  bernoulliLogit,
  beta,
  binomial,
  column,
  exp,
  gamma,
  gt,
  halfNormal,
  laplace,
  lognormal,
  max,
  mixture,
  model,
  normal,
  type Posterior,
  poisson,
  potential,
  studentT,
  truncated,
  uniform,
  where,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { sampleSync } from "../src/index.js";
import { eightSchools } from "./models.js";

const drawsOf = (trace: AnyTrace, name: string): Float64Array => {
  const found = scalarsOf(trace).find((scalar) => scalar.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return Float64Array.from(found.chains.flatMap((chain) => [...chain]));
};
const meanOf = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const sdOf = (values: Float64Array): number => {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
};

describe("a posterior of few dimensions", () => {
  const coins = model(() => {
    const theta = beta(2, 3);
    const a = binomial(10, theta);
    const b = binomial(10, theta.mul(theta));
    return { theta, a, b, odds: theta.div(add(1, theta.mul(-1))) };
  })().observe({ a: 7, b: 4 });
  const trace = sampleSync(coins, { seed: 5, draws: 2500 });

  it("is integrated as it was written, and says so", () => {
    expect(trace.$).toMatchObject({ sampler: "integrated", independent: true, tune: 0, chains: 4, draws: 2500 });
    expect(trace.$.messages.join()).toMatch(
      /^integrated: theta on a lattice of \d+ nodes, with an estimated error of \de-\d posterior standard deviations; the draws are independent$/,
    );
  });
  it("has the mean of quadrature, within four standard errors (1 in 16,000 by chance)", () => {
    const density = (p: number): number => p ** 8 * (1 - p) ** 5 * (p * p) ** 4 * (1 - p * p) ** 6;
    const total = integrate(density, 0, 1).value;
    const mean = integrate((p) => p * density(p), 0, 1).value / total;
    const draws = drawsOf(trace, "theta");
    expect(Math.abs(meanOf(draws) - mean)).toBeLessThan((4 * sdOf(draws)) / Math.sqrt(draws.length));
  });
  it("has its derived quantities, draw by draw", () => {
    const [theta, odds] = [drawsOf(trace, "theta"), drawsOf(trace, "odds")];
    theta.forEach((p, i) => {
      expect(odds[i]).toBeCloseTo(p / (1 - p), 12);
    });
  });
  it("gives the same draws for the same seed, and as many chains as asked for", () => {
    const again = sampleSync(coins, { seed: 5, draws: 2500, chains: 2 });
    expect(again.theta.values).toEqual(trace.theta.values.slice(0, 5000));
    expect(sampleSync(coins, { seed: 6, draws: 50 }).theta.values).not.toEqual(trace.theta.values.slice(0, 200));
    expect(Object.keys(sampleSync(coins, { keep: ["odds"], draws: 50 }))).not.toContain("theta");
  });
});

describe("eight schools", () => {
  // p(tau, mu | y) in closed form by normal marginals; everything else follows from it
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const sigma = [15, 10, 16, 11, 9, 11, 10, 18];
  const atTau = (tau: number): { readonly weight: number; readonly mu: number } => {
    const weights = sigma.map((s) => 1 / (s * s + tau * tau));
    const precision = 1 / 25 + weights.reduce((sum, w) => sum + w);
    const linear = weights.reduce((sum, w, j) => sum + w * (y[j] as number), 0);
    const quadratic = weights.reduce((sum, w, j) => sum + w * (y[j] as number) ** 2, 0);
    const logWeight =
      0.5 * weights.reduce((sum, w) => sum + Math.log(w), 0) -
      0.5 * Math.log(precision) -
      0.5 * (quadratic - linear ** 2 / precision) -
      Math.log1p(tau ** 2 / 25);
    return { weight: Math.exp(logWeight + 20), mu: linear / precision };
  };
  const expectation = (f: (tau: number, mu: number) => number): number => {
    const over = (g: (tau: number, mu: number) => number): number =>
      integrate((tau) => atTau(tau).weight * g(tau, atTau(tau).mu), 0, Infinity, { relativeTolerance: 1e-9 }).value;
    return over(f) / over(() => 1);
  };
  const theta = (j: number): number =>
    expectation(
      (tau, mu) =>
        (y[j] as number) +
        ((sigma[j] as number) ** 2 / ((sigma[j] as number) ** 2 + tau ** 2)) * (mu - (y[j] as number)),
    );

  it.each([true, false])("run without a divergence and agree with quadrature, centred: %s", (centred) => {
    const trace = sampleSync(eightSchools(centred), { seed: 11, draws: 2500 }) as AnyTrace;
    expect(trace.$.sampler).toBe("integrated");
    const expected = [
      ["mu", expectation((_, mu) => mu)],
      ["tau", expectation((tau) => tau)],
      ...y.map((_, j) => [`theta[${j}]`, theta(j)] as const),
    ] as const;
    const names = scalarsOf(trace).map(({ name }) => name);
    expected.forEach(([name, mean], k) => {
      const own = name.startsWith("theta") ? (names.filter((n) => n.startsWith("theta["))[k - 2] as string) : name;
      const draws = drawsOf(trace, own);
      expect(Math.abs(meanOf(draws) - mean), own).toBeLessThan((4.5 * sdOf(draws)) / Math.sqrt(draws.length));
    });
  });
});

describe("against NUTS on the model as written", () => {
  const shop = dim("shop", ["a", "b", "c", "d", "e"]);
  const visits = model(() => {
    const mean = lognormal(1, 1);
    const shape = lognormal(0, 1);
    const rate = gamma(shape, shape.div(mean)).over(shop);
    const count = poisson(rate.mul(column(shop, [1, 2, 0.5, 3, 1])));
    return { mean, shape, rate, count };
  })().observe({ count: [3, 8, 0, 21, 1] });
  const regression = model(() => {
    const slope = normal(0, 2);
    const level = normal(0, 5);
    const y = poisson(exp(level.add(slope.mul(column(shop, [-1, -0.5, 0, 0.5, 1])))));
    return { slope, level, y };
  })().observe({ y: [1, 0, 4, 6, 12] });
  const robust = model(() => {
    const level = normal(0, 10);
    const spread = halfNormal(5);
    return { level, spread, y: studentT(4, level, spread).over(shop) };
  })().observe({ y: [3.1, 2.2, 4.0, 11.5, 2.9] });

  it.each([
    ["a hierarchy of counts", visits],
    ["a Poisson regression", regression],
    ["a robust location", robust],
  ] as readonly (readonly [string, Posterior<unknown, unknown>])[])(
    "%s agrees within five standard errors (1 in 1.7 million each)",
    (_, posterior) => {
      const integrated = sampleSync(posterior, { seed: 2, draws: 1500 });
      const sampled = sampleSync(posterior, { seed: 3, draws: 1500, tune: 500, sampler: nuts() });
      expect(integrated.$.messages.join()).toMatch(/^integrated/);
      for (const { name, chains } of scalarsOf(sampled)) {
        const ours = drawsOf(integrated, name);
        const error = Math.hypot(mcseMean([...chains]), sdOf(ours) / Math.sqrt(ours.length));
        expect(Math.abs(meanOf(ours) - meanOf(drawsOf(sampled, name))) / error, name).toBeLessThan(5);
      }
    },
  );
});

describe("what is not integrated", () => {
  const item = dim("item", ["p", "q", "r"]);
  const seen = { y: [0.3, -0.2, 1.4] };
  const quick = { draws: 30, tune: 30, chains: 1, progress: false } as const;
  const messages = (posterior: unknown): string =>
    sampleSync(posterior as Posterior<unknown, unknown>, quick).$.messages.join("; ");
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    ["a Laplace prior", () => locate(() => laplace(0, 1)), /density of `x` \(laplace\) is not known to be smooth/],
    [
      "abs of a latent variable",
      () =>
        locate(
          () => normal(0, 1),
          (x) => abs(x),
        ),
      /`abs` of unknown values has a kink/,
    ],
    [
      "max of latent variables",
      () =>
        locate(
          () => normal(0, 1),
          (x) => max(x, 0),
        ),
      /`max` of unknown values/,
    ],
    [
      "where on a latent variable",
      () =>
        locate(
          () => normal(0, 1),
          (x) => where(gt(x, 0), x as never, 0),
        ),
      /`gt` of unknown values has a kink or a jump/,
    ],
    [
      "observations cut off at an unknown bound",
      () =>
        model(() => {
          const top = lognormal(0, 1);
          return { top, y: uniform(0, top).over(item) };
        })().observe({ y: [0.1, 0.2, 0.3] }),
      /density of `y` is cut off at bounds that are unknown/,
    ],
    [
      "observations truncated at an unknown bound",
      () =>
        model(() => {
          const low = normal(-3, 1);
          return { low, y: truncated(normal(0, 1), { lower: low }).over(item) };
        })().observe(seen),
      /cut off at bounds that are unknown|truncated at bounds that are unknown/,
    ],
    [
      "a promise that may fail",
      () =>
        locate(
          () => normal(1, 1),
          (x) => (assume as never as { positive(x: unknown): unknown }).positive(x),
        ),
      /a promise \(assume\) about unknown values/,
    ],
    [
      "a parameter that may leave its range",
      () =>
        model(() => {
          const s = normal(1, 1);
          return { s, y: normal(0, s as never).over(item) };
        })().observe(seen),
      /the sigma of `y` may leave its range/,
    ],
    [
      "a mixture",
      () =>
        model(() => {
          const x = normal(0, 5);
          return { x, y: mixture([0.5, 0.5], [normal(x, 1), normal(x.mul(-1), 1)] as never).over(item) };
        })().observe(seen),
      /is not known to be smooth/,
    ],
    [
      "a potential with a kink",
      () =>
        model(() => {
          const x = normal(0, 1);
          const pull = potential(abs(x).mul(-1));
          return { x, pull, y: normal(x, 1).over(item) };
        })().observe(seen),
      /`abs` of unknown values/,
    ],
    [
      "tails without a variance",
      () =>
        model(() => {
          const x = studentT(1.5, 0, 1);
          return { x, y: bernoulliLogit(x) };
        })().observe({ y: 1 }),
      /tails are too heavy|too far/,
    ],
  ];
  /** x with that prior, and y normal around a function of it. */
  function locate(prior: () => unknown, mean: (x: never) => unknown = (x) => x): unknown {
    return model(() => {
      const x = prior();
      return { x, y: normal(mean(x as never) as never, 1).over(item) } as never;
    })().observe(seen as never);
  }
  it.each(cases)("%s: says why", (_, posterior, reason) => {
    const said = messages(posterior());
    expect(said).toMatch(
      /^(nuts|slice|compound|metropolis): .*not integrated on a lattice, though few dimensions are left: /,
    );
    expect(said).toMatch(reason);
  });
  it("chains of NUTS start from what the lattice learnt, unless told where to start or nothing was learnt", () => {
    const two = dim("two", [1, 2]);
    const heavy = model(() => {
      const x = studentT(1.5, 40, 1).over(two);
      return { x, y: bernoulliLogit(x.sub(40)) };
    })().observe({ y: [1, 1] });
    const init = (posterior: unknown, options = {}): unknown =>
      (sampleSync(posterior as Posterior<unknown, unknown>, { ...quick, ...options }).$.options as { init: string })
        .init;
    expect(init(heavy)).toBe("pilot");
    expect(init(heavy, { init: "prior" })).toBe("prior");
    expect(init(locate(() => laplace(0, 1)))).toBe("jitter");
    // jitter about 0 would be 40 scales away
    const first = sampleSync(heavy, { ...quick, tune: 0, draws: 1, chains: 8 });
    expect(first.x.values.every((x) => Math.abs(x - 40) < 30)).toBe(true);
    expect(new Set(first.x.values).size).toBe(16);
  });
  it("a derived quantity with a kink does not matter", () => {
    const derived = model(() => {
      const x = normal(0, 1);
      return { x, size: abs(x), y: poisson(exp(x)).over(item) };
    })().observe({ y: [1, 0, 2] });
    expect(sampleSync(derived, quick).$.sampler).toBe("integrated");
  });
  it("four dimensions, or a sampler that is named, are not even tried", () => {
    const four = dim("four", [1, 2, 3, 4]);
    const posterior = model(() => {
      const x = normal(0, 1).over(four);
      return { x, y: poisson(exp(x)) };
    })().observe({ y: [1, 0, 2, 4] });
    expect(messages(posterior)).not.toMatch(/lattice/);
    expect(sampleSync(eightSchools(true), { ...quick, sampler: nuts() }).$.messages.join()).not.toMatch(/lattice/);
  });
});
