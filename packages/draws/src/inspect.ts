/** Decide how an object prints in Node's console and in notebooks, without a class. */

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

/** `object`, frozen, printed as the text or the object that `show` returns. */
export function printedAs<T extends object>(object: T, show: () => unknown): T {
  return Object.freeze(Object.defineProperty(object, CUSTOM, { value: show }));
}

/** Text that a console prints without quotes. */
export function bare(text: string): object {
  return { [CUSTOM]: () => text };
}
