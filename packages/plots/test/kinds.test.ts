/** Hold the numbers in pictures of draws to R's values, closed forms and counting, and every kind to every kind of draws. */
import { readFileSync } from "node:fs";
import { trace as traceFrom } from "@credence/draws";
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import {
  type LineMark,
  type Mark,
  type PanelsSpec,
  type Picture,
  type PlotSpec,
  plot,
  type RibbonMark,
  renderSvg,
  type Traces,
} from "../src/index.js";
import { countsBelow } from "../src/ranks.js";
import { checkWellFormed, numbersIn } from "./helpers.js";
import { normals, SCHOOLS, traceOf } from "./traces.js";

interface Golden {
  cases: { name: string; draws: (number | string)[][]; expected: Record<string, number | string> }[];
  ebfmi: { energy: number[][]; expected: { ebfmi_ratio_of_sums: number[] } }[];
  building_blocks: { input: { draws: number[][] }; autocovariance_chain0: number[] };
}
const golden = JSON.parse(
  readFileSync(new URL("../../testing/fixtures/diagnostics.json", import.meta.url), "utf8"),
) as Golden;

function traceOfChains(chains: readonly (readonly (number | string)[])[], stats: Record<string, Float64Array> = {}) {
  return traceFrom<Record<string, never>>([{ name: "x", axes: [], values: Float64Array.from(chains.flat(), Number) }], {
    sampler: "made",
    seed: 1,
    elapsedMs: 1,
    chains: chains.length,
    draws: chains[0]?.length ?? 0,
    stats,
  });
}

const goldenCase = (name: string) => golden.cases.find((each) => each.name === name) as Golden["cases"][number];
const marks = (spec: Picture, type: Mark["type"]) => (spec as PlotSpec).marks.filter((mark) => mark.type === type);
const lines = (spec: Picture) => marks(spec, "line") as LineMark[];

/** A run like that of NUTS on ten scalars: 4 chains of 1,000 draws with energies and some divergences. */
const random = rng(3, "kinds");
const large = traceOf(
  4,
  1000,
  () => ({
    mu: random.normal(),
    tau: Math.abs(random.normal()),
    theta: Array.from({ length: 8 }, () => random.normal()),
  }),
  {
    stats: {
      energy: Float64Array.from({ length: 4000 }, () => random.normal()),
      diverging: Float64Array.from({ length: 4000 }, () => (random.uniform() < 0.02 ? 1 : 0)),
    },
  },
);
const KINDS = Object.entries(plot).filter(([, { from }]) => from === "traces") as [string, (typeof plot)["density"]][];

