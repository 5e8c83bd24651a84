/** Put each mark of a spec on a canvas of characters, told apart by sign and dash, as there are no colours. */
import { printable } from "@credence/diagnostics";
import type { Mark, PlotSpec, Point, Role } from "../spec.js";
import type { Canvas } from "./canvas.js";

/** From units of the data to dots of the canvas, which may lie outside it. */
export interface Projection {
  x(value: number): number;
  y(value: number): number;
}

const SIGNS: Readonly<Partial<Record<Role, string>>> = {
  observed: "○",
  later: "◆",
  divergent: "×",
  series2: "■",
  series3: "▲",
  series4: "◆",
  series5: "▼",
  series6: "+",
};

/** How many dots are drawn, and how many left out after them. */
const DASHES: Readonly<Partial<Record<Role, readonly [number, number]>>> = {
  prior: [4, 3],
  likelihood: [1, 2],
  exact: [2, 2],
  reference: [1, 1],
};

export const signOf = (role: Role): string => SIGNS[role] ?? "●";
export const ruleSign = "┊";

/** Whether a line is one of many that others stand upon: their characters are shaded. */
export const isBackground = (mark: Mark, marks: readonly Mark[]): boolean =>
  mark.type === "line" && mark.weight === "thin" && mark.role !== "divergent" && marks.some(isForeground);

const isForeground = (mark: Mark): boolean =>
  mark.type === "line" && (mark.weight === "normal" || mark.role === "divergent");

/** What stands for the mark in the legend. */
export function sampleOf(mark: Mark, marks: readonly Mark[]): string {
  if (isBackground(mark, marks)) return "░░";
  switch (mark.type) {
    case "dots":
      return signOf(mark.role);
    case "ticks":
    case "rug":
      return "|";
    case "specks":
      return "⠂";
    case "bars":
      return "⣿⣿";
    case "segments":
      return mark.weight === "thick" ? "━━" : "──";
    case "line":
      return { prior: "⠤ ⠤", likelihood: "⠄⠄⠄", exact: "⠤⠄⠤", reference: "⠄⠄⠄" }[mark.role as string] ?? "⠤⠤⠤";
    case "rule":
      return ruleSign;
    case "cells":
      return "░▓";
    default:
      return "░░";
  }
}

export function paintMark(canvas: Canvas, mark: Mark, to: Projection, { marks, y: { type: axis } }: PlotSpec): void {
  const cell = ([x, y]: Point): Point => [Math.floor(to.x(x) / 2), Math.floor(to.y(y) / 4)];
  const put = (point: Point, sign: string): void => canvas.sign(...cell(point), sign);
  switch (mark.type) {
    case "line": {
      const behind = isBackground(mark, marks);
      const pen: Pick<Canvas, "columns" | "rows" | "dot"> = behind
        ? { ...canvas, dot: (x, y) => canvas.shade(x >> 1, y >> 2, 1, 1) }
        : canvas;
      polyline(pen, mark.points, to, mark.weight === "normal" ? DASHES[mark.role] : undefined);
      return;
    }
    case "area":
      shadeBetween(
        canvas,
        mark.points.map(([x, y]) => [x, mark.base, y]),
        to,
      );
      return;
    case "ribbon":
      shadeBetween(canvas, mark.points, to);
      return;
    case "bars":
      for (const [from, end, height] of mark.bars) block(canvas, from, end, height, to);
      return;
    case "segments":
      for (const [from, end, y] of mark.segments) {
        if (axis === "number")
          polyline(
            canvas,
            [
              [from, y],
              [end, y],
            ],
            to,
            DASHES.reference,
          );
        else
          for (let c = cell([from, y])[0]; c <= cell([end, y])[0]; c++)
            canvas.sign(c, cell([0, y])[1], mark.weight === "thick" ? "━" : "─");
      }
      return;
    case "dots":
      for (const point of mark.points) put(point, signOf(mark.role));
      return;
    case "ticks":
      for (const point of mark.points) put(point, "|");
      return;
    case "specks":
      for (const [x, y] of mark.points) canvas.dot(Math.round(to.x(x)), Math.round(to.y(y)));
      return;
    case "rug":
      for (const x of mark.xs) canvas.sign(Math.floor(to.x(x) / 2), canvas.rows - 1, "╷");
      return;
    case "rule":
      for (let row = 0; row < canvas.rows; row++) canvas.sign(Math.floor(to.x(mark.x) / 2), row, ruleSign);
      return;
    case "band":
      for (let c = Math.floor(to.x(mark.x0) / 2); c <= to.x(mark.x1) / 2; c++)
        for (let row = 0; row < canvas.rows; row++) canvas.shade(c, row, 1);
      return;
    case "cells":
      for (const [x0, x1, y0, y1, shade] of mark.cells)
        shadeBox(canvas, [x0, x1, y0, y1], Math.max(1, Math.round(4 * shade)), to);
      return;
    case "text": {
      const [column, row] = cell([mark.x, mark.y]);
      const letters = [...printable(mark.text)];
      const start = Math.max(0, Math.min(canvas.columns - letters.length, column - (letters.length >> 1)));
      letters.forEach((letter, i) => {
        canvas.sign(start + i, row, letter);
      });
    }
  }
}

