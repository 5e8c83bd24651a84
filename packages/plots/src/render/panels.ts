/** Lay panels out in a grid that suits the width, their drawing areas aligned, and draw each in its place. */
import type { PanelsSpec, PlotSpec } from "../spec.js";
import { titles } from "./labels.js";
import { type Frame, type Layout, layOut, type Margins } from "./layout.js";
import { type Brush, drawPicture } from "./picture.js";
import { round } from "./words.js";

const GAP = 20;
const NARROWEST = 200;
interface Panel {
  spec: PlotSpec;
  row: number;
  column: number;
  heading: string;
  layout: Layout;
}

/** The panels from `top` down, and where they end. A given `height` is that of the whole picture. */
export function drawPanels(
  brush: Brush,
  spec: PanelsSpec,
  { width, height, top }: { width: number; height: number | undefined; top: number },
): { svg: string; bottom: number } {
  const columns = columnsFor(spec, width);
  const gap = spec.matrix ? GAP / 2 : GAP;
  const panelWidth = Math.floor((width - (columns - 1) * gap) / columns);
  const rows = Math.ceil(spec.panels.length / columns);
  const given = height === undefined ? {} : { height: Math.floor((height - top - 10 - (rows - 1) * gap) / rows) };
  const panels = spec.panels.flatMap((panel, i): Panel[] => {
    if (panel === null) return [];
    const heading = titles(panel, "panel", panelWidth, brush.colour);
    const frame: Frame = { width: panelWidth, headerBottom: heading.bottom, tight: spec.matrix, ...given };
    const [row, column] = [Math.floor(i / columns), i % columns];
    return [{ spec: panel, row, column, heading: heading.svg, layout: layOut(panel, frame) }];
  });
  const sides = sidesOf(panels, columns, spec.matrix);
  const across = sides.reduce((sum, { left, right }) => sum + left + right, (columns - 1) * gap);
  const drawing = Math.floor((width - across) / columns);
  const parts: string[] = [];
  let y = top + 10;
  for (let row = 0; row < rows; row++) {
    const own = panels.filter((panel) => panel.row === row);
    const least = { marginTop: widest(own, "marginTop"), marginBottom: widest(own, "marginBottom") };
    const drawn = own.map((panel) => {
      const { left, right } = sides[panel.column] as Sides;
      const layout = layOut(panel.spec, {
        width: left + drawing + right,
        headerBottom: panel.layout.headerBottom,
        tight: spec.matrix,
        drawing: spec.aspect * drawing,
        least: { ...least, marginLeft: left, marginRight: right },
        ...given,
      });
      const x = sides.slice(0, panel.column).reduce((sum, side) => sum + side.left + drawing + side.right + gap, 0);
      parts.push(
        `<g transform="translate(${round(x)},${round(y)})">${panel.heading}${drawPicture(brush, panel.spec, layout, 1)}</g>`,
      );
      return layout.height;
    });
    y += Math.max(0, ...drawn) + (row + 1 < rows ? gap : 0);
  }
  return { svg: parts.join(""), bottom: y };
}

/** The margins of one column. */
interface Sides {
  left: number;
  right: number;
}

/** Margins of whole pixels, so wide that drawing areas align: those of each column of a matrix, else the same for all columns. */
function sidesOf(panels: readonly Panel[], columns: number, matrix: boolean): Sides[] {
  return Array.from({ length: columns }, (_, c) => {
    const own = matrix ? panels.filter(({ column }) => column === c) : panels;
    return { left: Math.ceil(widest(own, "marginLeft")), right: Math.ceil(widest(own, "marginRight")) };
  });
}

function widest(panels: readonly Panel[], side: keyof Margins): number {
  return Math.max(0, ...panels.map(({ layout }) => layout.margins[side]));
}

function columnsFor({ columns, matrix, panels }: PanelsSpec, width: number): number {
  const wanted = Math.max(1, Math.min(columns, panels.length));
  return matrix ? wanted : Math.max(1, Math.min(wanted, Math.floor((width + GAP) / (NARROWEST + GAP))));
}
