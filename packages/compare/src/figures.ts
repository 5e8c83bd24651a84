/** Write figures with the digits that their Monte Carlo error supports, and names so that a terminal can show them. */

/** What stands for an undefined figure. */
export const UNDEFINED_TEXT = "–";

/** A true minus sign, and none before a zero. */
const signed = (digits: string): string => digits.replace(/^-(?=[0.]*$)/, "").replaceAll("-", "−");

/** Some significant digits: `0.0123`. */
export function formatFigure(figure: number | null, digits: number): string {
  return figure === null ? UNDEFINED_TEXT : signed(String(Number(figure.toPrecision(digits))));
}

/** A fixed number of decimals: `1.002`. */
export function formatFixed(figure: number | null, decimals: number): string {
  return figure === null ? UNDEFINED_TEXT : signed(figure.toFixed(decimals));
}

/** To the second digit of the error; five significant digits where the error is undefined or zero. */
export function formatToError(figure: number | null, error: number | null): string {
  if (figure === null || error === null || error === 0) return formatFigure(figure, 5);
  const decimals = 1 - Math.floor(Math.log10(error));
  if (decimals > 12 || Math.abs(figure) >= 1e9) return formatFigure(figure, 5);
  return formatFixed(figure, Math.max(0, decimals));
}

/** A probability: `0.031`, `<0.0001`. */
export function formatP(p: number | null): string {
  return p === null ? UNDEFINED_TEXT : p < 1e-4 ? "<0.0001" : p.toFixed(p < 0.1 ? 4 : 2);
}

/** Columns two spaces apart, the first to the left, the rest to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const length = (text: string): number => [...text].length;
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => length(row[c] ?? ""))));
  const pad = (text: string, c: number): string => {
    const blank = " ".repeat((widths[c] ?? 0) - length(text));
    return c === 0 ? text + blank : blank + text;
  };
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** Escape control, format and other invisible characters, which may move a terminal's cursor or hide text. */
export function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}

/** `a, b and 3 more`. */
export function listed(names: readonly string[], shown: number = 5): string {
  const rest = names.length - shown;
  return rest > 0 ? `${names.slice(0, shown).join(", ")} and ${rest} more` : names.join(", ");
}

/** `1 scalar`, `2 scalars`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** JSON knows neither NaN nor Infinity: what is not finite becomes null. */
export const finite = (figure: number): number | null => (Number.isFinite(figure) ? figure : null);