/** Bresenham's steps between neighbours; ends far outside are brought near, so that their number stays small. */
function polyline(
  canvas: Pick<Canvas, "columns" | "rows" | "dot">,
  points: readonly Point[],
  to: Projection,
  dash: readonly [number, number] = [1, 0],
): void {
  const near = (value: number, size: number): number => Math.round(Math.max(-4 * size, Math.min(5 * size, value)));
  let step = 0;
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1] as Point, points[i] as Point].map(([x, y]) => [
      near(to.x(x), 2 * canvas.columns),
      near(to.y(y), 4 * canvas.rows),
    ]) as [Point, Point];
    const steps = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0));
    for (let s = i === 1 ? 0 : 1; s <= steps; s++, step++)
      if (step % (dash[0] + dash[1]) < dash[0])
        canvas.dot(Math.round(x0 + ((x1 - x0) * s) / steps), Math.round(y0 + ((y1 - y0) * s) / steps));
  }
}

/** Shade the characters whose middle column lies between two neighbours, from the lower to the upper curve. */
function shadeBetween(canvas: Canvas, points: readonly (readonly [number, number, number])[], to: Projection): void {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]] as [readonly [number, number, number], readonly [number, number, number]];
    const [from, end] = [to.x(a[0]), to.x(b[0])];
    for (let column = Math.max(0, Math.ceil((from - 1) / 2)); 2 * column + 1 < end; column++) {
      if (column >= canvas.columns) return;
      const share = (2 * column + 1 - from) / (end - from);
      const at = (k: 1 | 2): number => to.y(a[k] + share * (b[k] - a[k]));
      shadeColumn(canvas, column, at(1), at(2), 1);
    }
  }
}

function shadeBox(
  canvas: Canvas,
  [x0, x1, y0, y1]: readonly [number, number, number, number],
  steps: number,
  to: Projection,
): void {
  for (let column = Math.max(0, Math.ceil((to.x(x0) - 1) / 2)); 2 * column + 1 < to.x(x1); column++) {
    if (column >= canvas.columns) return;
    shadeColumn(canvas, column, to.y(y0), to.y(y1), steps);
  }
}

/** The characters of a column whose middle lies between two heights, given in dots. */
function shadeColumn(canvas: Canvas, column: number, a: number, b: number, steps: number): void {
  const [top, bottom] = [Math.min(a, b), Math.max(a, b)];
  for (let row = Math.max(0, Math.ceil((top - 2) / 4)); 4 * row + 2 <= bottom && row < canvas.rows; row++)
    canvas.shade(column, row, steps);
}

/** A bar that stands on 0, of dots; the column before its end stays free where it is broad enough. */
function block(canvas: Canvas, from: number, end: number, height: number, to: Projection): void {
  const [left, right] = [Math.round(to.x(from)), Math.round(to.x(end))];
  const [top, floor] = [Math.round(to.y(height)), Math.round(to.y(0))];
  if (height <= 0) return;
  const last = right - left > 4 ? right - 1 : Math.max(left + 1, right);
  for (let x = Math.max(0, left); x < Math.min(last, 2 * canvas.columns); x++)
    for (let y = Math.max(0, top); y <= Math.min(floor, 4 * canvas.rows - 1); y++) canvas.dot(x, y);
}
