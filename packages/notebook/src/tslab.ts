/** Find tslab, the notebook's kernel, where a cell is running in it; nothing depends on it anywhere else. */

/** Where output goes; that of `newDisplay` is replaced by the next one. */
export interface Display {
  html(text: string): unknown;
  svg(text: string): unknown;
}

/** What is used of tslab. */
export interface Tslab {
  readonly display: Display;
  newDisplay(): Display;
}

/** The kernel gives cells their own `require` under this global, and knows itself by the name `tslab` there. */
interface KernelGlobals {
  readonly __tslab__?: { require(id: string): unknown };
}

/** tslab, or nothing outside a notebook. */
export function tslab(): Tslab | undefined {
  return (globalThis as KernelGlobals).__tslab__?.require("tslab") as Tslab | undefined;
}
