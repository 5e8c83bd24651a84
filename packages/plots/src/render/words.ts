/** Set words in SVG: estimate widths, wrap, shorten, and write escaped text elements. */
import { escapeHtml } from "../html/escape.js";

// Widths in em of the widest of the usual sans-serif fonts (DejaVu Sans, Verdana), so that text never needs more.
const THIN = /[ .,:;'|!iljtfr()[\]I]/;
const BROAD = /[mwMW%@→—…]/;
const CAPITAL = /\p{Lu}/u;
const FULL =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;

/** Estimated width in px, rather too large than too small; there is no font to measure with outside a browser. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += widthOf(character);
  return em * size;
}

function widthOf(character: string): number {
  if (FULL.test(character)) return 1.2;
  if (THIN.test(character)) return 0.38;
  if (BROAD.test(character)) return 0.98;
  return CAPITAL.test(character) ? 0.7 : 0.64;
}

/** Shorten to `width` px with an ellipsis. */
export function shorten(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Break at spaces into lines of at most `width` px; a longer word is shortened. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines[lines.length - 1];
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(joined, size) <= width) lines[lines.length - 1] = joined;
    else lines.push(shorten(word, size, width));
  }
  return lines;
}

export interface TextStyle {
  size: number;
  fill: string;
  anchor?: "start" | "middle" | "end";
  weight?: number;
  /** A colour drawn around the letters, so that lines beneath do not cut them. */
  halo?: string;
}

/** A text element whose baseline is at `y`. */
export function svgText(text: string, x: number, y: number, style: TextStyle): string {
  const weight = style.weight === undefined ? "" : ` font-weight="${style.weight}"`;
  const halo =
    style.halo === undefined
      ? ""
      : ` stroke="${style.halo}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"`;
  const at = `x="${round(x)}" y="${round(y)}" text-anchor="${style.anchor ?? "start"}"`;
  return `<text ${at} font-size="${style.size}" fill="${style.fill}"${weight}${halo}>${escapeHtml(text)}</text>`;
}

/** Two decimals are a hundredth of a pixel: enough. */
export function round(value: number, decimals = 2): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
