/** Say what a picture contains as plain data, so that it can be tested, stored and drawn anywhere. */

/** What a mark stands for. Colour, dash and shape follow from it, so a role looks the same in every picture. */
export type Role =
  | "prior"
  | "likelihood"
  | "posterior"
  | "exact"
  | "observed"
  | "later"
  | "reference"
  | "divergent"
  | "series1"
  | "series2"
  | "series3"
  | "series4"
  | "series5"
  | "series6";

/** A pair `[x, y]` in the units of the axes. */
export type Point = [number, number];

/** A polyline. */
export interface LineMark {
  type: "line";
  role: Role;
  label?: string;
  /** `fine` for one of a few lines together, `thin` for one of many. */
  weight: "normal" | "fine" | "thin";
  points: Point[];
}
/** The region between a polyline and the horizontal `base`. */
export interface AreaMark {
  type: "area";
  role: Role;
  label?: string;
  base: number;
  points: Point[];
}
/** Bars `[x0, x1, height]` that stand on 0. */
export interface BarsMark {
  type: "bars";
  role: Role;
  label?: string;
  bars: [number, number, number][];
}
/** Horizontal segments `[x0, x1, y]`. */
export interface SegmentsMark {
  type: "segments";
  role: Role;
  label?: string;
  weight: "hair" | "thin" | "thick";
  segments: [number, number, number][];
}
/** Symbols, one a point; the role decides the shape. */
export interface DotsMark {
  type: "dots";
  role: Role;
  label?: string;
  points: Point[];
}
/** Short vertical ticks, as in a strip plot. */
export interface TicksMark {
  type: "ticks";
  role: Role;
  label?: string;
  points: Point[];
}
/** Many small dots, all alike; `bold` for the few that must be seen among them. */
export interface SpecksMark {
  type: "specks";
  bold?: boolean;
  role: Role;
  label?: string;
  points: Point[];
}
/** Short ticks that stand on the x axis. */
export interface RugMark {
  type: "rug";
  role: Role;
  label?: string;
  xs: number[];
}
/** A vertical line over the full height, labelled above the picture. */
export interface RuleMark {
  type: "rule";
  role: Role;
  label?: string;
  x: number;
}
/** A shaded vertical region over the full height. */
export interface BandMark {
  type: "band";
  role: Role;
  label?: string;
  x0: number;
  x1: number;
}
/** Shaded rectangles `[x0, x1, y0, y1, shade]`, shade in (0, 1]. */
export interface CellsMark {
  type: "cells";
  role: Role;
  label?: string;
  cells: [number, number, number, number, number][];
}
/** The region between `[x, low, high]` of neighbours. */
export interface RibbonMark {
  type: "ribbon";
  role: Role;
  label?: string;
  points: [number, number, number][];
}
/** Words centred above a point. */
export interface TextMark {
  type: "text";
  role: Role;
  text: string;
  x: number;
  y: number;
}

export type Mark =
  | LineMark
  | AreaMark
  | BarsMark
  | SegmentsMark
  | DotsMark
  | TicksMark
  | SpecksMark
  | RugMark
  | RuleMark
  | BandMark
  | CellsMark
  | RibbonMark
  | TextMark;

/**
 * A numeric axis; `hidden` leaves out its ticks where they say nothing, as those of the height of a density. An empty
 * label leaves out the line for it.
 */
export interface NumberAxis {
  type: "number";
  label: string;
  domain: Point;
  hidden?: boolean;
}
/** One row of a row axis: a label before the marks and, if given, a note behind them. */
export interface Row {
  label: string;
  note?: string;
}
/**
 * An axis of rows, first on top. Row `i` covers y from `i` (its top) to `i + 1` (its bottom), so that a mark says where
 * in the row it lies; `lanes` says how many marks must fit one under the other.
 */
export interface RowAxis {
  type: "rows";
  rows: Row[];
  lanes: number;
  noteLabel?: string;
}

export type Cell = string | number | null;

/** The numbers behind a picture; every row has one cell a column. */
export interface Table {
  caption: string;
  columns: string[];
  rows: Cell[][];
}

/** A picture as data: JSON-able, complete, and independent of size and theme. */
export interface PlotSpec {
  /** What picture it is, such as `"density"`. */
  kind: string;
  title: string;
  subtitle?: string;
  /** The picture in words, for readers who do not see it. */
  alt: string;
  x: NumberAxis;
  y: NumberAxis | RowAxis;
  /** Drawn in this order, the last on top. */
  marks: Mark[];
  table: Table;
}

/**
 * Several pictures in one, in a grid read row by row: one title, one legend, one text alternative, one table. The title of
 * a panel stands above it; its own text alternative and table are not shown.
 */
export interface PanelsSpec {
  kind: string;
  title: string;
  subtitle?: string;
  alt: string;
  /** A null leaves its place in the grid empty. */
  panels: (PlotSpec | null)[];
  /** How many stand beside each other where there is room. */
  columns: number;
  /** Whether the grid is a matrix, which keeps its columns on narrow screens too. */
  matrix: boolean;
  /** Height over width of each drawing area with a numeric y axis. */
  aspect: number;
  table: Table;
}

/** One picture, or several in one. */
export type Picture = PlotSpec | PanelsSpec;

/** The words that every spec takes; `alt` is written from the data unless given. */
export interface Words {
  title: string;
  subtitle?: string;
  alt?: string;
}

/** The title and, if given, the subtitle: what a spec copies from its input. */
export function heading(words: Words): { title: string; subtitle?: string } {
  return words.subtitle === undefined ? { title: words.title } : { title: words.title, subtitle: words.subtitle };
}

const SERIES: readonly Role[] = ["series1", "series2", "series3", "series4", "series5", "series6"];

/** The role of the `index`-th trace or chain; after six the colours come round again. */
export function seriesRole(index: number): Role {
  return SERIES[index % SERIES.length] as Role;
}
