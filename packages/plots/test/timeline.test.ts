/** Test pictures over time: shades merged, misfits refused, drawn to SVG. */
import { expect, test } from "vitest";
import { renderSvg, timelineSpec } from "../src/index.js";

const spec = timelineSpec({
  title: "A rate",
  xLabel: "day",
  yLabel: "rate",
  heat: {
    label: "density",
    role: "posterior",
    time: [0, 1, 2],
    value: [0, 0.25, 0.5, 0.75, 1],
    density: [
      [0, 4, 4, 1],
      [1, 1, 1, 1],
    ],
  },
  ribbons: [
    {
      label: "95 %",
      role: "posterior",
      points: [
        [0, 0.1, 0.4],
        [2, 0.2, 0.6],
      ],
    },
  ],
  lines: [
    {
      label: "truth",
      role: "exact",
      points: [
        [0, 0.2],
        [2, 0.4],
      ],
    },
  ],
  dots: [{ label: "observed", role: "observed", points: [[1, 0.3]] }],
});

test("merges neighbours of one shade and leaves nothing for no density", () => {
  const cells = spec.marks[0]?.type === "cells" ? spec.marks[0].cells : [];
  expect(cells).toEqual([
    [0, 1, 0.25, 0.75, 1],
    [0, 1, 0.75, 1, 0.5],
    [1, 2, 0, 1, 0.5],
  ]);
});

test("is plain data with a text alternative and a table", async () => {
  expect(JSON.parse(JSON.stringify(spec))).toStrictEqual(spec);
  expect(spec.alt).toMatch(/^A rate\. rate by day\. Shading shows density from 0 to 2/);
  expect(spec.alt).toMatch(/observed: 0\.3/);
  for (const row of spec.table.rows) expect(row).toHaveLength(spec.table.columns.length);
  const svg = await renderSvg(spec, { theme: "light" });
  expect(svg).toMatch(/^<svg/);
  expect(svg).not.toMatch(/NaN/);
});

test("refuses what cannot be drawn", () => {
  const base = { title: "t", xLabel: "x", yLabel: "y" };
  expect(() => timelineSpec(base)).toThrow(/is empty; give at least one/);
  const heat = { label: "d", role: "posterior", time: [0, 1], value: [0, 1], density: [[1], [1]] } as const;
  expect(() => timelineSpec({ ...base, heat })).toThrow(/2 edges of time for 2 columns/);
  expect(() => timelineSpec({ ...base, heat: { ...heat, time: [0, 1, 2], value: [0, 1, 2] } })).toThrow(
    /1 densities for 3 edges/,
  );
  expect(() => timelineSpec({ ...base, lines: [{ label: "l", role: "exact", points: [[0, Number.NaN]] }] })).toThrow(
    /"l"\[1\] is NaN/,
  );
});
