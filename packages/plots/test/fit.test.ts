/** Test pictures of fit: bands that hold what they say, figures that others published, and data of a known law. */
import { looFromLogLikelihood, withText } from "@credence/diagnostics";
import { incBeta, rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import {
  type PanelsSpec,
  type PlotSpec,
  paretoKSpec,
  plot,
  predictiveSpec,
  renderSvg,
  statisticSpec,
  uniformSpec,
} from "../src/index.js";
import { predicted, published } from "./fit.js";
import { checkWellFormed, numbersIn, texts } from "./helpers.js";
import { normals, traceOf } from "./traces.js";

function marks<T extends PlotSpec["marks"][number]["type"]>(spec: PlotSpec, type: T) {
  return spec.marks.filter((mark): mark is Extract<typeof mark, { type: T }> => mark.type === type);
}

const uniforms = (seed: number, size: number): Float64Array => {
  const random = rng(seed, "fit.test");
  return Float64Array.from({ length: size }, () => random.uniform());
};

const good = predicted(120);
const SPECS = {
  uniform: uniformSpec({ title: "T", xLabel: "u", values: uniforms(1, 100) }),
  "uniform, histogram": uniformSpec({ title: "T", xLabel: "u", values: uniforms(1, 100), form: "histogram" }),
  "uniform, one value": uniformSpec({ title: "T", xLabel: "u", values: [0.3] }),
  pit: plot.pit.spec(good),
  "ppc, density": plot.ppc.spec(good),
  "ppc, counts": plot.ppc.spec(predicted(120, 1, "whole")),
  "ppc, statistic": plot.ppc.spec(good, { statistic: "max" }),
  khat: plot.khat.spec(published("outlier_normal").trace),
  "khat, no fit": plot.khat.spec(published("very_heavy").trace),
  parallel: plot.parallel.spec(normals()),
  prior: plot.prior.spec(good),
  ribbon: plot.ribbon.spec(good),
  heat: plot.heat.spec(good, { vars: ["y"] }),
};

describe.each(Object.entries(SPECS))("%s", (name, spec) => {
  test("has the name of its kind", () => {
    expect(spec.kind).toBe(name.split(",")[0]);
  });
  test("is JSON of finite numbers, with a text alternative and a table", () => {
    expect(JSON.parse(JSON.stringify(spec))).toStrictEqual(spec);
    for (const value of numbersIn(spec)) expect(value).toSatisfy(Number.isFinite);
    expect(spec.alt.startsWith(`${spec.title}.`)).toBe(true);
    expect(spec.alt).not.toMatch(/NaN|undefined|Infinity/);
    expect(spec.table.rows.length).toBeGreaterThan(0);
    for (const row of spec.table.rows) expect(row).toHaveLength(spec.table.columns.length);
  });
  test("is drawn on desks and phones", async () => {
    for (const width of [720, 360]) {
      const svg = await renderSvg(spec, { width });
      checkWellFormed(svg);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg.length).toBeLessThan(120_000);
    }
  });
});

describe("uniformSpec", () => {
  const line = (spec: PlotSpec) => marks(spec, "line")[0]?.points ?? [];
  test("draws the share of values up to each point, less that point", () => {
    const values = uniforms(2, 40);
    for (const [at, height] of line(uniformSpec({ title: "T", xLabel: "u", values })))
      expect(height).toBeCloseTo(values.filter((value) => value <= at).length / 40 - at, 12);
  });
  test("tells of values that leave the band, and of those that stay", () => {
    const all = uniforms(3, 300);
    expect(uniformSpec({ title: "T", xLabel: "u", values: all }).alt).toMatch(/Nowhere does it leave the 95% band/);
    const narrow = uniformSpec({ title: "T", xLabel: "u", values: all.map((u) => 0.25 + u / 2) });
    expect(narrow.alt).toMatch(/leaves the 95% band at \d+ of 101 places/);
  });
  // Säilynoja et al. 2022: R's bayesplot and Python's ArviZ draw the same band; here the law of one value, known by hand.
  test("of two values below and above 1/2 has the band that binomial counts give", () => {
    expect(
      marks(uniformSpec({ title: "T", xLabel: "u", values: [0.2, 0.7], probability: 0.5 }), "ribbon")[0]?.points,
    ).toEqual([
      [0, 0, 0],
      [0.5, 0, 0],
      [1, 0, 0],
    ]);
  });
  test("has bars of the counts, over binomial intervals that hold all of them with the stated probability", () => {
    const values = uniforms(4, 200);
    const spec = uniformSpec({ title: "T", xLabel: "u", values, form: "histogram" });
    const { bars } = marks(spec, "bars")[0] as { bars: [number, number, number][] };
    expect(bars).toHaveLength(20);
    expect(bars.reduce((sum, [, , count]) => sum + count, 0)).toBe(200);
    const [, low, high] = marks(spec, "ribbon").map(({ points }) => points[0])[0] as [number, number, number];
    const upTo = (k: number): number => 1 - incBeta(k + 1, 200 - k, 1 / 20);
    expect(upTo(low - 1)).toBeLessThanOrEqual(0.05 / 40);
    expect(upTo(low)).toBeGreaterThan(0.05 / 40);
    expect(1 - upTo(high)).toBeLessThanOrEqual(0.05 / 40);
    expect(1 - upTo(high - 1)).toBeGreaterThan(0.05 / 40);
  });
  test("refuses what lies outside", () => {
    expect(() => uniformSpec({ title: "T", xLabel: "u", values: [] })).toThrow("values is empty");
    expect(() => uniformSpec({ title: "T", xLabel: "u", values: [0.2, Number.NaN] })).toThrow("a value is NaN");
    expect(() => uniformSpec({ title: "T", xLabel: "u", values: [0.2], probability: 2 })).toThrow("probability is 2");
  });
});

