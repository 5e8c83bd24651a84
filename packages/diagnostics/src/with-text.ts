/** Give plain data a text for readers, out of the way of JSON, spreading and comparison. */
import { alignColumns } from "./printable.js";

/** Rows of cells, the heads of the columns first. */
export type Grid = readonly (readonly string[])[];

/** What a text is made of, in order: sentences, and grids whose columns are to be aligned. */
export type Layout = readonly (string | Grid)[];

/** Has a text for readers; consoles and notebooks show it. */
export interface Readable {
  /** The text, lines separated by `\n`, free of control characters. */
  text(): string;
  /** The same in parts, for those who do not align columns by blanks: notebooks and pages. */
  layout(): Layout;
  toString(): string;
}

/** The data, frozen, with its text. */
export function withText<T extends object>(data: T, parts: () => string | Layout): T & Readable {
  const layout = (): Layout => {
    const all = parts();
    return typeof all === "string" ? all.split("\n") : all;
  };
  const text = (): string => layoutText(layout());
  const hidden = { text, layout, toString: text, [Symbol.for("nodejs.util.inspect.custom")]: text };
  for (const key of Reflect.ownKeys(hidden)) {
    Object.defineProperty(data, key, { value: hidden[key as keyof typeof hidden] });
  }
  return Object.freeze(data) as T & Readable;
}

/** A layout as lines of a terminal. */
export function layoutText(layout: Layout): string {
  return layout.map((part) => (typeof part === "string" ? part : alignColumns(part))).join("\n");
}
