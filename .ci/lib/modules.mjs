/** Encode the WebAssembly modules of the toolkit from their loop IR. */
import { load } from "./load.mjs";

/** Where each is defined, under which name, and what these are written in. */
const definitions = {
  vectors: ["packages/samplers/src/hamiltonian/loops.ts", "vectorLoops"],
  arrays: ["packages/compiler/src/backends/prebuilt/loops/interpret.ts", "arrayLoops"],
  stretches: ["packages/math/src/loops/gammas.ts", "stretchLoops"],
  positions: ["packages/conjugate/src/integrate/draw-loops.ts", "drawLoops"],
};
const math = "packages/math/src/index.ts";

/** Each module with its bytes, and the loop IR that they were made by. */
export async function modules() {
  const files = Object.entries(definitions).map(([name, [file]]) => [name, file]);
  const loaded = await load("modules", { math, ...Object.fromEntries(files) }, { whole: true });
  const { loops } = loaded.math;
  const encoded = Object.entries(definitions).map(([name, [, own]]) => {
    const module = loaded[name][own];
    return [name, { module, bytes: loops.encodeModule(module) }];
  });
  return { loops, ...Object.fromEntries(encoded) };
}
