/** Draw one spec below its header: marks and axes by Observable Plot, words by our own labels. */
import { wellFormed } from "../html/escape.js";
import type { PlotSpec } from "../spec.js";
import type { SvgElement } from "./document.js";
import { labels, type Scales } from "./labels.js";
import type { Layout } from "./layout.js";
import { drawAxes, drawMark, type Plot } from "./marks.js";
import type { Colour } from "./palette.js";
import { round } from "./words.js";

/** What every drawing needs. */
export interface Brush {
  Plot: Plot;
  /** For Observable Plot's option of that name; its type is that of the DOM, which Node does not declare. */
  document: never;
  colour: (name: Colour) => string;
}

/** The SVG elements of the picture without its header. */
export function drawPicture(brush: Brush, spec: PlotSpec, layout: Layout, decimals = 2): string {
  const { svg, scales } = draw(brush, spec, layout, decimals);
  return `<g text-anchor="middle">${svg}</g>${labels(spec, layout, scales, brush.colour)}`;
}

function draw(
  { Plot, document, colour }: Brush,
  spec: PlotSpec,
  layout: Layout,
  decimals: number,
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
      ...(spec.marks.every(({ type }) => type === "text")
        ? []
        : [Plot.ruleY([layout.yDomain[0]], { stroke: colour("muted") })]),
    ],
  });
  const [x, y] = [plot.scale("x"), plot.scale("y")];
  const element = plot as unknown as SvgElement;
  slim(element, decimals);
  return {
    // Plot's own style sheet would apply to a class of ours.
    svg: wellFormed(element.innerHTML.replace(/^<style>[^<]*<\/style>/, "")),
    scales: { x: (value) => Number(x?.apply(value)), y: (value) => Number(y?.apply(value)) },
  };
}

/** Round coordinates and leave out labels of groups: the picture has one text alternative. */
function slim(plot: SvgElement, decimals: number): void {
  for (const element of plot.querySelectorAll("*")) {
    element.removeAttribute("aria-label");
    element.removeAttribute("aria-hidden");
    for (const name of ["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r"]) {
      const value = element.getAttribute(name);
      if (value?.includes("."))
        element.setAttribute(
          name,
          value.replace(/-?\d*\.\d+(e-?\d+)?/g, (digits) => `${round(Number(digits), decimals)}`),
        );
    }
  }
}
