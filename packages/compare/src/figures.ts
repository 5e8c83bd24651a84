/** Write figures with the digits that their Monte Carlo error supports. */

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

/** JSON knows neither NaN nor Infinity: what is not finite becomes null. */
export const finite = (figure: number): number | null => (Number.isFinite(figure) ? figure : null);
