/** Explain the marks above the picture, each by a sample of itself. */
import type { Mark } from "../spec.js";
import { type Colour, DASHES } from "./palette.js";
import { symbolSvg } from "./symbols.js";
import { round, shorten, svgText, textWidth } from "./words.js";

const SAMPLE = 22;
const GAP = 16;
const SIZE = 12;
const LINE = 20;

export interface Legend {
  svg: string;
  height: number;
}

/** Samples and labels in lines of at most `width` px, from `top` down; rules carry their label themselves. */
export function legend(marks: readonly Mark[], top: number, width: number, paint: (colour: Colour) => string): Legend {
  let [x, line] = [0, 0];
  const items: string[] = [];
  const told = new Set<string>();
  for (const mark of [...marks.filter(isMain), ...marks.filter((mark) => !isMain(mark))]) {
    if (mark.type === "rule" || mark.type === "text" || mark.label === undefined) continue;
    // What stands for the same in several panels is explained once.
    const meaning = JSON.stringify([mark.type, mark.role, mark.label]);
    if (told.has(meaning)) continue;
    told.add(meaning);
    const label = shorten(mark.label, SIZE, width - SAMPLE - 6);
    const itemWidth = SAMPLE + 6 + textWidth(label, SIZE);
    if (x > 0 && x + itemWidth > width) [x, line] = [0, line + 1];
    const y = top + line * LINE + LINE / 2;
    items.push(sample(mark, x, y, paint), svgText(label, x + SAMPLE + 6, y + 4, { size: SIZE, fill: paint("ink") }));
    x += itemWidth + GAP;
  }
  return { svg: items.join(""), height: items.length === 0 ? 0 : (line + 1) * LINE };
}

/** Regions and intervals are drawn beneath but explained after what they belong to. */
function isMain({ type }: Mark): boolean {
  return ["line", "dots", "bars", "ticks", "specks", "rug"].includes(type);
}

function sample(
  mark: Exclude<Mark, { type: "rule" | "text" }>,
  x: number,
  y: number,
  paint: (c: Colour) => string,
): string {
  const colour = paint(mark.role);
  const line = (width: number, dash = "") =>
    `<line x1="${round(x)}" x2="${round(x + SAMPLE)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="${width}"${dash}/>`;
  const box = (opacity: number) =>
    `<rect x="${round(x)}" y="${y - 6}" width="${SAMPLE}" height="12" rx="2" fill="${colour}" fill-opacity="${opacity}"/>`;
  switch (mark.type) {
    case "line": {
      const dash = DASHES[mark.role];
      return line(2.25, dash === undefined || mark.weight !== "normal" ? "" : ` stroke-dasharray="${dash}"`);
    }
    case "segments":
      return line(mark.weight === "thick" ? 5 : 2.25);
    case "area":
    case "bars":
    case "ribbon":
      return box(0.35);
    case "cells":
      return box(0.6);
    case "band":
      return box(0.16);
    case "dots":
      return symbolSvg(mark.role, x + SAMPLE / 2, y, 4.5, colour, paint("paper"));
    case "specks":
      return symbolSvg(mark.role, x + SAMPLE / 2, y, 3.5, colour, paint("paper"));
    case "ticks":
    case "rug":
      return `<line x1="${round(x + SAMPLE / 2)}" x2="${round(x + SAMPLE / 2)}" y1="${y - 6}" y2="${y + 6}" stroke="${colour}" stroke-width="2"/>`;
  }
}