describe("ecdf", () => {
  const random = rng(5, "ecdf");
  const draws = traceOf(4, 250, () => ({ x: random.uniform() ** 2, n: Math.floor(4 * random.uniform()) }), {
    independent: true,
  });
  test("of draws from the closed form stays in the band, of others leaves it", () => {
    const told = (against: (x: number) => number) =>
      plot.ecdf.spec(draws, { vars: ["x"], against }).alt.match(/Nowhere|It leaves/)?.[0];
    expect(told((x) => Math.sqrt(x))).toBe("Nowhere");
    expect(told((x) => x)).toBe("It leaves");
  });
  test("spreads whole numbers over their steps", () => {
    const cdf = (x: number): number => Math.min(1, Math.max(0, (Math.floor(x) + 1) / 4));
    expect(plot.ecdf.spec(draws, { vars: ["n"], against: cdf }).alt).toMatch(/Nowhere/);
  });
  test("finds the marginals of a closed form by name and label", () => {
    const theta = (mean: number) => ({ cdf: (x: number) => normalCdf(x - mean) });
    const at = ({ school }: { school: string }) =>
      theta(["Choate", "Deerfield", "Phillips Andover", "Hotchkiss"].indexOf(school));
    const against = { distributions: { mu: theta(0), theta: { cdf: () => 0, at } } };
    const spec = plot.ecdf.spec(normals(4, 400, { independent: true }), {
      vars: ["mu", "theta"],
      against,
    }) as PanelsSpec;
    for (const panel of spec.panels) expect(panel?.alt).toMatch(/Nowhere/);
    expect(() => plot.ecdf.spec(normals(), { against })).toThrow("the closed form has no distribution of tau");
  });
  test("thins dependent draws to what they are worth", () => {
    let state = 0;
    const chain = rng(6, "ar");
    const slow = traceOf(4, 500, () => {
      state = 0.9 * state + Math.sqrt(1 - 0.81) * chain.normal();
      return { x: state };
    });
    const spec = plot.ecdf.spec(slow, { against: normalCdf }) as PlotSpec;
    // An integrated autocorrelation time of (1 + 0.9) / (1 − 0.9) = 19 makes 2,000 draws worth 105.
    const [, count] = spec.subtitle?.match(/^Thinned to (\d+) of 2,000 draws$/) ?? [];
    expect(Number(count)).toBeGreaterThan(50);
    expect(Number(count)).toBeLessThan(210);
    expect(spec.alt).toMatch(/Nowhere/);
  });
  test("says what it needs", () => {
    expect(() => plot.ecdf.spec(normals())).toThrow("give { against: exact(posterior) }");
    expect(() => plot.ecdf.spec(normals(), { against: (x) => x })).toThrow("name that scalar by vars");
    expect(() => plot.ecdf.spec(normals(), { vars: ["mu"], against: () => 2 })).toThrow("probability of mu up to");
  });
});

