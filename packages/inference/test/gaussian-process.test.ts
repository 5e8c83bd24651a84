/** Hold Gaussian processes to scikit-learn's: covariances, densities with slopes, conditional laws; then sample, simulate and predict with them. */
import { readFileSync } from "node:fs";
import { compilePosterior } from "@credence/compiler";
import {
  column,
  dim,
  evaluate,
  gamma,
  gaussianProcess,
  graphOf,
  halfNormal,
  type Inputs,
  type Kernel,
  lognormal,
  matern12,
  matern32,
  matern52,
  model,
  nodeOf,
  normal,
  type Posterior,
  periodic,
  posteriorFrom,
  squaredExponential,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { distributions, explain, findMap, predict, sampleSync, simulate } from "../src/index.js";

interface Regression {
  readonly covariance: readonly number[];
  readonly logDensity: number;
  readonly hyperparameters: readonly string[];
  readonly logGradient: readonly number[];
  readonly mean: readonly number[];
  readonly conditional: readonly number[];
}
interface Reference {
  readonly x: readonly number[];
  readonly east: readonly number[];
  readonly north: readonly number[];
  readonly grid: readonly number[];
  readonly y: readonly number[];
  readonly scale: number;
  readonly noise: number;
  readonly oneInput: Readonly<Record<string, Regression>>;
  readonly twoInputs: Readonly<Record<string, Regression>>;
  readonly part: Pick<Regression, "mean" | "conditional">;
}
const fixture = new URL("../../testing/fixtures/gaussian_process.json", import.meta.url);
const reference: Reference = JSON.parse(readFileSync(fixture, "utf8"));
const { scale, noise } = reference;

const day = dim("day", reference.x.length);
const x = column(day, reference.x);
const y = [...reference.y];
const later = dim("later", reference.grid.length);
const grid = column(later, reference.grid);
const place = { east: column(day, reference.east), north: column(day, reference.north) };
const further = { east: grid, north: column(later, [...reference.grid].reverse()) };

const expectClose = (got: ArrayLike<number>, wanted: readonly number[], relative = 1e-12): void => {
  const size = Math.max(...wanted.map(Math.abs));
  expect(got.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs((got[i] as number) - value)).toBeLessThanOrEqual(relative * size);
  });
};
const parameter = (process: unknown, which: number) => {
  const { args } = nodeOf(process as number);
  return args[which] as (typeof args)[number];
};
const covarianceOf = (process: unknown): Float64Array => evaluate(parameter(process, 1));

const kernels = {
  squaredExponential: squaredExponential({ scale, length: 0.9 }),
  matern12: matern12({ scale, length: 0.9 }),
  matern32: matern32({ scale, length: 0.9 }),
  matern52: matern52({ scale, length: 0.9 }),
  periodic: periodic({ scale, length: 0.9, period: 2.5 }),
  sum: squaredExponential({ scale, length: 2 }).add(matern32({ scale: 0.6, length: 0.4 })),
  product: squaredExponential({ scale, length: 2 }).mul(periodic({ length: 0.9, period: 2.5 })),
};
const length = { east: 0.9, north: 2.1 };
const kernelsOfTwo = {
  squaredExponential: squaredExponential({ scale, length }),
  matern12: matern12({ scale, length }),
  matern32: matern32({ scale, length }),
  matern52: matern52({ scale, length }),
};

/** The law of `ahead` given the data: its parameters at the observed values. */
function conditionalOf(kernel: Kernel, at: Inputs<string>, next: Inputs<string>) {
  const seen = gaussianProcess(at, kernel, { noise });
  const ahead = gaussianProcess(next, kernel, { given: seen });
  const bindings = new Map([[nodeOf(seen), Float64Array.from(y)]]);
  return [0, 1].map((which) => evaluate(parameter(ahead, which), bindings)) as [Float64Array, Float64Array];
}

