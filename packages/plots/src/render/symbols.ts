/** Draw a symbol for each role, the same in the picture and in the legend. */
import type { Role } from "../spec.js";
import { round } from "./words.js";

type Corner = readonly [number, number];

// Corners for a radius of 1, sized so that all shapes look as large as the unit circle.
const SQUARE: readonly Corner[] = [
  [-0.9, -0.9],
  [0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
];
const DIAMOND: readonly Corner[] = [
  [0, -1.35],
  [1.1, 0],
  [0, 1.35],
  [-1.1, 0],
];
const UP: readonly Corner[] = [
  [0, -1.3],
  [1.2, 0.85],
  [-1.2, 0.85],
];
const DOWN: readonly Corner[] = [
  [0, 1.3],
  [1.2, -0.85],
  [-1.2, -0.85],
];
const CROSS: readonly Corner[] = [
  [-0.4, -1.2],
  [0.4, -1.2],
  [0.4, -0.4],
  [1.2, -0.4],
  [1.2, 0.4],
  [0.4, 0.4],
  [0.4, 1.2],
  [-0.4, 1.2],
  [-0.4, 0.4],
  [-1.2, 0.4],
  [-1.2, -0.4],
  [-0.4, -0.4],
];

const SHAPES: Readonly<Partial<Record<Role, readonly Corner[]>>> = {
  later: DIAMOND,
  series2: SQUARE,
  series3: UP,
  series4: DIAMOND,
  series5: DOWN,
  series6: CROSS,
};

const HOLLOW: ReadonlySet<Role> = new Set(["observed"]);

/** What a path is drawn into; a canvas, or Observable Plot's path builder. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}

/** Fill and stroke of a role's symbol: observed values are hollow. */
export function symbolPaint(role: Role, colour: string, paper: string): { fill: string; stroke: string } {
  return HOLLOW.has(role) ? { fill: paper, stroke: colour } : { fill: colour, stroke: paper };
}

/** The symbol in the form that Observable Plot takes: `size` is an area, that of the circle it stands for. */
export function plotSymbol(role: Role): { draw(pen: Pen, size: number): void } {
  return {
    draw(pen, size) {
      const radius = Math.sqrt(size / Math.PI);
      const corners = SHAPES[role];
      if (!corners) return pen.arc(0, 0, radius, 0, 2 * Math.PI);
      corners.forEach(([x, y], i) => {
        if (i === 0) pen.moveTo(x * radius, y * radius);
        else pen.lineTo(x * radius, y * radius);
      });
      pen.closePath();
    },
  };
}

/** The symbol as an SVG element centred on `(x, y)`. */
export function symbolSvg(role: Role, x: number, y: number, radius: number, colour: string, paper: string): string {
  const { fill, stroke } = symbolPaint(role, colour, paper);
  const style = `fill="${fill}" stroke="${stroke}" stroke-width="1.5"`;
  const corners = SHAPES[role];
  if (!corners) return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" ${style}/>`;
  const points = corners.map(([dx, dy]) => `${round(x + dx * radius)},${round(y + dy * radius)}`);
  return `<polygon points="${points.join(" ")}" ${style}/>`;
}