describe("pit", () => {
  // Predictions are N(0, 1) whatever is left out; so are the data, or N(0, 2²), or N(0, 1/2²).
  const told = (scale: number) => (plot.pit.spec(predicted(150, scale)) as PlotSpec).subtitle;
  const p = (scale: number): number =>
    Number(
      told(scale)
        ?.match(/p (\S+)$/)?.[1]
        ?.replace("−", "-"),
    );
  test("is uniform for data as predicted, and not for wider or narrower data", () => {
    expect(p(1)).toBeGreaterThan(0.05);
    expect(p(2)).toBeLessThan(0.001);
    expect(p(0.5)).toBeLessThan(0.001);
  });
  test("draws what looPit answers with, and the observations named", () => {
    const subject = { observations: ["y[1]", "y[2]", "z"], values: Float64Array.of(0.1, 0.5, 0.9), pValue: 0.5 };
    const found = withText(subject, () => "");
    expect(plot.pit.spec(found).alt).toMatch(/Share of 3 values/);
    expect(plot.pit.spec(found, { vars: ["y"] }).alt).toMatch(/Share of 2 values/);
    expect(() => plot.pit.spec(found, { vars: ["w"] })).toThrow("nothing observed is named w");
  });
  test("names the group that is missing and how to get it", () => {
    expect(() => plot.pit.spec(normals())).toThrow(
      "plot.pit: the trace has no group posteriorPredictive; add it, withGroups(trace, groupsFor(posterior, trace))",
    );
    expect(() => plot.khat.spec(normals())).toThrow("no group logLikelihood");
    expect(() => plot.ppc.spec(normals())).toThrow("no group posteriorPredictive");
    expect(() => plot.prior.spec(normals())).toThrow("no group prior");
  });
});

describe("khat", () => {
  // R's loo 2.5.1 on the same log likelihoods; the tolerance is that of the test of PSIS itself.
  test.each(["normal_intercept", "outlier_normal", "hierarchical_bad_k", "poisson"])("has R's figures: %s", (name) => {
    const { trace, paretoK } = published(name);
    const spec = plot.khat.spec(trace) as PlotSpec;
    const points = marks(spec, "dots").flatMap((mark) => mark.points);
    expect(points).toHaveLength(paretoK.length);
    for (const [place, k] of points) expect(k).toBeCloseTo(paretoK[place - 1] as number, 6);
  });
  test("names the worst, worst first, and puts what has no fit on top", () => {
    const spec = paretoKSpec({ title: "T", paretoK: [0.1, 0.9, Infinity, 0.8], names: ["a", "b", "c", "d"] });
    expect(spec.alt).toBe(
      "T. Pareto k of 4 observations; 3 above 0.7, the worst c (no fit), b (0.900), d (0.800). 1 could not be fitted and stand on top.",
    );
    expect(marks(spec, "text").map(({ text }) => text)).toEqual(["c", "b", "d"]);
    expect(spec.table.rows[0]).toEqual(["c", "no fit"]);
  });
  test("draws what loo answers with", () => {
    const figures = looFromLogLikelihood([uniforms(1, 100), uniforms(2, 100)]);
    const answer = withText({ ...figures, observations: ["y[1]", "y[2]"], messages: [] }, () => "");
    expect(plot.khat.spec(answer).alt).toMatch(/Pareto k of 2 observations/);
  });
  test("refuses NaN and names that do not fit", () => {
    expect(() => paretoKSpec({ title: "T", paretoK: [0.1, Number.NaN] })).toThrow("Pareto k of 2 is NaN");
    expect(() => paretoKSpec({ title: "T", paretoK: [0.1], names: [] })).toThrow("0 names for 1 observations");
  });
});