describe.each([
  ...Object.entries(kernels).map(([name, kernel]) => ({ name, kernel, at: x, next: grid, wanted: reference.oneInput })),
  ...Object.entries(kernelsOfTwo).map(([name, kernel]) => ({
    name,
    kernel,
    at: place,
    next: further,
    wanted: reference.twoInputs,
  })),
])("$name", ({ name, kernel, at, next, wanted: all }) => {
  const wanted = all[name] as Regression;

  it("has the covariances of scikit-learn", () => {
    const noisy = covarianceOf(gaussianProcess(at, kernel, { noise }));
    expectClose(
      noisy.map((v, i) => (i % 7 === 0 ? v - noise ** 2 : v)),
      wanted.covariance,
    );
  });

  it("has its density of what is seen with noise", () => {
    const seen = gaussianProcess(at, kernel, { noise });
    const got = distributions.gaussian_process?.logDensity(y, {
      mean: [0, 0, 0, 0, 0, 0],
      kernel: Array.from({ length: 6 }, (_, i) => Array.from(covarianceOf(seen).subarray(6 * i, 6 * i + 6))),
    });
    expect(got).toBeCloseTo(wanted.logDensity, 11);
  });

  it("has its mean and covariance at further places", () => {
    const [mean, covariance] = conditionalOf(kernel, at, next);
    expectClose(mean, wanted.mean, 1e-11);
    // the jitter, 1e-8 of the variance, stands on the diagonal
    const jitter = 1e-8 * (wanted.covariance[0] as number);
    expectClose(
      covariance.map((v, i) => (i % 6 === 0 ? v - jitter : v)),
      wanted.conditional,
      1e-11,
    );
  });
});

/** Slopes of the log density in the logs of two or more parameters, at their given values. */
function slopesAt(posterior: Posterior<unknown, unknown>, values: Record<string, number>): Record<string, number> {
  const compiled = compilePosterior(posterior);
  const given = new Map(Object.entries(values).map(([name, value]) => [name, Float64Array.of(value)]));
  const n = compiled.dimension;
  const memory = new Float64Array(2 * n);
  memory.set(compiled.positionOf(given, new Float64Array(n)));
  compiled.logDensityGradient(memory, 0, n);
  return Object.fromEntries(compiled.latents.map(({ name, offset }) => [name, memory[n + offset] as number]));
}

describe("slopes in the hyperparameters", () => {
  // standard lognormal priors add −log v to the slope in log v
  const cases = [
    ["squaredExponential", squaredExponential],
    ["matern12", matern12],
    ["matern32", matern32],
    ["matern52", matern52],
  ] as const;
  it.each(cases)("of %s are those of scikit-learn", (name, kernel) => {
    const line = model(() => {
      const s = lognormal(0, 1);
      const l = lognormal(0, 1);
      const sigma = lognormal(0, 1);
      const seen = gaussianProcess(x, kernel({ scale: s, length: l }), { noise: sigma });
      return { s, l, sigma, seen };
    });
    const values = { s: scale, l: 0.9, sigma: noise };
    const slopes = slopesAt(line().observe({ seen: y }), values);
    // scikit-learn gives slopes in the logs of scale², length and noise²
    const { logGradient } = reference.oneInput[name] as Regression;
    expectClose(
      [slopes.s, slopes.l, slopes.sigma].map(
        (slope, i) => (slope as number) + Math.log(Object.values(values)[i] as number),
      ),
      [2 * (logGradient[0] as number), logGradient[1] as number, 2 * (logGradient[2] as number)],
      1e-10,
    );
  });

  it.each([...cases.slice(1)])("of %s with a length for each input are those of scikit-learn", (name, kernel) => {
    const plane = model(() => {
      const east = lognormal(0, 1);
      const north = lognormal(0, 1);
      const seen = gaussianProcess(place, kernel({ scale, length: { east, north } }), { noise });
      return { east, north, seen };
    });
    const slopes = slopesAt(plane().observe({ seen: y }), { east: 0.9, north: 2.1 });
    const { logGradient } = reference.twoInputs[name] as Regression;
    const got = [(slopes.east as number) + Math.log(0.9), (slopes.north as number) + Math.log(2.1)];
    expectClose(got, [logGradient[1] as number, logGradient[2] as number], 1e-10);
  });

  it("of a periodic kernel are those of scikit-learn, in the period too", () => {
    const wave = model(() => {
      const l = lognormal(0, 1);
      const period = lognormal(0, 1);
      const seen = gaussianProcess(x, periodic({ scale, length: l, period }), { noise });
      return { l, period, seen };
    });
    const slopes = slopesAt(wave().observe({ seen: y }), { l: 0.9, period: 2.5 });
    const { logGradient } = reference.oneInput.periodic as Regression;
    const got = [(slopes.l as number) + Math.log(0.9), (slopes.period as number) + Math.log(2.5)];
    expectClose(got, [logGradient[1] as number, logGradient[2] as number], 1e-10);
  });
});

