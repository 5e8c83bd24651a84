/** Turn each mark of a spec into a mark of Observable Plot. */
import type * as ObservablePlot from "@observablehq/plot";
import type { CellsMark, Mark, Point } from "../spec.js";
import type { Layout } from "./layout.js";
import { TEXT } from "./layout.js";
import { type Colour, DASHES } from "./palette.js";
import { plotSymbol, symbolPaint } from "./symbols.js";
import { round } from "./words.js";

export type Plot = typeof ObservablePlot;

const LINES = {
  normal: { strokeWidth: 2.25 },
  fine: { strokeWidth: 1.5 },
  thin: { strokeWidth: 0.8, strokeOpacity: 0.75 },
} as const;
const SPECK = 2.4;
const BOLD_SPECK = 4.5;
const RUG = 7;
const SEGMENT_WIDTH = { hair: 1, thin: 2.25, thick: 5 } as const;
const TICK_HALF = 0.22;
const RULE_DASH = "4 3";

/** The mark drawn, with its y put where the layout wants it. */
export function drawMark(
  Plot: Plot,
  mark: Mark,
  { place }: Layout,
  paint: (colour: Colour) => string,
): ObservablePlot.Markish {
  const colour = paint(mark.role);
  const x = (point: Point) => point[0];
  const y = (point: Point) => place(point[1]);
  switch (mark.type) {
    case "line": {
      const dash = mark.weight === "normal" ? DASHES[mark.role] : undefined;
      return Plot.line(mark.points, {
        x,
        y,
        stroke: colour,
        ...LINES[mark.weight],
        ...(dash === undefined ? {} : { strokeDasharray: dash }),
      });
    }
    case "area":
      return Plot.areaY(mark.points, { x, y1: place(mark.base), y2: y, fill: colour, fillOpacity: 0.25 });
    case "bars":
      return Plot.rectY(mark.bars, {
        x1: (bar) => bar[0],
        x2: (bar) => bar[1],
        y1: 0,
        y2: (bar) => bar[2],
        fill: colour,
        fillOpacity: 0.35,
        insetLeft: 0.25,
        insetRight: 0.25,
      });
    case "segments":
      return Plot.ruleY(mark.segments, {
        x1: (segment) => segment[0],
        x2: (segment) => segment[1],
        y: (segment) => place(segment[2]),
        stroke: colour,
        strokeWidth: SEGMENT_WIDTH[mark.weight],
        strokeLinecap: "round",
      });
    case "dots":
      return Plot.dot(mark.points, {
        x,
        y,
        r: 4.5,
        symbol: plotSymbol(mark.role),
        ...symbolPaint(mark.role, colour, paint("paper")),
        strokeWidth: 1.5,
      });
    case "ticks":
      return Plot.ruleX(mark.points, {
        x,
        y1: (point) => place(point[1] - TICK_HALF),
        y2: (point) => place(point[1] + TICK_HALF),
        stroke: colour,
        strokeWidth: 1.5,
        strokeOpacity: 0.75,
      });
    case "specks":
      // One path for all: a line of no length with round ends is a dot in a few bytes.
      return path(({ x, y }) => mark.points.map(([px, py]) => `M${x(px)},${y(place(py))}h0`), {
        stroke: colour,
        "stroke-width": `${mark.bold ? BOLD_SPECK : SPECK}`,
        "stroke-linecap": "round",
      });
    case "rug":
      return path(({ x }, floor) => mark.xs.map((px) => `M${x(px)},${floor}v-${RUG}`), {
        stroke: colour,
        "stroke-width": "1.2",
      });
    case "rule":
      return Plot.ruleX([mark.x], { stroke: colour, strokeWidth: 1.5, strokeDasharray: RULE_DASH });
    case "band":
      return Plot.rect([mark], { x1: "x0", x2: "x1", fill: colour, fillOpacity: 0.16 });
    case "cells":
      // One path for each shade, a third as long as rectangles.
      return [...new Set(mark.cells.map((cell) => cell[4]))].map((shade) =>
        path(
          ({ x, y }) => mark.cells.filter((cell) => cell[4] === shade).map((cell) => box(cell, x, (v) => y(place(v)))),
          {
            fill: colour,
            "fill-opacity": `${round(0.85 * shade)}`,
          },
        ),
      );
    case "ribbon":
      return Plot.areaY(mark.points, {
        x: (point) => point[0],
        y1: (point) => place(point[1]),
        y2: (point) => place(point[2]),
        fill: colour,
        fillOpacity: 0.2,
      });
    case "text":
      // Drawn by the labels, which know how wide words are and where the picture ends.
      return null;
  }
}

interface PathElement {
  setAttribute(name: string, value: string): void;
}

/** A rectangle as a piece of a path. */
function box(
  [x0, x1, y0, y1]: CellsMark["cells"][number],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  return `M${x(x0)},${y(y0)}H${x(x1)}V${y(y1)}H${x(x0)}z`;
}

/** A single path of many pieces, which Observable Plot has no mark for. */
function path(
  pieces: (scales: { x: (value: number) => number; y: (value: number) => number }, floor: number) => string[],
  attributes: Readonly<Record<string, string>>,
): ObservablePlot.RenderFunction {
  return (_index, scales, _values, dimensions, context) => {
    const { document } = context as unknown as { document: { createElementNS(ns: string, name: string): PathElement } };
    const element = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const { x, y } = scales as unknown as Parameters<typeof pieces>[0];
    element.setAttribute("d", pieces({ x, y }, dimensions.height - dimensions.marginBottom).join(""));
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element as never;
  };
}

/** Ticks and lines of the axes; labels are set apart, as words. */
export function drawAxes(
  Plot: Plot,
  { x, y, narrow }: Layout,
  rows: number,
  paint: (colour: Colour) => string,
): ObservablePlot.Markish[] {
  const style = { label: null, fontSize: TEXT, color: paint("muted"), tickSize: 0, tickPadding: 8 };
  const between = Array.from({ length: narrow ? 0 : rows - 1 }, (_, i) => i + 1);
  return [
    ...(rows > 0 ? [Plot.gridX({ ticks: x.ticks, stroke: paint("grid"), strokeOpacity: 1 })] : []),
    ...(between.length > 0 ? [Plot.ruleY(between, { stroke: paint("grid"), strokeOpacity: 0.5 })] : []),
    ...(y
      ? [
          Plot.gridY({ ticks: y.ticks, stroke: paint("grid"), strokeOpacity: 1 }),
          Plot.axisY({ ...style, ticks: y.ticks, tickFormat: y.format }),
        ]
      : []),
    ...(x.ticks.length === 0
      ? []
      : [Plot.axisX({ ...style, tickSize: 4, tickPadding: 5, ticks: x.ticks, tickFormat: x.format })]),
  ];
}
