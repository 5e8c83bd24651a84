/** Test what specs say, without drawing them. */
import { rng } from "@credence/math";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  densitySpec,
  drawsCurve,
  expectedMaxZ,
  forestSpec,
  histogramSpec,
  type PlotSpec,
  posteriorsSpec,
  shrinkageSpec,
  stripSpec,
  tabulate,
  traceSpec,
} from "../src/index.js";
import { batters, clickDraws, density, histogram, posteriors, SPECS, shrinkage } from "./example.js";
import { numbersIn } from "./helpers.js";

function marks<T extends PlotSpec["marks"][number]["type"]>(spec: PlotSpec, type: T) {
  return spec.marks.filter((mark): mark is Extract<typeof mark, { type: T }> => mark.type === type);
}

describe.each(Object.entries(SPECS))("%s", (_, spec) => {
  test("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(spec))).toStrictEqual(spec);
  });
  test("holds only finite numbers", () => {
    for (const value of numbersIn(spec)) expect(value).toSatisfy(Number.isFinite);
  });
  test("has a text alternative that begins with the title and tells a number", () => {
    expect(spec.alt.startsWith(`${spec.title}.`)).toBe(true);
    expect(spec.alt).toMatch(/\d/);
    expect(spec.alt).not.toMatch(/NaN|undefined|Infinity/);
  });
  test("has a table with a cell for each column", () => {
    expect(spec.table.rows.length).toBeGreaterThan(0);
    for (const row of spec.table.rows) expect(row).toHaveLength(spec.table.columns.length);
  });
});

test("alt may be given", () => {
  const alt = "Two chains.";
  expect(traceSpec({ title: "t", alt, yLabel: "y", chains: [[1, 2]] }).alt).toBe(alt);
});

describe("density", () => {
  test("draws a curve for each, at most 200 points, the interval beneath, the value above", () => {
    expect(marks(density, "line").map(({ role }) => role)).toEqual(["prior", "likelihood", "posterior"]);
    for (const { points } of marks(density, "line")) expect(points.length).toBeLessThanOrEqual(200);
    expect(marks(density, "area")[0]?.label).toBe("94% interval 0.172 to 0.368");
    expect(marks(density, "rule")[0]?.label).toBe("posterior mean 0.264");
  });
  test("keeps the peak: Beta(18.5, 51.5) is highest at 17.5 / 68", () => {
    const points = marks(density, "line")[2]?.points ?? [];
    const mode = points.reduce((best, point) => (point[1] > best[1] ? point : best))[0];
    expect(Math.abs(mode - 17.5 / 68)).toBeLessThan(3e-4); // the grid's step
  });
  test("scales a likelihood to unit area: 7 of 10 is then Beta(8, 4), 2.93 at 0.7", () => {
    const points = marks(density, "line")[1]?.points ?? [];
    const [x, height] = points.reduce((best, point) => (point[1] > best[1] ? point : best));
    expect(x).toBeCloseTo(0.7, 10);
    expect(height).toBeCloseTo(1320 * 0.7 ** 7 * 0.3 ** 3, 3); // 1320 = 1 / B(8, 4)
  });
  test("leaves out a pole", () => {
    const arcsine = tabulate("prior", "prior", (p) => 1 / (Math.PI * Math.sqrt(p * (1 - p))), [0, 1]);
    const spec = densitySpec({ title: "t", xLabel: "p", curves: [arcsine] });
    for (const value of numbersIn(spec)) expect(value).toSatisfy(Number.isFinite);
  });
  test("trims long tails, so that a narrow curve on a wide grid is seen", () => {
    const narrow = tabulate("posterior", "posterior", (x) => Math.exp(-0.5 * (100 * x) ** 2), [-50, 50], 100_001);
    const [low, high] = densitySpec({ title: "t", xLabel: "x", curves: [narrow] }).x.domain;
    expect(high - low).toBeLessThan(0.1);
  });
  test("names what is wrong", () => {
    const make = (curve: Partial<{ x: number[]; density: number[] }>) =>
      densitySpec({
        title: "t",
        xLabel: "x",
        curves: [{ label: "prior", role: "prior", x: [0, 1], density: [1, 1], ...curve }],
      });
    expect(() => densitySpec({ title: "t", xLabel: "x", curves: [] })).toThrow(
      "densitySpec: curves is empty; give at least one curve",
    );
    expect(() => make({ x: [0, 1, 2] })).toThrow('curve "prior" has 3 x but 2 densities');
    expect(() => make({ x: [0], density: [1] })).toThrow("has 1 points; give at least 2");
    expect(() => make({ x: [1, 0] })).toThrow("x[1] = 0 after 1; sort its grid upwards");
    expect(() => make({ density: [1, Number.NaN] })).toThrow("density[1] = NaN; give numbers of at least 0");
    expect(() => make({ x: [0, Number.POSITIVE_INFINITY] })).toThrow('x[1] of curve "prior" is Infinity');
    const interval = { of: "none", low: 0, high: 1, probability: 0.9 };
    const curves = [tabulate("prior", "prior", () => 1, [0, 1])];
    expect(() => densitySpec({ title: "t", xLabel: "x", curves, interval })).toThrow(
      'which is no curve; name one of "prior"',
    );
    expect(() =>
      densitySpec({ title: "t", xLabel: "x", curves, interval: { ...interval, of: "prior", low: 2 } }),
    ).toThrow("runs from 2 down to 1");
  });
});

