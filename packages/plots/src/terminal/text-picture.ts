/** Draw any picture as plain text for a terminal: title, axes, marks and legend, free of control characters. */
import { printable, terminalWidth } from "@credence/diagnostics";
import { tickFormat } from "../number.js";
import { niceTicks } from "../scale.js";
import type { Picture, PlotSpec } from "../spec.js";
import { type Canvas, canvas } from "./canvas.js";
import { type Projection, paintMark, sampleOf } from "./marks.js";

export interface TextOptions {
  /** Columns of the terminal; 80 unless given. */
  width?: number;
  /** Lines of the drawing area with a numeric y axis; 14 unless given, 7 for each of several panels. */
  height?: number;
}

const [LINES, PANEL_LINES] = [14, 7] as const;
/** The most of the width that labels of rows take, and notes behind them. */
const LABEL_SHARE = 0.3;
const LEAST_FOR_NOTES = 60;

/**
 * The picture in lines of text. Names are made printable, so that nothing in them reaches the terminal as a command.
 *
 * @throws RangeError for a width that is no whole number from 30 to 1,000, or a height that is none from 2 to 200.
 */
export function textPicture(picture: Picture, options: TextOptions = {}): string {
  const width = checkedCount("width", options.width ?? 80, 30, 1000);
  const height = options.height === undefined ? undefined : checkedCount("height", options.height, 2, 200);
  const head = [picture.title, ...(picture.subtitle === undefined ? [] : [picture.subtitle])].map((text) =>
    cut(text, width),
  );
  const specs = "panels" in picture ? picture.panels.filter((panel) => panel !== null) : [picture];
  const bodies = specs.map((spec) => [
    ...("panels" in picture ? ["", cut(spec.title, width)] : []),
    ...drawing(spec, width, height ?? ("panels" in picture ? PANEL_LINES : LINES)),
  ]);
  return [...head, ...bodies.flat(), ...legend(specs, width)].map((line) => line.trimEnd()).join("\n");
}

interface Gutter {
  /** What stands before each line of the drawing area. */
  before: string[];
  /** What stands behind it. */
  after: string[];
}

function drawing(spec: PlotSpec, width: number, height: number): string[] {
  const rows = spec.y.type === "rows" ? spec.y.rows.length * linesOfRow(spec.y.lanes) : height;
  const { before, after } = gutterOf(spec, rows, width);
  const columns = Math.max(10, width - terminalWidth(before[0] as string) - Math.max(...after.map(terminalWidth)));
  const area = canvas(columns, rows);
  const to = projectionOf(spec, area);
  for (const mark of spec.marks) paintMark(area, mark, to, spec);
  const indent = " ".repeat(terminalWidth(before[0] as string));
  const corner = spec.y.type === "number" && !spec.y.hidden ? `${indent.slice(1)}└` : indent;
  return [
    ...(spec.y.type === "number" && !spec.y.hidden && spec.y.label !== "" ? [cut(spec.y.label, width)] : []),
    ...area.lines().map((line, row) => `${before[row]}${line}${after[row]}`),
    ...xAxis(spec, area, to).map((line, i) => (i === 0 ? corner : indent) + line),
    ...(spec.x.label === "" ? [] : [indent + centred(spec.x.label, columns)]),
  ];
}

const linesOfRow = (lanes: number): number => (lanes > 2 ? 2 : 1);

function projectionOf(spec: PlotSpec, { columns, rows }: Canvas): Projection {
  const [left, right] = spec.x.domain;
  const x = (value: number): number => ((value - left) / (right - left)) * (2 * columns - 1);
  if (spec.y.type === "rows") {
    const count = spec.y.rows.length;
    return { x, y: (value) => (value / count) * 4 * rows };
  }
  const [low, high] = spec.y.domain;
  return { x, y: (value) => (1 - (value - low) / (high - low)) * (4 * rows - 1) };
}

function gutterOf(spec: PlotSpec, rows: number, width: number): Gutter {
  const none = Array.from({ length: rows }, () => "");
  if (spec.y.type === "rows") {
    const every = linesOfRow(spec.y.lanes);
    const at = (texts: readonly string[]): string[] =>
      none.map((_, row) => (row % every === every >> 1 ? (texts[Math.floor(row / every)] as string) : ""));
    const notes = spec.y.rows.map(({ note = "" }) =>
      note === "" || width < LEAST_FOR_NOTES ? "" : ` ${cut(note, Math.floor(width * LABEL_SHARE))}`,
    );
    return {
      before: padded(at(spec.y.rows.map(({ label }) => cut(label, Math.floor(width * LABEL_SHARE)))), "end").map(
        (text) => `${text} `,
      ),
      after: at(notes),
    };
  }
  if (spec.y.hidden) return { before: none, after: none };
  const { domain } = spec.y;
  const { ticks, step } = niceTicks(domain, rows / 3);
  const format = tickFormat(ticks, step);
  const labels = [...none];
  for (const tick of ticks)
    labels[Math.floor(((1 - (tick - domain[0]) / (domain[1] - domain[0])) * (4 * rows - 1)) / 4)] = format(tick);
  return {
    before: padded(labels, "start").map((text, row) => `${text} ${labels[row] === "" ? "│" : "┤"}`),
    after: none,
  };
}

/** A line with a sign at each tick, and the numbers below it where there is room. */
function xAxis({ x }: PlotSpec, { columns }: Canvas, to: Projection): string[] {
  if (x.hidden) return ["─".repeat(columns)];
  const { ticks, step } = niceTicks(x.domain, columns / 12);
  const format = tickFormat(ticks, step);
  const line = Array.from({ length: columns }, () => "─");
  let labels = "";
  for (const tick of ticks) {
    const column = Math.floor(to.x(tick) / 2);
    line[column] = "┬";
    const text = format(tick);
    const start = Math.max(0, Math.min(columns - text.length, column - (text.length >> 1)));
    if (labels === "" || start > labels.length) labels = labels.padEnd(start) + text;
  }
  return [line.join(""), labels];
}

/** Each meaning once: samples and labels in as many lines as they need; rules carry theirs in the legend too. */
function legend(specs: readonly PlotSpec[], width: number): string[] {
  const items = specs.flatMap(({ marks }) =>
    marks.flatMap((mark) =>
      mark.type === "text" || mark.label === undefined
        ? []
        : [`${sampleOf(mark, marks)} ${cut(mark.label, width - 6)}`],
    ),
  );
  const lines: string[] = [];
  for (const item of new Set(items)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && terminalWidth(last) + terminalWidth(item) + 3 <= width)
      lines[lines.length - 1] = `${last}   ${item}`;
    else lines.push(item);
  }
  return lines;
}

/** Printable, and shortened to so many columns. */
function cut(text: string, width: number): string {
  const safe = printable(text);
  if (terminalWidth(safe) <= width) return safe;
  const characters = [...safe];
  while (terminalWidth(characters.join("")) > width - 1) characters.pop();
  return `${characters.join("")}…`;
}

function centred(text: string, columns: number): string {
  const short = cut(text, columns);
  return " ".repeat((columns - terminalWidth(short)) >> 1) + short;
}

function padded(texts: readonly string[], side: "start" | "end"): string[] {
  const widest = Math.max(...texts.map(terminalWidth));
  return texts.map((text) => {
    const blank = " ".repeat(widest - terminalWidth(text));
    return side === "start" ? blank + text : text + blank;
  });
}

function checkedCount(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`textPicture: ${name} is ${value}; give a whole number from ${least} to ${most}`);
}
