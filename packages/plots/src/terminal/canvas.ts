/** Draw in a grid of characters: braille dots for lines, shades for regions, signs on top. */

/** A drawing of `columns` × `rows` characters, each of 2 × 4 dots; what lies outside is left out. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  /** Set a dot; `x` in [0, 2 columns), `y` in [0, 4 rows) from the top. */
  dot(x: number, y: number): void;
  /** Darken the background of a character by so many of four steps, up to `most`. */
  shade(column: number, row: number, steps: number, most?: number): void;
  /** Put a sign over a character. */
  sign(column: number, row: number, sign: string): void;
  /** The lines of text, from the top. */
  lines(): string[];
}

const SHADES = [" ", "░", "▒", "▓", "█"] as const;
/** Bits of the dots of a braille pattern, row by row (Unicode 3.0, block U+2800). */
const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80] as const;

export function canvas(columns: number, rows: number): Canvas {
  const dots = new Uint8Array(columns * rows);
  const shades = new Uint8Array(columns * rows);
  const signs = new Map<number, string>();
  const place = (column: number, row: number): number =>
    column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : -1;
  const glyph = (at: number): string => {
    const sign = signs.get(at);
    if (sign !== undefined) return sign;
    const pattern = dots[at] as number;
    return pattern > 0 ? String.fromCodePoint(0x2800 + pattern) : (SHADES[shades[at] as number] as string);
  };
  return {
    columns,
    rows,
    dot(x, y) {
      const at = place(x >> 1, y >> 2);
      if (at >= 0) dots[at] = (dots[at] as number) | (BITS[(y & 3) * 2 + (x & 1)] as number);
    },
    shade(column, row, steps, most = SHADES.length - 1) {
      const at = place(column, row);
      if (at >= 0) shades[at] = Math.max(shades[at] as number, Math.min(most, (shades[at] as number) + steps));
    },
    sign(column, row, sign) {
      const at = place(column, row);
      if (at >= 0) signs.set(at, sign);
    },
    lines: () =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => glyph(row * columns + column)).join(""),
      ),
  };
}
