/** Test pictures over time: which dim is time, in which order, with which data. */
import { dim, labelled, trace, withGroups } from "@credence/draws";
import { describe, expect, test } from "vitest";
import { heatSpec, type PanelsSpec, type PlotSpec, plot, ribbonSpec } from "../src/index.js";

function marks<T extends PlotSpec["marks"][number]["type"]>(spec: PlotSpec, type: T) {
  return spec.marks.filter((mark): mark is Extract<typeof mark, { type: T }> => mark.type === type);
}

const [arm, day, month] = [dim("arm", ["A", "B"]), dim("day", [3, 1, 2]), dim("month", ["Jan", "Feb", "Mar"])];
// Draws 0 … 100 of a cell are its own hundred and the number of the draw: medians are known.
const drawsOf = (cells: number): Float64Array =>
  Float64Array.from({ length: 101 * cells }, (_, i) => 1000 * (i % cells) + Math.floor(i / cells));
const facts = { sampler: "made", seed: 1, elapsedMs: 1, chains: 1, draws: 101 };
const made = withGroups(
  trace(
    [
      { name: "rate", axes: [arm, day], values: drawsOf(6) },
      { name: "level", axes: [month], values: drawsOf(3) },
      { name: "mu", axes: [], values: drawsOf(1) },
    ],
    facts,
  ),
  {
    posteriorPredictive: trace([{ name: "y", axes: [day], values: drawsOf(3) }], facts),
    constantData: { hour: labelled([month], [30, 10, 20]) },
    observedData: { y: labelled([day], [7, 8, 9]) },
  },
);

describe("ribbon", () => {
  test("orders times, takes other dims apart, and has the medians and intervals of the draws", () => {
    const spec = plot.ribbon.spec(made, { vars: ["rate"], time: "day" }) as PanelsSpec;
    expect(spec.panels.map((panel) => panel?.title)).toEqual(["rate[A]", "rate[B]"]);
    const second = spec.panels[1] as PlotSpec;
    // Days 1, 2, 3 are the places 1, 2, 0; cells of B begin at 3.
    expect(marks(second, "line")[0]?.points).toEqual([
      [1, 4050],
      [2, 5050],
      [3, 3050],
    ]);
    expect(marks(second, "ribbon").map(({ points }) => points[0])).toEqual([
      [1, 4003, 4097],
      [1, 4025, 4075],
    ]);
  });
  test("draws what was observed of a predicted variable, in the order of time", () => {
    const spec = plot.ribbon.spec(made, { vars: ["y"] }) as PlotSpec;
    expect(marks(spec, "dots")[0]?.points).toEqual([
      [1, 8],
      [2, 9],
      [3, 7],
    ]);
  });
  test("counts places where labels are no numbers, or takes times by name or as numbers", () => {
    const times = (options: object) =>
      marks(plot.ribbon.spec(made, { vars: ["level"], ...options }) as PlotSpec, "line")[0]?.points.map(([x]) => x);
    expect(times({})).toEqual([1, 2, 3]);
    expect(times({ time: "hour" })).toEqual([10, 20, 30]);
    expect(times({ time: [5, 7, 6] })).toEqual([5, 6, 7]);
  });
  test("says what does not fit", () => {
    const asked = (options: object) => () => plot.ribbon.spec(made, options);
    expect(asked({ vars: ["mu"] })).toThrow("mu has no dim that could be time");
    expect(asked({ vars: ["rate"] })).toThrow("rate has the dims arm, day; say by time which of them is time");
    expect(asked({ vars: ["level"], time: "huor" })).toThrow('time is "huor"');
    expect(asked({ vars: ["level"], time: [1, 2] })).toThrow("2 times for 3 labels of month");
    expect(asked({ vars: ["level"], time: [1, 1, 2] })).toThrow("the time 1 is there twice");
    expect(asked({ vars: ["levle"] })).toThrow('did you mean "level"?');
    expect(asked({ vars: ["level"], observed: "z" })).toThrow('no data named "z"');
    expect(asked({ vars: ["level"], observed: [1, 2] })).toThrow("2 observed values, which do not fit level");
  });
});

test("heat: every column holds all draws, from the middle before its time to the middle after", () => {
  const draws = [Float64Array.of(0, 1, 2, 3), Float64Array.of(4, 5, 6, 7), Float64Array.of(8, 9, 10, 11)];
  const spec = heatSpec({ title: "T", xLabel: "t", yLabel: "y", times: [0, 1, 4], draws, bands: 12 });
  expect(spec.x).toMatchObject({ domain: [-0.5, 5.5] });
  const cells = marks(spec, "cells")[0]?.cells ?? [];
  expect([...new Set(cells.map(([from]) => from))]).toEqual([-0.5, 0.5, 2.5]);
  expect(marks(spec, "line")[0]?.points).toEqual([
    [0, 1.5],
    [1, 5.5],
    [4, 9.5],
  ]);
});

test("times must increase and have draws", () => {
  const base = { title: "T", xLabel: "t", yLabel: "y" };
  expect(() => ribbonSpec({ ...base, times: [], draws: [] })).toThrow("times is empty");
  expect(() => ribbonSpec({ ...base, times: [1, 1], draws: [[1], [1]] })).toThrow("time 1 follows 1");
  expect(() => ribbonSpec({ ...base, times: [1], draws: [] })).toThrow("draws at 0 times and 1 times");
  expect(() => ribbonSpec({ ...base, times: [1], draws: [[Number.NaN]] })).toThrow("the draws at time 1[0] is NaN");
});
