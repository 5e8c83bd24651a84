/** Stand in for tslab: remember what cells display. */

/** Of one place several outputs, of which a notebook shows the last. */
export interface Output {
  readonly type: "html" | "svg";
  readonly text: string;
  /** Which display it went to; 0 is that of the cell. */
  readonly place: number;
}

/** Installs the stand-in and gives the list that outputs are appended to. */
export function inNotebook(): readonly Output[] {
  const outputs: Output[] = [];
  let places = 0;
  const display = (place: number) => ({
    html: (text: string) => void outputs.push({ type: "html", text, place }),
    svg: (text: string) => void outputs.push({ type: "svg", text, place }),
  });
  const kernel = { display: display(0), newDisplay: () => display(++places) };
  const require = (id: string): unknown => {
    if (id !== "tslab") throw new Error(`a cell would not find ${id}`);
    return kernel;
  };
  Object.assign(globalThis, { __tslab__: { require } });
  return outputs;
}

export function leaveNotebook(): void {
  Reflect.deleteProperty(globalThis, "__tslab__");
}