describe("a part of a sum", () => {
  it("is known from noisy values of the whole", () => {
    const long = squaredExponential({ scale, length: 2 });
    const seen = gaussianProcess(x, long.add(matern32({ scale: 0.6, length: 0.4 })), { noise });
    const ahead = gaussianProcess(grid, long, { given: seen, jitter: 0 });
    const bindings = new Map([[nodeOf(seen), Float64Array.from(y)]]);
    expectClose(evaluate(parameter(ahead, 0), bindings), reference.part.mean, 1e-11);
    expectClose(evaluate(parameter(ahead, 1), bindings), reference.part.conditional, 1e-11);
  });
});

const kernel = squaredExponential({ scale, length: 0.9 });
const known = model(() => {
  const seen = gaussianProcess(x, kernel, { noise });
  const ahead = gaussianProcess(grid, kernel, { given: seen });
  return { seen, ahead };
});
const latent = model(() => {
  const f = gaussianProcess(x, kernel).nonCentered();
  const seen = normal(f, noise);
  return { f, seen };
});

const base = () => {
  const s = halfNormal(2);
  const own = matern32({ scale: s, length: 1 });
  const seen = gaussianProcess(x, own, { noise });
  return { s, own, seen };
};
const latentWithNoise = model(() => {
  const { s, seen } = base();
  return { s, seen };
});
const aheadOfNoise = model(() => {
  const { s, own, seen } = base();
  return { s, seen, ahead: gaussianProcess(grid, own, { given: seen }) };
});

/** Means and sds against a normal law, in standard errors for `size` draws worth. */
function expectLaw(
  draws: { mean(): { values: Float64Array }; sd(): { values: Float64Array } },
  mean: readonly number[],
  variance: readonly number[],
  size: number,
  limit: number,
): void {
  mean.forEach((wanted, i) => {
    const sd = Math.sqrt(variance[i] as number);
    expect(Math.abs((draws.mean().values[i] as number) - wanted)).toBeLessThan((limit * sd) / Math.sqrt(size));
    expect(Math.abs((draws.sd().values[i] as number) / sd - 1)).toBeLessThan(limit / Math.sqrt(2 * size));
  });
}
const diagonal = (matrix: readonly number[], n: number): number[] =>
  Array.from({ length: n }, (_, i) => matrix[i * (n + 1)] as number);

describe("draws", () => {
  const wanted = reference.oneInput.squaredExponential as Regression;
  const size = 4000;

  // 10 means and sds each at 4.5 standard errors: a false alarm in 15,000 seeds; the seeds are fixed.
  it("of predict follow the conditional law of scikit-learn", () => {
    const joint = known();
    const some = simulate(model(() => ({ other: normal(0, 1) }))(), { draws: size, seed: 3 });
    const { ahead, $ } = predict(joint.observe({ seen: y }), some, { seed: 4 });
    expect($.messages).toEqual(["predict: drew ahead for each draw of the trace"]);
    expectLaw(ahead, wanted.mean, diagonal(wanted.conditional, 5), size, 4.5);
  });

  // 5 means and sds at 4.5 standard errors, from NUTS whose draws count for at least a quarter.
  it("of sample follow it, where the process ahead is sampled with the model", () => {
    const trace = sampleSync(known().observe({ seen: y }), { sampler: nuts(), seed: 5, progress: false });
    expectLaw(trace.ahead, wanted.mean, diagonal(wanted.conditional, 5), size / 4, 4.5);
  });

  it("of a latent process are those of what noise hides", () => {
    const trace = sampleSync(latent().observe({ seen: y }), { sampler: nuts(), seed: 6, progress: false });
    const twin = column(dim("twin", 6), reference.x);
    const [mean, covariance] = conditionalOf(kernel, x, twin);
    expectLaw(trace.f, [...mean], diagonal([...covariance], 6), size / 4, 4.5);
  });

  it("of simulate have the covariance of the kernel", () => {
    const { f } = simulate(latent(), { draws: size, seed: 7 });
    const values = Array.from({ length: 6 }, (_, i) => f.at({ day: i + 1 }).values);
    const share = (i: number, j: number): number =>
      (values[i] as Float64Array).reduce((total, v, k) => total + v * (values[j]?.[k] as number), 0) / size;
    const k = reference.oneInput.squaredExponential?.covariance as readonly number[];
    // var of a product of normals is K_ii K_jj + K_ij²; 21 at 4.5: a false alarm in 7,000 seeds
    for (let i = 0; i < 6; i++)
      for (let j = 0; j <= i; j++) {
        const [a, b, c] = [k[7 * i] as number, k[7 * j] as number, k[6 * i + j] as number];
        expect(Math.abs(share(i, j) - c)).toBeLessThan(4.5 * Math.sqrt((a * b + c * c) / size));
      }
  });
});

