/** Give plain data a text for readers, out of the way of JSON, spreading and comparison. */

/** Has a text for readers; consoles and notebooks show it. */
export interface Readable {
  /** The text, lines separated by `\n`, free of control characters. */
  text(): string;
  toString(): string;
}

/** The data, frozen, with its text. */
export function withText<T extends object>(data: T, text: () => string): T & Readable {
  const hidden = { text, toString: text, [Symbol.for("nodejs.util.inspect.custom")]: text };
  for (const key of Reflect.ownKeys(hidden)) Object.defineProperty(data, key, { value: text });
  return Object.freeze(data) as T & Readable;
}
