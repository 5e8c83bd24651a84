/** Turn a drawing into a PNG, with its colours written out and its words drawn by whatever fonts there are. */
import { PALETTES } from "./palette.js";

export interface PngOptions {
  /** In px, margins included; by default twice the width of the drawing, which is sharp on most screens. */
  width?: number;
  /** A CSS colour, or `"transparent"`; by default the paper of the theme. */
  background?: string;
  /** The colours of a drawing whose theme is `"auto"`; light unless given. */
  theme?: "light" | "dark";
  /** Paths of font files (TrueType, OpenType) to draw with beside those of the system. */
  fonts?: readonly string[];
}

const LIBRARY = "@resvg/resvg-js";
/** What widths of words were estimated with; any other font that there is takes its place. */
const FAMILY = "DejaVu Sans";
const SHARPNESS = 2;
/** Around the drawing, in its px. */
const MARGIN = 12;

/**
 * The bytes of a PNG of an SVG text that `renderSvg` or `plot` gave. Needs `@resvg/resvg-js`, which is loaded at the first
 * call.
 *
 * @throws Error when the library is not installed or there is no font at all; RangeError for a width outside 1 to 20,000,
 * or a text that is no SVG.
 */
export async function toPng(svg: string, options: PngOptions = {}): Promise<Uint8Array> {
  const size = /^<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  if (size === null) throw new RangeError("toPng: the text is no SVG with a viewBox; give what renderSvg returned");
  const [across, down] = [Number(size[1]) + 2 * MARGIN, Number(size[2]) + 2 * MARGIN];
  const width = options.width ?? SHARPNESS * across;
  if (!(width >= 1 && width <= 20_000)) throw new RangeError(`toPng: width is ${width}; give 1 to 20,000 px`);
  const { Resvg } = await loadLibrary();
  const font = {
    loadSystemFonts: true,
    fontFiles: [...(options.fonts ?? [])],
    defaultFontFamily: FAMILY,
    sansSerifFamily: FAMILY,
  };
  if (new Resvg(PROBE, { font }).innerBBox() === undefined)
    throw new Error(
      "toPng: there is no font to draw words with; install one, such as DejaVu Sans, or name files by fonts",
    );
  const { text, paper } = withColours(svg, options.theme ?? "light");
  const background = options.background ?? paper;
  const framed = text
    .replace(/viewBox="[^"]*"/, `viewBox="${-MARGIN} ${-MARGIN} ${across} ${down}"`)
    .replace(/ width="[^"]*" height="[^"]*"/, ` width="${across}" height="${down}"`);
  return new Resvg(framed, {
    font,
    fitTo: { mode: "width", value: Math.round(width) },
    ...(background === "transparent" ? {} : { background }),
  })
    .render()
    .asPng();
}

const PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="15">Hg</text></svg>';

type Library = typeof import("@resvg/resvg-js");

async function loadLibrary(): Promise<Library> {
  try {
    // Not a literal, so that bundlers for browsers find nothing to resolve.
    const library = (await import(LIBRARY)) as Library & { default?: Library };
    return library.Resvg ? library : (library.default as Library);
  } catch (cause) {
    throw new Error(`toPng: PNG needs ${LIBRARY}, which cannot be loaded; install it, or keep the SVG`, { cause });
  }
}

/** Custom properties and style sheets, which only browsers follow, replaced by what they stand for. */
function withColours(svg: string, theme: "light" | "dark"): { text: string; paper: string } {
  const palette = PALETTES[theme];
  const own = /^<svg [^>]*><style>[^<]*?background:(#\w+)/.exec(svg)?.[1];
  const ink = /^<svg [^>]*><style>[^<]*?\{color:(#\w+)/.exec(svg)?.[1] ?? palette.ink;
  const text = svg
    .replace(/^(<svg [^>]*)><style>[^<]*<\/style>/, `$1 color="${ink}">`)
    // Quotes in words are escaped, so that only attributes match.
    .replace(/="var\(--(\w+)\)"/g, (whole, name: string) =>
      Object.hasOwn(palette, name) ? `="${palette[name as keyof typeof palette]}"` : whole,
    );
  return { text, paper: own ?? palette.paper };
}
