/** Write doubles as Stan's CSV has them, and read them as Stan, R and C++ write them. */

/** The shortest text that reads back as the same double; `nan`, `inf` and `-inf` as C++ writes them. */
export function numberText(x: number): string {
  if (Number.isFinite(x)) return Object.is(x, -0) ? "-0" : String(x);
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ["nan", Number.NaN],
  ["-nan", Number.NaN],
  ["na", Number.NaN],
  ["inf", Number.POSITIVE_INFINITY],
  ["+inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
]);

/** The number, or `undefined` if the text is none. */
export function numberOf(text: string): number | undefined {
  if (/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/u.test(text)) return Number(text);
  return WORDS.get(text.trim().toLowerCase());
}