describe.each(KINDS)("%s", (kind, draw) => {
  test("is plain data with a text alternative and a table that fits", () => {
    const spec = draw.spec(large);
    expect(spec.kind).toBe(kind);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(spec.alt.length).toBeGreaterThan(40);
    expect(spec.table.rows.length).toBeGreaterThan(0);
    for (const row of spec.table.rows) expect(row).toHaveLength(spec.table.columns.length);
    for (const number of numbersIn(spec)) expect(Number.isFinite(number)).toBe(true);
  });
  test.each([360, 720])("draws ten scalars of 4 × 1,000 draws at %i px in at most 70 kB", async (width) => {
    const svg = await draw(large, { width });
    checkWellFormed(svg);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.length).toBeLessThan(70_000);
  });
  test("draws a few scalars in at most 60 kB", async () => {
    expect((await draw(large, { vars: ["mu", "tau"] })).length).toBeLessThan(60_000);
  });
  test("draws several traces", async () => {
    const svg = await draw({ one: large, two: large }, { vars: ["mu", "tau"] });
    expect(svg).toContain("one");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
  // Constant, stuck, tiny, huge, infinite, undefined draws; one chain and sixteen; 1 to 12 draws.
  test("draws any draws or says in a sentence why not", async () => {
    for (const { name, draws } of golden.cases.filter((each) =>
      /const|stuck|bina|short|cont|chain|scale/.test(each.name),
    )) {
      const trace = traceOfChains(draws, { energy: Float64Array.from(draws.flat(), Number) });
      let spec: Picture;
      try {
        spec = draw.spec(trace);
      } catch (error) {
        expect(`${name}: ${(error as Error).message}`).toMatch(new RegExp(`^${name}: plot\\.${kind}: .{20}`));
        continue;
      }
      const svg = await renderSvg(spec, { width: 400 });
      expect(svg, name).not.toMatch(/NaN|Infinity|undefined/);
      checkWellFormed(svg);
    }
  }, 60_000);
});

describe("ess", () => {
  test.each(["iid_normal", "ar1_rho_0.9", "skewed_exponential", "two_chains"])("of all draws is R's: %s", (name) => {
    const { draws, expected } = goldenCase(name);
    const [bulk, tail] = lines(plot.ess.spec(traceOfChains(draws)));
    expect(bulk?.points.at(-1)?.[0]).toBe(draws.flat().length);
    expect(bulk?.points.at(-1)?.[1]).toBeCloseTo(expected.ess_bulk as number, 6);
    expect(tail?.points.at(-1)?.[1]).toBeCloseTo(expected.ess_tail as number, 6);
  });
});

describe("autocorrelation", () => {
  test("is R's acf", () => {
    const { input, autocovariance_chain0: wanted } = golden.building_blocks;
    const [first] = lines(plot.autocorrelation.spec(traceOfChains(input.draws), { lags: 10 }));
    expect(first?.points).toHaveLength(11);
    first?.points.forEach(([lag, value]) => {
      expect(value).toBeCloseTo((wanted[lag] as number) / (wanted[0] as number), 9);
    });
  });
  test("says which chain stands still", () => {
    const spec = plot.autocorrelation.spec(traceOfChains(goldenCase("one_stuck_chain").draws));
    expect(spec.subtitle).toMatch(/^chain \d stands still and has none$/);
  });
  // The lag-k autocorrelation of an AR(1) chain is rho^k; the estimate's error at 4,000 draws is below 0.06 (5 sd).
  test("of an autoregressive chain is the power of its coefficient", () => {
    const stream = rng(11, "ar");
    let x = 0;
    const chain = Array.from({ length: 20_000 }, () => (x = 0.7 * x + stream.normal()));
    const [line] = lines(plot.autocorrelation.spec(traceOfChains([chain])));
    for (const lag of [1, 2, 5]) expect(Math.abs((line?.points[lag]?.[1] as number) - 0.7 ** lag)).toBeLessThan(0.06);
  });
});

describe("energy", () => {
  test("tells the E-BFMI of Betancourt's formula as computed in R", () => {
    for (const { energy, expected } of golden.ebfmi) {
      const spec = plot.energy.spec(traceOfChains(energy, { energy: Float64Array.from(energy.flat()) }));
      const told = expected.ebfmi_ratio_of_sums.map((fraction) => fraction.toFixed(2)).join(", ");
      expect(spec.subtitle).toContain(`E-BFMI by chain: ${told}`);
    }
  });
  test("without energies names the sampler", () => {
    expect(() => plot.energy.spec(normals())).toThrow("plot.energy: the trace tells no energy (sampler made)");
  });
});

describe("rank", () => {
  test("counts as counting does, ties shared evenly", () => {
    expect(
      countsBelow(
        [
          [1, 4],
          [2, 3],
        ],
        [0, 1, 2, 3, 4],
      ),
    ).toEqual([
      [0, 1, 1, 1, 2],
      [0, 0, 1, 2, 2],
    ]);
    expect(
      countsBelow(
        [
          [1, 1],
          [1, 5],
        ],
        [1.5, 3, 4],
      ),
    ).toEqual([
      [1, 2, 2],
      [0.5, 1, 2],
    ]);
  });
  test("the bars of a bin add up to its share of all draws", () => {
    const { table } = plot.rank.spec(large, { vars: ["mu"], thin: 1 });
    for (const [from, to, ...counts] of table.rows as number[][])
      expect(counts.reduce((a, b) => a + b)).toBeCloseTo((to as number) - (from as number), 9);
    expect(table.rows).toHaveLength(20);
  });
  test("a chain that lies elsewhere leaves the band in both pictures", () => {
    const stream = rng(5, "shift");
    const shifted = traceOf(4, 500, (chain) => ({ x: stream.normal() + (chain === 2 ? 0.5 : 0) }));
    expect(plot.rank.spec(shifted).alt).not.toContain("chain 3: 0 of");
    const { rows } = plot.rankEcdf.spec(shifted).table;
    expect(rows.map(([series, , , leaves]) => [series, leaves])).toContainEqual(["chain 3", "yes"]);
  });
  test("one chain is compared by its halves", () => {
    const spec = plot.rankEcdf.spec(normals(1), { vars: ["mu"] }) as PlotSpec;
    expect(lines(spec).map(({ label }) => label)).toEqual(["first half", "second half"]);
    expect(spec.subtitle).toMatch(/^One chain, whose halves are compared/);
  });
  // 150 runs of four AR(1) chains of one law, coefficient 0.8: about 1 draw in 9 is kept. The band is left by 5 % of
  // independent draws (sd 1.8 %); what dependence is left may add some.
  test("autocorrelated chains of one law seldom leave the band once thinned", () => {
    let left = 0;
    for (let seed = 0; seed < 150; seed++) {
      const stream = rng(seed, "thinned");
      const chains = Array.from({ length: 4 }, () => {
        let x = stream.normal() / 0.6;
        return Array.from({ length: 400 }, () => (x = 0.8 * x + stream.normal()));
      });
      const { rows } = plot.rankEcdf.spec(traceOfChains(chains)).table;
      if (rows.some((row) => row[3] === "yes")) left++;
    }
    expect(left / 150).toBeLessThan(0.13);
  });
});

describe("forest", () => {
  test("shows R's means and coda's intervals", () => {
    const { draws, expected } = goldenCase("skewed_exponential");
    const { rows } = plot.forest.spec(traceOfChains(draws), { mass: 0.94 }).table;
    const [, , mean, low, high] = rows[0] as number[];
    expect(mean).toBeCloseTo(expected.mean as number, 9);
    expect([low, high].map((x) => Number((x as number).toFixed(6)))).toEqual(
      ((expected.hdi_coda as unknown as Record<string, number[]>)["0.94"] as number[]).map((x) => Number(x.toFixed(6))),
    );
  });
  test("one row a scalar, one mark a trace, half the draws thick", () => {
    const spec = plot.forest.spec({ a: normals(), b: normals(2) }, { vars: ["theta"], reference: 0 }) as PlotSpec;
    expect(spec.y).toMatchObject({ type: "rows", lanes: 2 });
    expect(marks(spec, "dots").map((mark) => "points" in mark && mark.points.length)).toEqual([4, 4]);
    expect(marks(spec, "segments")).toHaveLength(4);
    expect(spec.table.rows.map(([label]) => label).slice(0, 2)).toEqual([
      `theta[${SCHOOLS[0]}]`,
      `theta[${SCHOOLS[0]}]`,
    ]);
  });
});

describe("density", () => {
  // The kernel estimate of 4,000 normal draws is off by less than 0.03 at the mode (more than 4 sd and the bias).
  test("of normal draws is the normal density", () => {
    const [area] = marks(plot.density.spec(large, { vars: ["mu"] }), "area");
    const points = (area as unknown as LineMark).points;
    const near = (x: number) => points.reduce((a, b) => (Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a));
    for (const x of [0, 1, -1.5]) {
      const [at, height] = near(x);
      expect(Math.abs(height - Math.exp(-0.5 * at * at) / Math.sqrt(2 * Math.PI))).toBeLessThan(0.03);
    }
  });
  test("a chain that stands still is a line of its own", () => {
    const spec = plot.density.spec(traceOfChains(goldenCase("one_stuck_chain").draws));
    expect(marks(spec, "rule")).toHaveLength(1);
    expect(spec.alt).toContain("stands still at");
  });
});

describe("histogram", () => {
  test("counts every draw once, each trace over the same bins", () => {
    const spec = plot.histogram.spec({ a: normals(2), b: normals(3) }, { vars: ["mu"] });
    const sums = [2, 3].map((c) => (spec.table.rows as number[][]).reduce((sum, row) => sum + (row[c] as number), 0));
    expect(sums).toEqual([400, 600]);
  });
});

describe("trace", () => {
  test("marks the draws that diverged", () => {
    const spec = plot.trace.spec(large, { vars: ["mu"] });
    expect(spec.subtitle).toMatch(/^\d+ divergences$/);
    expect(marks(spec, "rug")).toHaveLength(1);
  });
});

describe("pair", () => {
  // Of a bivariate normal law with correlation r, Spearman's is 6/pi asin(r/2) (Pearson 1907); sd 0.01 at 8,000 draws.
  test("tells rank correlations", () => {
    const stream = rng(2, "pair");
    const r = 0.8;
    const correlated = traceOf(4, 2000, () => {
      const x = stream.normal();
      return { x, y: r * x + Math.sqrt(1 - r * r) * stream.normal() };
    });
    const [[, , rho]] = plot.pair.spec(correlated).table.rows as [[string, string, number]];
    expect(Math.abs(rho - (6 / Math.PI) * Math.asin(r / 2))).toBeLessThan(0.03);
  });
  test("is a matrix with densities on the diagonal and divergences on top", () => {
    const spec = plot.pair.spec(large, { vars: ["mu", "tau"] }) as PanelsSpec;
    expect(spec).toMatchObject({ columns: 2, matrix: true });
    expect(spec.panels.map((panel) => panel?.marks.map(({ type }) => type).join(" "))).toEqual([
      "area line",
      "text",
      "specks specks",
      "area line",
    ]);
    expect(spec.panels[2]?.marks.at(-1)).toMatchObject({ role: "divergent", bold: true });
  });
  test("needs two scalars and takes five", () => {
    expect(() => plot.pair.spec(large, { vars: ["mu"] })).toThrow("plot.pair: mu alone makes no pair");
    expect(() => plot.pair.spec(large, { limit: 6 })).toThrow("at most 5 scalars");
    expect((plot.pair.spec(large) as PanelsSpec).subtitle).toContain("The first 5 of 10 scalars; choose by vars");
  });
});

test("a band is a ribbon that closes at both ends", () => {
  const [band] = marks(plot.rankEcdf.spec(large, { vars: ["mu"] }), "ribbon") as RibbonMark[];
  expect(band?.points[0]).toEqual([0, 0, 0]);
  expect(band?.points.at(-1)).toEqual([1, 0, 0]);
});

test("what is not a trace is refused", () => {
  expect(() => plot.rank.spec({} as Traces)).toThrow("plot.rank: there is no trace");
  expect(() => plot.rank.spec(large, { thin: 0.5 })).toThrow("thin is 0.5");
  expect(() => plot.autocorrelation.spec(large, { lags: -1 })).toThrow("lags is -1");
});
