/** Lay panels out in a grid that suits the width, their drawing areas aligned, and draw each in its place. */
import type { PanelsSpec, PlotSpec } from "../spec.js";
import { titles } from "./labels.js";
import { type Frame, type Layout, layOut, type Margins } from "./layout.js";
import { type Brush, drawPicture } from "./picture.js";
import { round } from "./words.js";

const GAP = 20;
const NARROWEST = 200;
const SIDES = ["marginLeft", "marginRight", "marginBottom"] as const;

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
  const panels = alignPanels(
    spec.panels.flatMap((panel, i): Panel[] => {
      if (panel === null) return [];
      const heading = titles(panel, "panel", panelWidth, brush.colour);
      const frame: Frame = { width: panelWidth, headerBottom: heading.bottom, ...given };
      const [row, column] = [Math.floor(i / columns), i % columns];
      return [{ spec: panel, row, column, heading: heading.svg, layout: layOut(panel, frame) }];
    }),
    spec.aspect,
    given,
  );
  let y = top + 10;
  const parts: string[] = [];
  for (let row = 0; row < rows; row++) {
    const own = panels.filter((panel) => panel.row === row);
    for (const { spec, column, heading, layout } of own) {
      const place = `translate(${round(column * (panelWidth + gap))},${round(y)})`;
      parts.push(`<g transform="${place}">${heading}${drawPicture(brush, spec, layout, 1)}</g>`);
    }
    y += Math.max(0, ...own.map(({ layout }) => layout.height)) + (row + 1 < rows ? gap : 0);
  }
  return { svg: parts.join(""), bottom: y };
}

function columnsFor({ columns, matrix, panels }: PanelsSpec, width: number): number {
  const wanted = Math.max(1, Math.min(columns, panels.length));
  return matrix ? wanted : Math.max(1, Math.min(wanted, Math.floor((width + GAP) / (NARROWEST + GAP))));
}

/** Give all panels the widest margins at the sides, and those of a row the highest at the top. */
function alignPanels(panels: readonly Panel[], aspect: number, given: { height?: number }): Panel[] {
  const widest = Object.fromEntries(
    SIDES.map((side) => [side, Math.max(0, ...panels.map(({ layout }) => layout.margins[side]))]),
  ) as Pick<Margins, (typeof SIDES)[number]>;
  return panels.map((panel) => {
    const { width, headerBottom } = panel.layout;
    const marginTop = Math.max(
      ...panels.filter(({ row }) => row === panel.row).map(({ layout }) => layout.margins.marginTop),
    );
    const drawing = aspect * (width - widest.marginLeft - widest.marginRight);
    const layout = layOut(panel.spec, { width, headerBottom, drawing, least: { ...widest, marginTop }, ...given });
    return { ...panel, layout };
  });
}
