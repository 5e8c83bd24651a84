/** Write numbers for readers the same way everywhere: no locale, a true minus sign, thousands grouped. */

/** Fixed decimals, thousands grouped by commas: `fixed(-1234.5, 1)` is `"−1,234.5"`. */
export function fixed(value: number, decimals: number): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** Three significant digits in prose: `0.257`, `1,234`, `3.1e−7`. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return fixed(value, 0);
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) return exponential(value, 2);
  return fixed(value, decimalsFor(size, 3));
}

/** A probability as a percentage: `formatPercent(0.94)` is `"94%"`. */
export function formatPercent(probability: number): string {
  return `${Number((probability * 100).toPrecision(4))}%`;
}

/** One way of writing for a whole column, so that aligned numbers line up; the largest has `significant` digits. */
export function columnFormat(values: readonly number[], significant: number): (value: number) => string {
  let largest = 0;
  let whole = true;
  for (const value of values) {
    largest = Math.max(largest, Math.abs(value));
    whole &&= Number.isInteger(value);
  }
  if (largest >= 1e9 || (largest > 0 && largest < 1e-4)) return (value) => exponential(value, significant - 1);
  const decimals = whole ? 0 : decimalsFor(largest, significant);
  return (value) => fixed(value, decimals);
}

/** Labels for ticks `step` apart, with as many decimals as the step needs. */
export function tickFormat(ticks: readonly number[], step: number): (value: number) => string {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  if (largest >= 1e7 || step < 1e-6) {
    const digits = Math.min(15, Math.max(0, Math.ceil(Math.log10(largest / step) - 1e-9)));
    return (value) => (value === 0 ? "0" : exponential(value, digits));
  }
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return (value) => fixed(value, decimals);
}

function decimalsFor(size: number, significant: number): number {
  return Math.max(0, Math.min(12, significant - 1 - Math.floor(Math.log10(size))));
}

function exponential(value: number, digits: number): string {
  return value.toExponential(digits).replace("e+", "e").replaceAll("-", "−");
}
