/** Align a table for the terminal: words to the left, figures to the right. */

/** Lines of columns under their heads; every row has as many cells as there are heads. */
export function textTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, c) => Math.max(...lines.map((line) => line[c]?.length ?? 0)));
  const words = heads.map((_, c) => rows.some((row) => /^[^\d−-]/.test(row[c] ?? "")));
  const pad = (cell: string, c: number): string =>
    words[c] ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0);
  return lines.map((line) => `  ${line.map(pad).join("  ")}`.trimEnd()).join("\n");
}