describe("hyperparameters", () => {
  const data = [0.3, -0.2, 0.5, 1.4, 0.9, -0.7];
  const fit = model(() => {
    const s = halfNormal(2);
    const l = gamma(3, 2);
    const seen = gaussianProcess(x, matern52({ scale: s, length: l }), { noise: 0.3 });
    return { s, l, seen };
  });
  const posterior = fit().observe({ seen: data });

  /** Means and sds by the trapezoidal rule over logs, on the densities of plain numbers and the covariances above. */
  const quadrature = (): { mean: number[]; sd: number[] } => {
    const steps = 60;
    const at = (i: number, from: number, to: number): number => Math.exp(from + ((to - from) * (i + 0.5)) / steps);
    const sums = new Float64Array(5);
    for (let i = 0; i < steps; i++)
      for (let j = 0; j < steps; j++) {
        const [s, l] = [at(i, -2.5, 2.3), at(j, -3, 2.2)];
        const matrix = covarianceOf(gaussianProcess(x, matern52({ scale: s, length: l }), { noise: 0.3 }));
        const rows = Array.from({ length: 6 }, (_, k) => Array.from(matrix.subarray(6 * k, 6 * k + 6)));
        const logDensity =
          (distributions.gaussian_process?.logDensity(data, { mean: [0, 0, 0, 0, 0, 0], kernel: rows }) as number) +
          (-s * s) / 8 + // halfNormal(2) and gamma(3, 2), up to constants
          2 * Math.log(l) -
          2 * l;
        const weight = Math.exp(logDensity) * s * l;
        [1, s, s * s, l, l * l].forEach((v, k) => {
          sums[k] = (sums[k] as number) + weight * v;
        });
      }
    const [total, s, s2, l, l2] = sums as unknown as [number, number, number, number, number];
    const [ms, ml] = [s / total, l / total];
    return { mean: [ms, ml], sd: [Math.sqrt(s2 / total - ms * ms), Math.sqrt(l2 / total - ml * ml)] };
  };

  // 2 means at 4.5 standard errors and 2 sds at 10 %: a false alarm in 10,000 seeds; the seed is fixed.
  it("have the posterior that quadrature finds", () => {
    const { mean, sd } = quadrature();
    const trace = sampleSync(posterior, { sampler: nuts(), draws: 2000, seed: 8, progress: false });
    [trace.s, trace.l].forEach((draws, i) => {
      const {
        mean: m,
        sd: d,
        mcse,
      } = { mean: draws.mean(), sd: draws.sd(), mcse: (sd[i] as number) / Math.sqrt(2500) };
      expect(Math.abs(m - (mean[i] as number))).toBeLessThan(4.5 * mcse);
      expect(Math.abs(d / (sd[i] as number) - 1)).toBeLessThan(0.1);
    });
  });

  it("have a mode, an explanation and a graph that reads back", async () => {
    const mode = await findMap(posterior);
    expect(mode.$.converged).toBe(true);
    expect(explain(posterior).text()).toContain("gaussianProcess");
    const again = posteriorFrom(graphOf(posterior));
    const [a, b] = [compilePosterior(posterior), compilePosterior(again)];
    const memory = Float64Array.of(0.3, -0.2, 0, 0);
    const value = a.logDensityGradient(memory, 0, 2);
    expect(b.logDensityGradient(memory, 0, 2)).toBe(value);
    expect(b.hash()).toBe(a.hash());
  });
});

describe("over further dims", () => {
  it("there is one process for each label, with hyperparameters of its own", () => {
    const group = dim("group", ["a", "b"]);
    const both = column(group, [0.9, 2]);
    const process = gaussianProcess(x, squaredExponential({ scale, length: both }), { noise });
    expect(nodeOf(process).axes.map(({ name }) => name)).toEqual(["group", "day"]);
    const covariance = covarianceOf(process);
    const own = [0.9, 2].map((l) =>
      covarianceOf(gaussianProcess(x, squaredExponential({ scale, length: l }), { noise })),
    );
    expectClose(covariance, [...(own[0] as Float64Array), ...(own[1] as Float64Array)]);
  });

  it("copies of a process are conditioned each on its own values", () => {
    const group = dim("group", ["a", "b"]);
    const seen = gaussianProcess(x, kernel, { noise }).over(group);
    const ahead = gaussianProcess(grid, kernel, { given: seen });
    expect(nodeOf(ahead).axes.map(({ name }) => name)).toEqual(["group", "later"]);
    const bindings = new Map([[nodeOf(seen), Float64Array.from([...y, ...y.map((v) => 2 * v)])]]);
    const mean = evaluate(parameter(ahead, 0), bindings);
    const wanted = reference.oneInput.squaredExponential?.mean as readonly number[];
    const over =
      nodeOf(ahead)
        .args[0]?.axes.map(({ name }) => name)
        .join() === "later,group";
    const cell = (g: number, i: number): number => (over ? mean[2 * i + g] : mean[5 * g + i]) as number;
    expectClose(
      [0, 1, 2, 3, 4].map((i) => cell(0, i)),
      wanted,
      1e-11,
    );
    expectClose(
      [0, 1, 2, 3, 4].map((i) => cell(1, i) / 2),
      wanted,
      1e-11,
    );
  });
});

