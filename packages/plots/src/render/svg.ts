/** Draw a spec as an SVG string, the same bytes for the same spec, in Node and in browsers. */
import { escapeHtml, wellFormed } from "../html/escape.js";
import type { PlotSpec } from "../spec.js";
import { loadDocument, type SvgElement } from "./document.js";
import { labels, type Scales, titles } from "./labels.js";
import { type Layout, layOut } from "./layout.js";
import { legend } from "./legend.js";
import { drawAxes, drawMark, type Plot } from "./marks.js";
import { type Colour, paint, type Theme, themeCss } from "./palette.js";
import { round } from "./words.js";

export interface RenderOptions {
  /** In px; default 720. Below 520 the layout is that for phones. */
  width?: number;
  /** In px; by default what the spec needs. */
  height?: number;
  /** Default `"auto"`. */
  theme?: Theme;
  /** The id of the root, for pages that hold a picture twice; by default it is derived from spec and options. */
  id?: string;
}

const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/**
 * A complete `<svg>` with `role="img"` and the spec's text alternative as its label. Observable Plot is loaded at the
 * first call.
 *
 * @throws RangeError for a width outside 200 to 10,000, or an id that is no plain name.
 */
export async function renderSvg(spec: PlotSpec, options: RenderOptions = {}): Promise<string> {
  const { width = 720, height, theme = "auto" } = options;
  if (!(width >= 200 && width <= 10_000)) throw new RangeError(`renderSvg: width is ${width}; give 200 to 10,000 px`);
  if (options.id !== undefined && !/^[a-z][\w-]*$/i.test(options.id))
    throw new RangeError(`renderSvg: id is "${options.id}"; give a letter, then letters, digits, "-" or "_"`);
  const [Plot, document] = await Promise.all([import("@observablehq/plot"), loadDocument()]);
  const id = options.id ?? `credence-${fingerprint(JSON.stringify([spec, width, height, theme]))}`;
  const colour = paint(theme);
  const title = titles(spec, width, colour);
  const key = legend(spec, title.bottom, width, colour);
  const layout = layOut(spec, width, height, title.bottom + key.height);
  const drawing = draw(Plot, document, spec, layout, colour);
  const words = labels(spec, layout, drawing.scales, colour);
  const root = [
    `xmlns="http://www.w3.org/2000/svg" id="${id}" role="img" aria-label="${escapeHtml(spec.alt)}"`,
    `viewBox="0 0 ${width} ${round(layout.height)}" width="${width}" height="${round(layout.height)}"`,
    `font-family="${FONT}" font-size="12" fill="currentColor"`,
  ];
  return `<svg ${root.join(" ")}><style>${css(`#${id}`, theme, colour)}</style>${title.svg}${key.svg}<g text-anchor="middle">${drawing.svg}</g>${words}</svg>`;
}

function draw(
  Plot: Plot,
  document: never,
  spec: PlotSpec,
  layout: Layout,
  colour: (name: Colour) => string,
): { svg: string; scales: Scales } {
  const rows = spec.y.type === "rows" ? spec.y.rows.length : 0;
  const plot = Plot.plot({
    document,
    width: layout.width,
    height: layout.height,
    ...layout.margins,
    x: { type: "linear", domain: spec.x.domain, axis: null },
    y: { type: "linear", domain: layout.yDomain, axis: null },
    marks: [
      ...drawAxes(Plot, layout, rows, colour),
      ...spec.marks.map((mark) => drawMark(Plot, mark, layout, colour)),
      Plot.ruleY([layout.yDomain[0]], { stroke: colour("muted") }),
    ],
  });
  const [x, y] = [plot.scale("x"), plot.scale("y")];
  const element = plot as unknown as SvgElement;
  slim(element);
  return {
    // Plot's own style sheet would apply to a class of ours.
    svg: wellFormed(element.innerHTML.replace(/^<style>[^<]*<\/style>/, "")),
    scales: { x: (value) => Number(x?.apply(value)), y: (value) => Number(y?.apply(value)) },
  };
}

/** Round coordinates and leave out labels of groups: the picture has one text alternative. */
function slim(plot: SvgElement): void {
  for (const element of plot.querySelectorAll("*")) {
    element.removeAttribute("aria-label");
    element.removeAttribute("aria-hidden");
    for (const name of ["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r"]) {
      const value = element.getAttribute(name);
      if (value?.includes("."))
        element.setAttribute(
          name,
          value.replace(/-?\d*\.\d+(e-?\d+)?/g, (digits) => `${round(Number(digits))}`),
        );
    }
  }
}

function css(selector: string, theme: Theme, colour: (name: Colour) => string): string {
  const own = `${selector}{color:${colour("ink")};background:${colour("paper")};max-width:100%;height:auto}${selector} text{unicode-bidi:plaintext}`;
  return theme === "auto" ? themeCss(selector) + own : own;
}

/** FNV-1a over UTF-16 units (Fowler, Noll and Vo 1991): a short name for an id, not a safeguard. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
