/** Make names fit for a terminal: nothing in them may move the cursor, change colours or hide text. */
import { eastAsianWidth } from "get-east-asian-width";

/** Escape control, format and other invisible characters (`\u{1b}`), whatever a label may contain. */
export function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}

/** Columns that a text takes on a terminal: wide characters take two, combining marks none. */
export function terminalWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(/\p{M}/gu, "")) width += eastAsianWidth(character.codePointAt(0) as number);
  return width;
}

/** Lay out rows of cells in columns: the first one to the left, numbers to the right, two spaces between. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => terminalWidth(row[column] ?? ""))));
  const pad = (cell: string, column: number): string => {
    const blank = " ".repeat((widths[column] ?? 0) - terminalWidth(cell));
    return column === 0 ? cell + blank : blank + cell;
  };
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}
