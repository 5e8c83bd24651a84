/** Test the drawings: complete, small, safe, the same every time, and never with a NaN. */
import { describe, expect, test } from "vitest";
import {
  densitySpec,
  forestSpec,
  histogramSpec,
  type PlotSpec,
  posteriorsSpec,
  renderSvg,
  shrinkageSpec,
  stripSpec,
  traceSpec,
} from "../src/index.js";
import { PALETTES } from "../src/render/palette.js";
import { textWidth } from "../src/render/words.js";
import { clickDraws, density, forest, histogram, posteriors, SPECS, shrinkage, strip } from "./example.js";
import { checkWellFormed, parseSvg, texts } from "./helpers.js";

const WIDTHS = [360, 720];

describe.each(Object.entries(SPECS).flatMap(([name, spec]) => WIDTHS.map((width) => ({ name, width, spec }))))(
  "$name at $width px",
  ({ spec, width }) => {
    test("is a labelled, well-formed image of at most 60 kB without NaN", async () => {
      const svg = await renderSvg(spec, { width });
      checkWellFormed(svg);
      const root = parseSvg(svg);
      expect(root.getAttribute("role")).toBe("img");
      expect(root.getAttribute("aria-label")).toBe(spec.alt);
      expect(root.getAttribute("viewBox")).toMatch(new RegExp(`^0 0 ${width} \\d`));
      expect(svg.length).toBeLessThan(60_000);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    });
    test("shows its title and axis, and cuts no word", async () => {
      const svg = await renderSvg(spec, { width });
      expect(texts(svg).join(" ")).toContain(spec.title);
      expect(texts(svg)).toContain(spec.x.label);
      for (const text of parseSvg(svg).querySelectorAll("text[font-size]")) {
        const x = Number(text.getAttribute("x"));
        const size = Number(text.getAttribute("font-size"));
        const anchor = text.getAttribute("text-anchor");
        const length = textWidth(text.textContent, size);
        const left = x - (anchor === "end" ? length : anchor === "middle" ? length / 2 : 0);
        expect(left).toBeGreaterThan(-0.1);
        expect(left + length).toBeLessThan(width + 0.1);
      }
    });
  },
);

test("the same spec gives the same bytes, whatever was drawn before", async () => {
  const first = await renderSvg(density);
  await renderSvg(forest);
  expect(await renderSvg(density)).toBe(first);
  expect(await renderSvg(JSON.parse(JSON.stringify(density)))).toBe(first);
});

test("ids differ between pictures and sizes", async () => {
  const all = await Promise.all(
    Object.values(SPECS).flatMap((spec) => WIDTHS.map((width) => renderSvg(spec, { width }))),
  );
  const ids = all.map((svg) => parseSvg(svg).getAttribute("id"));
  expect(new Set(ids).size).toBe(ids.length);
  expect(parseSvg(await renderSvg(density, { id: "mine" })).getAttribute("id")).toBe("mine");
});

describe("marks", () => {
  test("a line for each curve and an area for the interval", async () => {
    const root = parseSvg(await renderSvg(density));
    expect(root.querySelectorAll('path[stroke="var(--prior)"], g[stroke="var(--prior)"] path')).toHaveLength(1);
    expect(root.querySelectorAll('g[stroke="var(--likelihood)"] path')).toHaveLength(1);
    expect(root.querySelectorAll('g[stroke="var(--posterior)"] path')).toHaveLength(1);
    expect(root.querySelectorAll('g[fill="var(--posterior)"] path')).toHaveLength(1);
  });
  test("a bar for each bin that holds draws", async () => {
    const drawn = parseSvg(await renderSvg(histogram)).querySelectorAll('g[fill="var(--posterior)"] rect');
    expect(drawn).toHaveLength(histogram.table.rows.length);
  });
  test("three symbols, an interval and a name for each batter", async () => {
    const svg = await renderSvg(shrinkage);
    const root = parseSvg(svg);
    expect(root.querySelectorAll('g[stroke="var(--posterior)"] line')).toHaveLength(18);
    for (const role of ["posterior", "later"])
      expect(root.querySelectorAll(`g[fill="var(--${role})"] path`)).toHaveLength(18);
    for (const row of shrinkage.table.rows) expect(texts(svg)).toContain(row[0]);
  });
  test("words for every legend, rule and row", async () => {
    expect(texts(await renderSvg(histogram))).toEqual(
      expect.arrayContaining(["4,000 posterior draws", "prior", "exact posterior", "most plausible value 0.257"]),
    );
    expect(texts(await renderSvg(posteriors))).toEqual(
      expect.arrayContaining(["10 impressions", "10,000 impressions", "true rate 0.700", "0.264 [0.172, 0.368]"]),
    );
    expect(texts(await renderSvg(strip))).toEqual(
      expect.arrayContaining(["mean", "95%", "expected under agreement: ±2.96"]),
    );
  });
});

