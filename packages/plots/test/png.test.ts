/** Test pictures as PNG: size, colours, words, and what is said when something is missing. */
import { describe, expect, test, vi } from "vitest";
import { plot, toPng } from "../src/index.js";
import { PALETTES } from "../src/render/palette.js";
import { normals } from "./traces.js";

const trace = normals();
const svg = await plot.pair(trace, { vars: ["mu", "tau"], width: 400 });

/** Width and height from the header of a PNG (ISO/IEC 15948, IHDR). */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return [view.getUint32(16), view.getUint32(20)];
}

/** How many pixels have each colour, of an SVG drawn by the same library. */
async function coloursOf(text: string, background?: string): Promise<Map<string, number>> {
  const { Resvg } = await import("@resvg/resvg-js");
  const { pixels } = new Resvg(text, background === undefined ? {} : { background }).render();
  const counts = new Map<string, number>();
  for (let i = 0; i < pixels.length; i += 4) {
    const key = `#${[0, 1, 2].map((k) => (pixels[i + k] as number).toString(16).padStart(2, "0")).join("")}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const asImage = (png: Uint8Array, [width, height]: [number, number]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${Buffer.from(png).toString("base64")}"/></svg>`;

describe("toPng", () => {
  test("is twice as wide as the drawing and its margins unless told otherwise", async () => {
    expect(sizeOf(await toPng(svg))[0]).toBe(848);
    expect(sizeOf(await toPng(svg, { width: 500 }))[0]).toBe(500);
  });
  test.each(["light", "dark"] as const)("draws %s colours on paper, with words", async (theme) => {
    const png = await toPng(svg, { theme });
    const colours = await coloursOf(asImage(png, sizeOf(png)));
    const palette = PALETTES[theme];
    expect(colours.get(palette.paper.toLowerCase()) ?? 0).toBeGreaterThan(100_000);
    expect(colours.get(palette.posterior.toLowerCase()) ?? 0).toBeGreaterThan(500);
    expect(colours.get(palette.ink.toLowerCase()) ?? 0).toBeGreaterThan(100);
  });
  test("follows a drawing that has a theme, and a background that is given", async () => {
    const dark = await plot.pair(trace, { vars: ["mu", "tau"], width: 400, theme: "dark" });
    const png = await toPng(dark);
    expect((await coloursOf(asImage(png, sizeOf(png)))).get(PALETTES.dark.paper) ?? 0).toBeGreaterThan(100_000);
    const green = await toPng(svg, { background: "#00ff00" });
    expect((await coloursOf(asImage(green, sizeOf(green)))).get("#00ff00") ?? 0).toBeGreaterThan(100_000);
    const clear = await toPng(svg, { background: "transparent" });
    expect((await coloursOf(asImage(clear, sizeOf(clear)), "#ff00ff")).get("#ff00ff") ?? 0).toBeGreaterThan(100_000);
  });
  test("words that look like colours stay words", async () => {
    const odd = await plot.density(trace, { vars: ["mu"], labels: { mu: '="var(--ink)"' }, width: 400 });
    expect(odd).toContain("=&quot;var(--ink)&quot;");
    expect(sizeOf(await toPng(odd))[0]).toBe(848);
  });
  test("refuses sizes that cannot be and texts that are no drawing", async () => {
    await expect(toPng(svg, { width: 0 })).rejects.toThrow("toPng: width is 0; give 1 to 20,000 px");
    await expect(toPng("<p>")).rejects.toThrow("toPng: the text is no SVG");
  });
  test("says what to install when the library is missing", async () => {
    vi.doMock("@resvg/resvg-js", () => {
      throw new Error("not found");
    });
    await expect(toPng(svg)).rejects.toThrow("toPng: PNG needs @resvg/resvg-js, which cannot be loaded; install it");
    vi.doUnmock("@resvg/resvg-js");
  });
  test("says so when there is no font", async () => {
    vi.resetModules();
    vi.doMock("@resvg/resvg-js", () => ({
      Resvg: class {
        innerBBox(): undefined {}
      },
    }));
    await expect(toPng(svg)).rejects.toThrow("toPng: there is no font to draw words with; install one");
    vi.doUnmock("@resvg/resvg-js");
  });
});
