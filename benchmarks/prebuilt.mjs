/** Hand the prebuilt modules over, as a host does that compiles WebAssembly from files only. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loops } from "@credence/math";

const modules = {
  arrays: "@credence/compiler/arrays.wasm",
  vectors: "@credence/samplers/vectors.wasm",
  stretches: "@credence/math/stretches.wasm",
};

/** Compiles them from their files. */
export function providePrebuilt() {
  for (const [name, file] of Object.entries(modules)) {
    const bytes = readFileSync(fileURLToPath(import.meta.resolve(file)));
    loops.provideModule(name, new WebAssembly.Module(bytes));
  }
}