describe("refusals", () => {
  const twice = column(day, [0, 1, 2, 1, 3, 4]);
  const refused: readonly (readonly [string, () => unknown, string])[] = [
    [
      "equal inputs without jitter",
      () => gaussianProcess(twice, kernel, { jitter: 0 }),
      '"day" 2 and 4 have the same inputs',
    ],
    [
      "a covariance that is known to be singular",
      () => gaussianProcess(x, squaredExponential({ length: 1e9 }), { jitter: 0 }),
      "wants a positive definite covariance",
    ],
    ["random inputs", () => gaussianProcess(normal(0, 1).over(day) as never, kernel), "`x` is random"],
    ["a single number", () => gaussianProcess(3 as never, kernel), "as a column"],
    ["an array", () => gaussianProcess([1, 2] as never, kernel), "as a column"],
    ["inputs along two dims", () => gaussianProcess({ a: x, b: grid } as never, kernel), 'lies along "later"'],
    ["no kernel", () => gaussianProcess(x, {} as never), "wants a kernel"],
    ["a misspelt option", () => gaussianProcess(x, kernel, { sd: 1 } as never), "no option `sd`"],
    ["a misspelt parameter", () => squaredExponential({ lengthscale: 1 } as never), "no option `lengthscale`"],
    ["no length", () => matern32({} as never), "wants a length"],
    ["a negative length", () => matern32({ length: -1 }), "the length of matern32 is -1"],
    ["a scale of zero", () => matern12({ scale: 0, length: 1 }), "the scale of matern12 is 0"],
    ["a negative jitter", () => gaussianProcess(x, kernel, { jitter: -1 }), "the jitter is -1"],
    ["an unknown input", () => gaussianProcess(x, matern32({ length: { east: 1 } })), "names the input `east`"],
    [
      "other values as given",
      () => gaussianProcess(grid, kernel, { given: normal(0, 1).over(day) as never }),
      "must be a process",
    ],
    [
      "a process along the same dim",
      () => gaussianProcess(x, kernel, { given: gaussianProcess(x, kernel) }),
      "a dim of their own",
    ],
    [
      "a kernel that is no part of the given one",
      () => gaussianProcess(grid, matern32({ length: 1 }), { given: gaussianProcess(x, kernel) }),
      "the kernel matern32 is neither",
    ],
    [
      "other inputs",
      () => gaussianProcess(grid, kernel, { given: gaussianProcess(place, kernel) }),
      "the given process has the inputs east, north",
    ],
  ];
  it.each(refused)("of %s", (_, make, sentence) => {
    expect(make).toThrow(sentence);
  });

  it("of draws whose covariance is not positive definite name the variable", () => {
    const flatProcess = model(() => {
      const l = lognormal(20, 0.1);
      const f = gaussianProcess(x, squaredExponential({ length: l }), { jitter: 0 });
      return { l, f };
    });
    expect(() => simulate(flatProcess(), { draws: 1 })).toThrow(
      "`f` cannot be drawn: gaussianProcess wants a positive definite",
    );
  });

  it("tell when what is ahead hangs on data that are drawn anew", () => {
    const some = sampleSync(latentWithNoise().observe({ seen: y }), {
      sampler: nuts(),
      draws: 20,
      tune: 20,
      progress: false,
    });
    const { $ } = predict(aheadOfNoise(), some);
    expect($.messages[1]).toContain("`ahead` hangs on `seen`, which the trace saw and which is drawn anew here");
    const kept = predict(aheadOfNoise().observe({ seen: y }), some);
    expect(kept.$.messages).toEqual(["predict: drew ahead for each draw of the trace"]);
  });
});
