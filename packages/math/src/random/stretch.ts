/** Choose who draws a stretch of variates: JavaScript at first, WebAssembly once many were asked for. */
import { wasm } from "../loops/host.js";
import { type Rng, streamWords } from "../rng/index.js";
import { compiledStretch } from "./compiled-stretch.js";
import { plainStretch, type Stretch } from "./plain-stretch.js";

/** Variates that are made together: their scratch stays in the nearest cache. */
export const stretch = 256;

/** Variates after which compiling the loops, two milliseconds, has paid for itself where plain loops are cold too. */
const worthCompiling = 500;

let plain: Stretch | undefined;
let compiled: Stretch | undefined;
let asked = 0;

/** Where the next stretch of `count` variates is drawn. */
export function stretchFor(rng: Rng, count: number): Stretch {
  plain ??= plainStretch(stretch);
  asked += count;
  if (asked < worthCompiling || streamWords(rng) === undefined || wasm() === undefined) return plain;
  compiled ??= compiledStretch(stretch, plain) ?? plain;
  return compiled;
}
