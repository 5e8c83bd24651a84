/** Give plain data some members that JSON, spreading and equality do not see. */

/** The data and the members, frozen; consoles and notebooks show `text`. */
export function withHidden<D extends object, H extends object>(data: D, members: H, text: () => string): D & H {
  const hidden = { ...members, toString: text, [Symbol.for("nodejs.util.inspect.custom")]: text };
  const full = { ...data };
  for (const key of Reflect.ownKeys(hidden)) {
    Object.defineProperty(full, key, { value: hidden[key as keyof typeof hidden] });
  }
  return Object.freeze(full) as D & H;
}