describe("histogram", () => {
  test("has bars of total area 1 and as many draws as were given", () => {
    const bars = marks(histogram, "bars")[0]?.bars ?? [];
    expect(bars.reduce((area, [x0, x1, height]) => area + (x1 - x0) * height, 0)).toBeCloseTo(1, 12);
    expect(histogram.table.rows.reduce((sum, row) => sum + (row[2] as number), 0)).toBe(4000);
  });
  test("marks the peak of the exact curve as the most plausible value", () => {
    expect(marks(histogram, "rule")[0]?.x).toBeCloseTo(17.5 / 68, 3);
    expect(marks(histogramSpec({ title: "t", xLabel: "x", draws: [1, 2, 4], mostPlausible: 2.5 }), "rule")[0]?.x).toBe(
      2.5,
    );
    expect(marks(histogramSpec({ title: "t", xLabel: "x", draws: [1, 2, 4] }), "rule")).toEqual([]);
  });
  test("gives whole numbers a bin each", () => {
    const bars = marks(histogramSpec({ title: "t", xLabel: "clicks", draws: [3, 3, 5] }), "bars")[0]?.bars;
    expect(bars).toEqual([
      [2.5, 3.5, 2 / 3],
      [3.5, 4.5, 0],
      [4.5, 5.5, 1 / 3],
    ]);
  });
  test("counts draws too far out to show", () => {
    const draws = [...clickDraws(1000, "far"), 1e6, -1e6];
    const spec = histogramSpec({ title: "t", xLabel: "x", draws });
    expect(spec.table.caption).toContain("2 draws lie too far out to show");
    expect(spec.x.domain[1]).toBeLessThan(1);
  });
  test("says what was drawn, where it is no posterior", () => {
    const draws = [...clickDraws(1000, "far"), 1e6];
    const spec = histogramSpec({ title: "t", xLabel: "x", draws, drawn: "simulated paths" });
    expect(marks(spec, "bars")[0]?.label).toBe("1,001 simulated paths");
    expect(spec.alt).toContain("Histogram of 1,001 simulated paths of x");
    expect(spec.alt).not.toContain("posterior");
  });
  test("refuses draws that cannot be drawn", () => {
    const make = (draws: number[]) => histogramSpec({ title: "t", xLabel: "x", draws });
    expect(() => make([])).toThrow("histogramSpec: draws is empty; give at least one number");
    expect(() => make([0, Number.NaN])).toThrow("draws[1] is NaN; give a finite number");
  });
  test("stays finite for any finite draws", () => {
    const draws = fc.array(fc.double({ min: -1e150, max: 1e150, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(draws, (values) => {
        const spec = histogramSpec({ title: "t", xLabel: "x", draws: values });
        for (const value of numbersIn(spec)) expect(value).toSatisfy(Number.isFinite);
        expect(marks(spec, "bars")[0]?.bars.length).toBeLessThanOrEqual(62);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("posteriors", () => {
  test("draws all curves to one height, each within its row", () => {
    const tops = marks(posteriors, "line").map(({ points }) => Math.min(...points.map(([, y]) => y)));
    expect(tops.map((top, row) => Number((top - row).toFixed(6)))).toEqual([0.08, 0.08, 0.08, 0.08]);
  });
  test("tells mean and interval of each row", () => {
    const { y } = posteriors;
    expect(y.type === "rows" && y.rows[0]).toEqual({ label: "10 impressions", note: "0.264 [0.172, 0.368]" });
    expect(posteriors.table.rows.map((row) => row[0])).toEqual([
      "10 impressions",
      "100 impressions",
      "1,000 impressions",
      "10,000 impressions",
    ]);
  });
  test("refuses none", () => {
    expect(() => posteriorsSpec({ title: "t", xLabel: "x", posteriors: [], probability: 0.9 })).toThrow(
      "posteriors is empty",
    );
  });
});

describe("shrinkage", () => {
  test("sorts by raw average, highest first, whatever the order given", () => {
    const again = shrinkageSpec({
      title: shrinkage.title,
      subtitle: shrinkage.subtitle ?? "",
      xLabel: "batting average",
      laterLabel: "rest of the season",
      probability: 0.9,
      pooled: 0.265,
      rows: [...batters].sort((a, b) => a.raw - b.raw),
    });
    const raws = again.table.rows.map((row) => row[1] as number);
    expect(raws).toEqual([...raws].sort((a, b) => b - a));
    expect(again.table.rows[0]?.[0]).toBe("Roberto Clemente");
  });
  test("counts in words how often pooling was nearer", () => {
    const closer = batters.filter(({ raw, mean, later = 0 }) => Math.abs(mean - later) < Math.abs(raw - later)).length;
    expect(shrinkage.alt).toContain(`In ${closer} of 18 rows partial pooling is nearer`);
  });
  test("does without later averages", () => {
    const spec = shrinkageSpec({
      title: "t",
      xLabel: "x",
      probability: 0.9,
      rows: [{ label: "a", raw: 1, mean: 1, low: 1, high: 1 }],
    });
    expect(marks(spec, "dots")).toHaveLength(2);
    expect(spec.table.rows[0]?.[5]).toBeNull();
  });
});

describe("strip", () => {
  test("expects about sqrt(2 ln 2m) as the largest of m", () => {
    expect(expectedMaxZ(1)).toBeCloseTo(1.17741, 5);
    expect(expectedMaxZ(50)).toBeCloseTo(3.03485, 5);
  });
  test("bounds the ticks but lists the largest scores", () => {
    const random = rng(3, "many");
    const scores = Array.from({ length: 5000 }, (_, i) => ({ label: `v${i}`, z: random.normal() }));
    const spec = stripSpec({ title: "t", scores });
    expect(marks(spec, "ticks")[0]?.points.length).toBeLessThanOrEqual(1001);
    expect(spec.table.rows).toHaveLength(100);
    const sizes = spec.table.rows.map((row) => Math.abs(row[2] as number));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[0]).toBe(Math.max(...scores.map(({ z }) => Math.abs(z))));
  });
  test("names the score that cannot be drawn", () => {
    expect(() => stripSpec({ title: "t", scores: [{ label: "mu mean", z: Number.POSITIVE_INFINITY }] })).toThrow(
      'stripSpec: z of "mu mean" is Infinity',
    );
  });
});

describe("trace", () => {
  test("thins a long chain without losing its extremes", () => {
    const chain = clickDraws(20_000, "long");
    chain[777] = 5;
    const points = marks(traceSpec({ title: "t", yLabel: "y", chains: [chain] }), "line")[0]?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(2000);
    expect(points).toContainEqual([778, 5]);
    const draws = points.map(([draw]) => draw);
    expect(draws).toEqual([...draws].sort((a, b) => a - b));
  });
  test("names the draw that cannot be drawn", () => {
    expect(() => traceSpec({ title: "t", yLabel: "y", chains: [[1], [2, Number.NaN]] })).toThrow("chains[1][1] is NaN");
    expect(() => traceSpec({ title: "t", yLabel: "y", chains: [] })).toThrow(
      "chains is empty; give at least one chain",
    );
  });
});

describe("forest", () => {
  test("keeps the colour of a series also where another is missing", () => {
    const estimate = (series: string) => ({ series, mean: 0, low: -1, high: 1 });
    const spec = forestSpec({
      title: "t",
      xLabel: "x",
      probability: 0.9,
      rows: [
        { label: "a", estimates: [estimate("nuts"), estimate("slice")] },
        { label: "b", estimates: [estimate("slice")] },
      ],
    });
    expect(marks(spec, "dots").map(({ label, role, points }) => [label, role, points.length])).toEqual([
      ["nuts", "series1", 1],
      ["slice", "series2", 2],
    ]);
  });
});

test("drawsCurve estimates a density that integrates to 1", () => {
  const { x, density } = drawsCurve("nuts", "series1", clickDraws(500, "kde"), { lower: 0, upper: 1 });
  let area = 0;
  for (let i = 1; i < x.length; i++)
    area += (((x[i] ?? 0) - (x[i - 1] ?? 0)) * ((density[i] ?? 0) + (density[i - 1] ?? 0))) / 2;
  expect(area).toBeCloseTo(1, 3);
});