describe("themes", () => {
  test("auto follows the reader by custom properties", async () => {
    const svg = await renderSvg(density);
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).toContain("var(--ink)");
  });
  test("light and dark hold plain colours, for programs that know no custom properties", async () => {
    for (const theme of ["light", "dark"] as const) {
      const svg = await renderSvg(density, { theme });
      expect(svg).not.toContain("var(");
      expect(svg).toContain(PALETTES[theme].posterior);
    }
  });
  // WCAG 2.2: 4.5 for text (1.4.3), 3 for what is needed to understand graphics (1.4.11).
  test.each(["light", "dark"] as const)("%s has enough contrast", (theme) => {
    const palette = PALETTES[theme];
    for (const text of ["ink", "muted"] as const) expect(contrast(palette[text], palette.paper)).toBeGreaterThan(4.5);
    for (const role of [
      "prior",
      "likelihood",
      "posterior",
      "observed",
      "later",
      "exact",
      "reference",
      "series1",
      "series2",
      "series3",
    ] as const)
      expect(contrast(palette[role], palette.paper)).toBeGreaterThan(3);
  });
});

function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe("degenerate input draws without NaN", () => {
  const words = { title: "t", xLabel: "x" };
  const flat = (height: number) => ({ label: "flat", role: "prior" as const, x: [0, 1], density: [height, height] });
  const row = { label: "a", mean: 2, low: 2, high: 2 };
  const cases: [string, PlotSpec][] = [
    ["one draw", histogramSpec({ ...words, draws: [0.3] })],
    ["equal draws", histogramSpec({ ...words, draws: new Array(100).fill(0.1) })],
    ["zeros", histogramSpec({ ...words, draws: [0, 0, 0] })],
    ["a tiny range", histogramSpec({ ...words, draws: [1, 1 + 2e-16, 1 + 4e-16] })],
    ["a vast range", histogramSpec({ ...words, draws: [-1e150, 1e150] })],
    ["a curve of zeros", densitySpec({ ...words, curves: [flat(0)] })],
    ["two points", densitySpec({ ...words, curves: [flat(1)] })],
    [
      "a point posterior",
      posteriorsSpec({ ...words, probability: 0.9, posteriors: [{ ...row, x: [2, 2 + 1e-15], density: [0, 0] }] }),
    ],
    ["one batter", shrinkageSpec({ ...words, probability: 0.9, rows: [{ ...row, raw: 2 }] })],
    [
      "one estimate",
      forestSpec({ ...words, probability: 0.9, rows: [{ label: "a", estimates: [{ ...row, series: "s" }] }] }),
    ],
    [
      "a row without estimates",
      forestSpec({
        ...words,
        probability: 0.9,
        rows: [
          { label: "b", estimates: [] },
          { label: "a", estimates: [{ ...row, series: "s" }] },
        ],
      }),
    ],
    ["z of zero", stripSpec({ title: "t", scores: [{ label: "a", z: 0 }] })],
    ["one draw a chain", traceSpec({ title: "t", yLabel: "y", chains: [[1], [1]] })],
    ["a chain that stands still", traceSpec({ title: "t", yLabel: "y", chains: [[3, 3, 3]] })],
    ["huge values", traceSpec({ title: "t", yLabel: "y", chains: [[1e140, -1e140]] })],
    ["tiny values", traceSpec({ title: "t", yLabel: "y", chains: [[1e-140, 2e-140]] })],
  ];
  test.each(cases)("%s", async (_, spec) => {
    for (const width of WIDTHS) {
      const svg = await renderSvg(spec, { width });
      checkWellFormed(svg);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

test("large input stays small", async () => {
  const chains = ["a", "b", "c", "d"].map((name) => clickDraws(5000, name));
  expect((await renderSvg(traceSpec({ title: "t", yLabel: "y", chains }))).length).toBeLessThan(60_000);
  const rows = Array.from({ length: 50 }, (_, i) => ({
    label: `theta[${i}]`,
    estimates: ["nuts", "slice"].map((series) => ({ series, mean: i, low: i - 1, high: i + 1 })),
  }));
  expect((await renderSvg(forestSpec({ title: "t", xLabel: "x", probability: 0.9, rows }))).length).toBeLessThan(
    60_000,
  );
});

test("hostile names are shown, not obeyed", async () => {
  const name = `<script>alert("1")</script>]]>&amp;'🎲\u0000\ud800 שלום`;
  const svg = await renderSvg(
    forestSpec({
      title: name,
      subtitle: name,
      xLabel: name,
      probability: 0.9,
      rows: [{ label: name, estimates: [{ series: name, mean: 0, low: -1, high: 1 }] }],
    }),
    { width: 2000 },
  );
  checkWellFormed(svg);
  const shown = `<script>alert("1")</script>]]>&amp;'🎲\ufffd\ufffd שלום`;
  expect(texts(svg)).toContain(shown);
  expect(parseSvg(svg).getAttribute("aria-label")).toContain(shown);
  expect(parseSvg(svg).querySelectorAll("script")).toHaveLength(0);
});

test("refuses sizes and ids that cannot be", async () => {
  await expect(renderSvg(density, { width: 20 })).rejects.toThrow("renderSvg: width is 20; give 200 to 10,000 px");
  await expect(renderSvg(density, { id: 'a"b' })).rejects.toThrow("give a letter, then letters");
});
