/** Write a table for reading: numbers aligned by their digits, in a box that scrolls by itself on phones. */
import { columnFormat } from "../number.js";
import type { Cell, Role, Table } from "../spec.js";
import { escapeHtml } from "./escape.js";

/** The roles of names that have a colour on a page. */
export type Keys = ReadonlyMap<string, Role>;

const NO_KEYS: Keys = new Map();

/** A text, and before it the colour of what it names. */
export function swatched(text: string, keys: Keys): string {
  const role = keys.get(text);
  const swatch = role === undefined ? "" : `<span class="key" style="background:var(--${role})"></span>`;
  return swatch + escapeHtml(text);
}

/** The table with its caption. @throws RangeError when a row has more or fewer cells than there are columns. */
export function htmlTable({ caption, columns, rows }: Table, keys: Keys = NO_KEYS): string {
  rows.forEach((row, i) => {
    if (row.length !== columns.length)
      throw new RangeError(
        `page: row ${i} of table "${caption}" has ${row.length} cells; give ${columns.length}, one for each column`,
      );
  });
  const formats = columns.map((_, c) =>
    cellFormat(
      rows.map((row) => row[c] as Cell),
      c === 0 ? keys : NO_KEYS,
    ),
  );
  const head = columns.map((name, c) => `<th scope="col"${formats[c]?.attribute}>${swatched(name, keys)}</th>`);
  const body = rows.map((row) => `<tr>${row.map((cell, c) => formats[c]?.write(cell)).join("")}</tr>`);
  const label = escapeHtml(caption);
  return (
    `<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table><caption dir="auto">${label}</caption>` +
    `<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`
  );
}

interface CellFormat {
  attribute: string;
  write: (cell: Cell) => string;
}

function cellFormat(cells: readonly Cell[], keys: Keys): CellFormat {
  const numbers = cells.filter((cell) => typeof cell === "number");
  const finite = numbers.filter(Number.isFinite);
  const numeric = numbers.length > 0 && cells.every((cell) => typeof cell !== "string");
  const attribute = numeric ? ' class="number"' : ' dir="auto"';
  const format = columnFormat(finite, 4);
  const text = (cell: Cell) => {
    if (cell === null) return "–";
    if (typeof cell === "string") return swatched(cell, keys);
    return Number.isFinite(cell) ? format(cell) : spelled(cell);
  };
  return { attribute, write: (cell) => `<td${attribute}>${text(cell)}</td>` };
}

function spelled(value: number): string {
  return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
}