describe("ppc", () => {
  test("counts how often each value was observed and predicted", () => {
    const spec = predictiveSpec({
      title: "T",
      xLabel: "n",
      observed: [0, 0, 2],
      replicated: [
        [0, 1, 2],
        [0, 1, 2],
      ],
      form: "counts",
    });
    expect(spec.table.rows).toEqual([
      [0, 2, 1, 1, 1],
      [1, 0, 1, 1, 1],
      [2, 1, 1, 1, 1],
    ]);
    expect(spec.alt).toMatch(/2 of 3 observed counts lie outside: those of 0, 1\.$/);
    const root = predictiveSpec({ title: "T", xLabel: "n", observed: [0, 0, 2], replicated: [[0, 1, 2]] });
    expect(marks(root, "bars")[0]?.bars[0]).toEqual([-0.45, 0.45, Math.SQRT2]);
  });
  test("draws the statistic of the data as a line, with the share of predictions above it", () => {
    const spec = statisticSpec({ title: "T", xLabel: "largest", observed: 2, predicted: [1, 2, 3, 4] });
    expect(marks(spec, "rule")).toMatchObject([
      { role: "observed", x: 2, label: "observed 2; 62.5% of predictions above" },
    ]);
  });
  test("refuses what cannot be compared", () => {
    const base = { title: "T", xLabel: "n" };
    expect(() => predictiveSpec({ ...base, observed: [1, 2], replicated: [[1]] })).toThrow(
      "has 1 values for 2 observed",
    );
    expect(() => predictiveSpec({ ...base, observed: [1.5], replicated: [[1]], form: "counts" })).toThrow(
      "for whole numbers",
    );
    expect(() => plot.ppc.spec(good, { vars: ["z"] })).toThrow('nothing observed is named "z"');
    expect(() => plot.ppc.spec(good, { statistic: "mode" as "max" })).toThrow('unknown statistic "mode"');
  });
});

describe("parallel", () => {
  const diverging = new Float64Array(800).fill(0);
  diverging[3] = 1;
  diverging[700] = 1;
  const spec = plot.parallel.spec(normals(4, 200, { stats: { diverging } }), {
    vars: ["mu", "tau", "theta"],
  }) as PlotSpec;
  test("draws divergent draws last, in units of each scalar's own spread", () => {
    const lines = marks(spec, "line");
    expect(lines.filter(({ role }) => role === "divergent")).toHaveLength(2);
    expect(lines.at(-1)?.role).toBe("divergent");
    expect(lines[0]?.points.map(([, y]) => y)).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
    expect(spec.alt).toMatch(/2 diverged/);
  });
  test("needs two scalars", () => {
    expect(() => plot.parallel.spec(normals(), { vars: ["mu"] })).toThrow("lines need two scalars");
  });
});

test.each(["khat", "pit", "ppc", "parallel", "prior", "ribbon", "heat", "ecdf"] as const)(
  "%s is of one trace",
  (kind) => {
    const several = { one: good, two: good };
    expect(plot[kind].from).not.toBe("traces");
    expect(() => plot[kind].spec(several as never, { against: (x: number) => x } as never)).toThrow(
      `plot.${kind}: there are several traces, one, two; this picture is of one`,
    );
  },
);

test("prior: names what the data say of, and tells that a function needs one scalar", () => {
  expect((plot.prior.spec(good) as PlotSpec).marks).toMatchObject([{ role: "prior" }, { role: "posterior" }]);
  const closed = plot.prior.spec(good, {
    against: normalCdf,
    likelihood: (x) => Math.exp(-x * x),
    range: [-3, 3],
  }) as PlotSpec;
  expect(closed.marks.map(({ role }) => role)).toEqual(["prior", "likelihood", "posterior", "exact"]);
  // The density of the closed form is that of N(0, 1), at its peak 0.3989.
  const exact = marks(closed, "line").at(-1)?.points ?? [];
  expect(Math.max(...exact.map(([, y]) => y))).toBeCloseTo(0.39894, 4);
});

describe("hostile names are shown, not obeyed", () => {
  const name = `<script>alert("1")</script>&'\u001b[31m\nred`;
  const shown = `<script>alert("1")</script>&'\ufffd[31m`;
  test.each([
    ["khat", () => paretoKSpec({ title: name, paretoK: [2, 0.1], names: [name, name] })],
    ["parallel", () => plot.parallel.spec(normals(), { vars: ["mu", "tau"], labels: { mu: name }, title: name })],
    ["ppc", () => predictiveSpec({ title: name, xLabel: name, observed: [1.5, 2], replicated: [[1.5, 3]] })],
    ["pit", () => uniformSpec({ title: name, xLabel: name, values: [0.1] })],
  ])("%s", async (_, make) => {
    const svg = await renderSvg(make(), { width: 2000 });
    checkWellFormed(svg);
    expect(svg).not.toContain("\u001b");
    expect(texts(svg).join(" ")).toContain(shown);
  });
});

/** Φ by Simpson's rule: nothing that is tested takes part. */
function normalCdf(x: number): number {
  const steps = 400;
  const [from, to] = [-9, Math.max(-9, Math.min(9, x))];
  const h = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++)
    sum += (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2) * Math.exp(-((from + i * h) ** 2) / 2);
  return Math.min(1, (sum * h) / 3 / Math.sqrt(2 * Math.PI));
}
