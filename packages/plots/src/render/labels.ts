/** Set the words of a picture: title, axis labels, row labels, and labels of rules, none cut or on top of another. */
import type { PlotSpec } from "../spec.js";
import { type Layout, RULE_LINE, TEXT } from "./layout.js";
import type { Colour } from "./palette.js";
import { shorten, svgText, textWidth, wrap } from "./words.js";

/** Sizes of the words above a picture, and above a panel of one. */
const HEADINGS = {
  picture: { top: 2, title: { size: 16, line: 21 }, subtitle: { size: 13, line: 18 } },
  panel: { top: 0, title: { size: 13, line: 17 }, subtitle: { size: 12, line: 16 } },
} as const;
/** Bold letters are this much wider. */
const BOLD = 1.1;

type Paint = (colour: Colour) => string;
/** From units of the data to px. */
export interface Scales {
  x: (value: number) => number;
  y: (value: number) => number;
}

/** Title and subtitle, wrapped; `bottom` is where they end. */
export function titles(
  words: { title: string; subtitle?: string },
  of: keyof typeof HEADINGS,
  width: number,
  paint: Paint,
): { svg: string; bottom: number } {
  const { top, title, subtitle } = HEADINGS[of];
  const first = wrap(words.title, title.size * BOLD, width);
  const second = wrap(words.subtitle ?? "", subtitle.size, width);
  const middle = top + first.length * title.line;
  const lines = [
    ...first.map((line, i) =>
      svgText(line, 0, top + title.size + i * title.line, { size: title.size, fill: paint("ink"), weight: 600 }),
    ),
    ...second.map((line, i) =>
      svgText(line, 0, middle + subtitle.size + i * subtitle.line, { size: subtitle.size, fill: paint("muted") }),
    ),
  ];
  return { svg: lines.join(""), bottom: middle + second.length * subtitle.line + 2 * top };
}

/** All words around and in the drawing area. */
export function labels(spec: PlotSpec, layout: Layout, scales: Scales, paint: Paint): string {
  return [
    ...axisLabels(spec, layout, paint),
    ...rowLabels(spec, layout, scales, paint),
    ...markLabels(spec, layout, scales, paint),
  ].join("");
}

function axisLabels(spec: PlotSpec, { width, height, margins, y }: Layout, paint: Paint): string[] {
  const style = { size: TEXT, fill: paint("muted") };
  const middle = (margins.marginLeft + width - margins.marginRight) / 2;
  const centre = centred(spec.x.label, middle, width);
  const yLabel = spec.y.type === "number" && y ? spec.y.label : "";
  return [
    ...(spec.x.label === "" ? [] : [svgText(centre.text, centre.x, height - 8, { ...style, anchor: "middle" })]),
    ...(yLabel === "" ? [] : [svgText(shorten(yLabel, TEXT, width), 0, margins.marginTop - 10, style)]),
  ];
}

function rowLabels(
  { y: rows }: PlotSpec,
  { width, margins, narrow, place }: Layout,
  scales: Scales,
  paint: Paint,
): string[] {
  if (rows.type === "number") return [];
  const note = { size: TEXT, fill: paint("muted"), anchor: "end" } as const;
  const header = rows.noteLabel === undefined ? [] : [svgText(rows.noteLabel, width, margins.marginTop - 6, note)];
  return [
    ...header,
    ...rows.rows.flatMap(({ label, note: words = "" }, i) => {
      const baseline = narrow ? scales.y(place(i)) - 5 : scales.y(place(i + 0.5)) + 4;
      const room = narrow ? width - textWidth(words, TEXT) - 12 : margins.marginLeft - 10;
      // On phones, lines of the picture run behind the words.
      const halo = narrow ? { halo: paint("paper") } : {};
      return [
        svgText(shorten(label, TEXT, room), 0, baseline, { size: TEXT, fill: paint("ink"), ...halo }),
        ...(words === "" ? [] : [svgText(words, width, baseline, { ...note, ...halo })]),
      ];
    }),
  ];
}

function markLabels(
  { marks }: PlotSpec,
  { width, headerBottom, place }: Layout,
  scales: Scales,
  paint: Paint,
): string[] {
  let line = 0;
  return marks.flatMap((mark) => {
    if (mark.type === "text") {
      const { text, x } = centred(mark.text, scales.x(mark.x), width);
      const y = scales.y(place(mark.y));
      return [svgText(text, x, y, { size: TEXT, fill: paint("ink"), anchor: "middle", halo: paint("paper") })];
    }
    if (mark.type !== "rule" || mark.label === undefined) return [];
    const { text, x } = centred(mark.label, scales.x(mark.x), width);
    line++;
    return [
      svgText(text, x, headerBottom + 4 + line * RULE_LINE, { size: TEXT, fill: paint("ink"), anchor: "middle" }),
    ];
  });
}

/** The text, shortened to the picture and centred on `x` or as near as its ends allow. */
function centred(text: string, x: number, width: number): { text: string; x: number } {
  const short = shorten(text, TEXT, width);
  const half = textWidth(short, TEXT) / 2;
  return { text: short, x: Math.min(Math.max(x, half), Math.max(half, width - half)) };
}
