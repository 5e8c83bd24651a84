/** Divide a picture into header, labels and drawing area, differently on phones and on desks. */
import { formatNumber, tickFormat } from "../number.js";
import { niceTicks } from "../scale.js";
import type { PlotSpec, Point, RowAxis } from "../spec.js";
import { textWidth } from "./words.js";

/** Round ticks and how to write them. */
export interface Ticks {
  ticks: number[];
  format: (value: number) => string;
}

export interface Margins {
  marginTop: number;
  marginRight: number;
  marginBottom: number;
  marginLeft: number;
}

/** All lengths in px. */
export interface Layout {
  width: number;
  height: number;
  /** Row labels stand above their marks rather than beside them. */
  narrow: boolean;
  /** Where the header ends and the strip for the labels of rules begins. */
  headerBottom: number;
  margins: Margins;
  x: Ticks;
  /** For a visible number axis. */
  y?: Ticks;
  /** From y of the spec to y of the drawing, which leaves room for labels between rows. */
  place: (y: number) => number;
  yDomain: Point;
}

export const TEXT = 12;
export const RULE_LINE = 17;
const NARROW_BELOW = 520;
const LANE = 12;
const ROW_GAP = 8;
const LABEL_LINE = 19;
const BOTTOM = 46;
/** The bottom where ticks have no label of their axis beneath. */
const TICK_LINE = 24;
const TIGHT = 7;
const NO_TICKS: Ticks = { ticks: [], format: String };
/** Drawing areas below this have their ticks closer. */
const LOW = 150;
const DRAWING = { narrow: 190, wide: 260 };

/** Where a picture is laid out. All lengths in px. */
export interface Frame {
  width: number;
  /** By default what the spec needs. */
  height?: number;
  /** Measured beforehand. */
  headerBottom: number;
  /** The height of the drawing area with a numeric y axis, unless `height` is given. */
  drawing?: number;
  /** Margins to keep, so that panels align. */
  least?: Partial<Margins>;
  /** Labels of ticks may stand out a little at the sides, as in a matrix. */
  tight?: boolean;
}

/** The layout within a frame. */
export function layOut(spec: PlotSpec, { width, height, headerBottom, least, ...frame }: Frame): Layout {
  const narrow = width < NARROW_BELOW;
  const rules = spec.marks.filter((mark) => mark.type === "rule" && mark.label !== undefined).length;
  const drawing = frame.drawing ?? DRAWING[narrow ? "narrow" : "wide"];
  const y =
    spec.y.type === "number" && !spec.y.hidden
      ? ticksFor(spec.y.domain, drawing, drawing < LOW ? 26 : 36, false)
      : undefined;
  const natural = sides(spec, width, narrow, y, frame.tight ?? false);
  const left = Math.max(natural.left, least?.marginLeft ?? 0);
  const right = Math.max(natural.right, least?.marginRight ?? 0);
  const labelled = spec.y.type === "number" ? y !== undefined && spec.y.label !== "" : spec.y.noteLabel !== undefined;
  const top = Math.max(headerBottom + 10 + rules * RULE_LINE + (labelled ? LABEL_LINE : 0), least?.marginTop ?? 0);
  const bottom = Math.max(spec.x.hidden ? 4 : spec.x.label === "" ? TICK_LINE : BOTTOM, least?.marginBottom ?? 0);
  const drawn = spec.y.type === "rows" ? rowsHeight(spec.y, narrow) : drawing;
  return {
    width,
    height: Math.max(height ?? top + bottom + drawn, top + bottom + 40),
    narrow,
    headerBottom,
    margins: { marginTop: top, marginRight: right, marginBottom: bottom, marginLeft: left },
    x: spec.x.hidden ? NO_TICKS : xTicks(spec.x.domain, width - left - right),
    ...(y ? { y } : {}),
    ...vertical(spec, narrow),
  };
}

/** Two ticks or more where their labels have room. */
function xTicks(domain: Point, length: number): Ticks {
  return ticksFor(domain, length, Math.min(56, length / 2.2), true);
}

/** As many round ticks as have room: `apart` px from each other, or more when their labels are long. */
function ticksFor(domain: Point, length: number, apart: number, labelsAlong: boolean): Ticks {
  for (let count = length / apart; ; count /= 1.5) {
    const { step, ticks } = niceTicks(domain, count);
    const format = tickFormat(ticks, step);
    const room = (step / (domain[1] - domain[0])) * length;
    if (!labelsAlong || count < 1 || widest(ticks.map(format)) + 14 <= room) return { ticks, format };
  }
}

function sides(
  spec: PlotSpec,
  width: number,
  narrow: boolean,
  y: Ticks | undefined,
  tight: boolean,
): { left: number; right: number } {
  // Half of the label of a tick at the very end.
  const end = tight ? TIGHT : spec.x.hidden ? 4 : 6 + widest(spec.x.domain.map((value) => formatNumber(value))) / 2;
  if (spec.y.type === "number") return { left: Math.max(end, y ? 14 + widest(y.ticks.map(y.format)) : 0), right: end };
  if (narrow) return { left: end, right: end };
  const labels = widest(spec.y.rows.map(({ label }) => label));
  const notes = widest([spec.y.noteLabel ?? "", ...spec.y.rows.map(({ note }) => note ?? "")]);
  return {
    left: Math.min(Math.max(end, labels + 14), width * 0.3),
    right: notes === 0 ? end : Math.min(notes + 18, width * 0.3),
  };
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, TEXT)));
}

function track(rows: RowAxis): number {
  return Math.max(18, rows.lanes * LANE);
}

function pitch(rows: RowAxis, narrow: boolean): number {
  return track(rows) + ROW_GAP + (narrow ? LABEL_LINE : 0);
}

function rowsHeight(rows: RowAxis, narrow: boolean): number {
  return rows.rows.length * pitch(rows, narrow);
}

/** Marks keep to the lower part of their row, the track; what is above it is gap, and on phones the label. */
function vertical(spec: PlotSpec, narrow: boolean): Pick<Layout, "place" | "yDomain"> {
  if (spec.y.type === "number") return { place: (y) => y, yDomain: spec.y.domain };
  const share = track(spec.y) / pitch(spec.y, narrow);
  const place = (y: number) => {
    const row = Math.floor(y);
    return row + 1 - share + share * (y - row);
  };
  return { place, yDomain: [spec.y.rows.length, 0] };
}
