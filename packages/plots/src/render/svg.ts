/** Draw a spec as an SVG string, the same bytes for the same spec, in Node and in browsers. */
import { escapeHtml } from "../html/escape.js";
import type { Mark, Picture } from "../spec.js";
import { loadDocument } from "./document.js";
import { titles } from "./labels.js";
import { layOut } from "./layout.js";
import { legend } from "./legend.js";
import { type Colour, paint, type Theme, themeCss } from "./palette.js";
import { drawPanels } from "./panels.js";
import { type Brush, drawPicture } from "./picture.js";
import { round } from "./words.js";

export interface RenderOptions {
  /** In px; default 720. Below 520 the layout is that for phones. */
  width?: number;
  /** In px; by default what the spec needs. */
  height?: number;
  /** Default `"auto"`. */
  theme?: Theme;
  /** The id of the root, for pages that hold a picture twice; by default it is derived from spec and options. */
  id?: string;
}

const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/**
 * A complete `<svg>` with `role="img"` and the spec's text alternative as its label. Observable Plot is loaded at the
 * first call.
 *
 * @throws RangeError for a width outside 200 to 10,000, or an id that is no plain name.
 */
export async function renderSvg(spec: Picture, options: RenderOptions = {}): Promise<string> {
  const { width = 720, height, theme = "auto" } = options;
  if (!(width >= 200 && width <= 10_000)) throw new RangeError(`renderSvg: width is ${width}; give 200 to 10,000 px`);
  if (options.id !== undefined && !/^[a-z][\w-]*$/i.test(options.id))
    throw new RangeError(`renderSvg: id is "${options.id}"; give a letter, then letters, digits, "-" or "_"`);
  const [Plot, document] = await Promise.all([import("@observablehq/plot"), loadDocument()]);
  const id = options.id ?? `credence-${fingerprint(JSON.stringify([spec, width, height, theme]))}`;
  const colour = paint(theme);
  const title = titles(spec, "picture", width, colour);
  const key = legend(marksOf(spec), title.bottom, width, colour);
  const inPage = theme === "page";
  const place = { width, height, top: title.bottom + key.height, decimals: inPage ? 1 : 2 };
  const body = drawBody({ Plot, document, colour }, spec, place);
  const root = [
    `${inPage ? "" : `xmlns="http://www.w3.org/2000/svg" `}id="${id}" role="img" aria-label="${escapeHtml(spec.alt)}"`,
    `viewBox="0 0 ${width} ${round(body.bottom)}" width="${width}" height="${round(body.bottom)}"`,
    `${inPage ? "" : `font-family="${FONT}" `}font-size="12" fill="currentColor"`,
  ];
  const style = inPage ? "" : `<style>${css(`#${id}`, theme, colour)}</style>`;
  return `<svg ${root.join(" ")}>${style}${title.svg}${key.svg}${body.svg}</svg>`;
}

function marksOf(spec: Picture): readonly Mark[] {
  return "panels" in spec ? spec.panels.flatMap((panel) => panel?.marks ?? []) : spec.marks;
}

function drawBody(
  brush: Brush,
  spec: Picture,
  { width, height, top, decimals }: { width: number; height: number | undefined; top: number; decimals: number },
): { svg: string; bottom: number } {
  if ("panels" in spec) return drawPanels(brush, spec, { width, height, top });
  const layout = layOut(spec, { width, headerBottom: top, ...(height === undefined ? {} : { height }) });
  return { svg: drawPicture(brush, spec, layout, decimals), bottom: layout.height };
}

function css(selector: string, theme: Theme, colour: (name: Colour) => string): string {
  const own = `${selector}{color:${colour("ink")};background:${colour("paper")};max-width:100%;height:auto}${selector} text{unicode-bidi:plaintext}`;
  return theme === "auto" ? themeCss(selector) + own : own;
}

/** FNV-1a over UTF-16 units (Fowler, Noll and Vo 1991): a short name for an id, not a safeguard. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
