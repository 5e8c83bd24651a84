/** Test pictures in plain text: where marks land, how wide lines are, and that names stay names. */
import { describe, expect, test } from "vitest";
import {
  densitySpec,
  forestSpec,
  histogramSpec,
  type PlotSpec,
  page,
  paretoKSpec,
  plot,
  textPicture,
  traceSpec,
  uniformSpec,
} from "../src/index.js";
import { canvas } from "../src/terminal/canvas.js";
import { SPECS } from "./example.js";
import { normals } from "./traces.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

describe("canvas", () => {
  test("sets braille dots from the top left, shades behind them and signs over them", () => {
    const area = canvas(3, 1);
    for (const [x, y] of [
      [0, 0],
      [1, 3],
      [-1, 0],
      [6, 0],
      [0, 4],
    ] as const)
      area.dot(x, y);
    area.shade(0, 0, 1);
    area.shade(1, 0, 2);
    area.sign(2, 0, "○");
    // U+2801 is the dot at the top left, U+2880 that at the bottom right.
    expect(area.lines()).toEqual([`${String.fromCodePoint(0x2881)}▒○`]);
  });
});

const LINE: PlotSpec = {
  kind: "line",
  title: "Rising",
  alt: "",
  x: { type: "number", label: "x", domain: [0, 10] },
  y: { type: "number", label: "y", domain: [0, 4] },
  marks: [
    {
      type: "line",
      role: "posterior",
      label: "a line",
      weight: "normal",
      points: [
        [0, 0],
        [10, 4],
      ],
    },
  ],
  table: { caption: "", columns: [], rows: [] },
};

test("draws axes with round ticks around the marks, and a legend", () => {
  expect(textPicture(LINE, { width: 30, height: 6 })).toBe(
    [
      "Rising",
      "y",
      "4 ┤                      ⢀⣀⠤⠒⠉",
      "  │                  ⣀⡠⠔⠊⠁",
      "2 ┤             ⢀⡠⠤⠒⠉",
      "  │         ⣀⠤⠒⠊⠁",
      "  │    ⢀⡠⠔⠊⠉",
      "0 ┤⣀⠤⠒⠉⠁",
      "  └┬────────────┬────────────┬",
      "   0            5           10",
      "                x",
      "⠤⠤⠤ a line",
    ].join("\n"),
  );
});

describe.each([
  ...Object.entries(SPECS),
  ["panels", plot.density.spec(normals())] as const,
  ["parallel", plot.parallel.spec(normals())] as const,
  ["khat", paretoKSpec({ title: "T", paretoK: [0.1, Infinity, 0.9] })] as const,
  ["uniform", uniformSpec({ title: "T", xLabel: "u", values: [0.2, 0.4] })] as const,
])("%s", (_, spec) => {
  test.each([40, 80, 120])("keeps to %i columns and has no control characters", (width) => {
    const text = textPicture(spec, { width });
    expect(text).not.toMatch(CONTROL);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    for (const line of text.split("\n")) expect([...line].length).toBeLessThanOrEqual(width);
  });
});

test("rows have their labels before and their notes behind", () => {
  const estimates = (mean: number) => [{ series: "a", mean, low: mean - 1, high: mean + 1 }];
  const text = textPicture(
    forestSpec({
      title: "T",
      xLabel: "x",
      probability: 0.9,
      rows: [
        { label: "first", estimates: estimates(0) },
        { label: "second", estimates: estimates(4) },
      ],
    }),
    { width: 60 },
  );
  expect(text).toMatch(/^first +─+●─+ +0 \[−1, 1\]$/m);
  expect(text).toMatch(/^second +─+●─+ +4 \[3, 5\]$/m);
});

describe("hostile names", () => {
  const name = "a\u001b[31m\u0007\u202e\nb<script>&\"'";
  const shown = "a\\u{1b}[31m\\u{7}\\u{202e}\\u{a}b<script>&\"'";
  test.each([
    ["title", traceSpec({ title: name, yLabel: "y", chains: [[1, 2, 1]] })],
    ["label of an axis", histogramSpec({ title: "T", xLabel: name, draws: [1, 2, 3, 4.5] })],
    [
      "legend",
      densitySpec({
        title: "T",
        xLabel: "x",
        curves: [{ label: name, role: "prior", x: [0, 1, 2], density: [0, 1, 0] }],
      }),
    ],
    [
      "text in the picture",
      paretoKSpec({ title: "T", paretoK: [2, 0.1, 0.1], names: ["x", name, "z"], threshold: 0.05 }),
    ],
  ])("%s", (_, spec) => {
    const text = textPicture(spec, { width: 100 });
    expect(text).toContain(shown);
    expect(text).not.toMatch(CONTROL);
  });
  test("in a page", async () => {
    const spec = paretoKSpec({ title: name, paretoK: [2, 0.1], names: [name, "b"] });
    const html = await page({ title: name, sections: [{ heading: name, figures: [spec] }] });
    for (const refused of ["<script", "\u001b", "\u0007"]) expect(html).not.toContain(refused);
    expect(html).toContain("&lt;script&gt;&amp;&quot;&#39;");
  });
});

test("refuses a width or a height that gives no picture", () => {
  expect(() => textPicture(LINE, { width: 10 })).toThrow("width is 10; give a whole number from 30 to 1000");
  expect(() => textPicture(LINE, { height: 1.5 })).toThrow("height is 1.5");
});
