/** Test pictures of several panels: complete, aligned, explained once, small. */
import { describe, expect, test } from "vitest";
import { page, panelsSpec, renderSvg } from "../src/index.js";
import { density, forest, histogram, SPECS } from "./example.js";
import { checkWellFormed, parseSvg, texts } from "./helpers.js";

const { trace } = SPECS as Record<string, typeof density>;

describe("panelsSpec", () => {
  test("tells every panel once, in words and in one table", () => {
    const spec = panelsSpec({ title: "Two", panels: [density, histogram] });
    expect(spec.alt).toBe(`Two. 2 panels: ${density.title}, ${histogram.title}. ${density.alt} ${histogram.alt}`);
    expect(spec.table.rows).toHaveLength(density.table.rows.length + histogram.table.rows.length);
    expect(spec.table.columns).toEqual([...new Set(["panel", ...density.table.columns, ...histogram.table.columns])]);
    for (const row of spec.table.rows) expect(row).toHaveLength(spec.table.columns.length);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });
  test("refuses an empty grid", () => {
    expect(() => panelsSpec({ title: "t", panels: [null] })).toThrow("panelsSpec: panels is empty");
  });
});

describe("drawn", () => {
  const same = { ...density, title: "again" };
  const spec = panelsSpec({ title: "Four", panels: [density, same, histogram, forest], columns: 2 });
  const places = (svg: string) =>
    [...parseSvg(svg).querySelectorAll("g[transform]")]
      .map((g) => g.getAttribute("transform") as string)
      .filter((transform, i, all) => /^translate\(\d/.test(transform) && all.indexOf(transform) === i)
      .slice(0, 40);
  test.each([360, 720])("well formed at %i px, with every title and each legend once", async (width) => {
    const svg = await renderSvg(spec, { width });
    checkWellFormed(svg);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const words = texts(svg);
    expect(words.filter((word) => word === "prior")).toHaveLength(1);
    expect(words).toContain("again");
    expect(svg.length).toBeLessThan(90_000);
  });
  test("two columns on a desk, one on a phone", async () => {
    const starts = async (width: number) =>
      new Set(places(await renderSvg(spec, { width })).map((place) => place.split("(")[1]?.split(",")[0]));
    expect(await starts(720)).toContain("370");
    expect(await starts(360)).not.toContain("370");
  });
  test("a matrix keeps its columns, and a null its place", async () => {
    const matrix = panelsSpec({ title: "m", panels: [density, null, same, histogram], columns: 2, matrix: true });
    const svg = await renderSvg(matrix, { width: 360 });
    checkWellFormed(svg);
    expect(svg).toContain('<g transform="translate(185,');
  });
  test("stands on a page", async () => {
    const html = await page({ title: "p", sections: [{ heading: "h", figures: [spec] }] });
    expect(html).toContain("Table behind this picture");
    expect(html).toContain("again");
  });
  test("a given height is kept", async () => {
    expect(parseSvg(await renderSvg(spec, { width: 720, height: 900 })).getAttribute("viewBox")).toMatch(
      / (89\d|900)$/,
    );
  });
});

test("marks of many points are one path", async () => {
  const spec = {
    ...(trace as typeof density),
    marks: [
      {
        type: "specks" as const,
        role: "series1" as const,
        points: [
          [1, 0.2],
          [2, 0.3],
        ] as [number, number][],
      },
      { type: "rug" as const, role: "divergent" as const, xs: [1, 2, 3] },
    ],
  };
  const svg = await renderSvg(spec);
  expect(svg).toMatch(/d="(M[\d.]+,[\d.]+h0){2}"/);
  expect(svg).toMatch(/d="(M[\d.]+,[\d.]+v-7){3}"/);
});
