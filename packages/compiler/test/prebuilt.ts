/** Hand the prebuilt interpreter over, as a host that compiles modules from files does. */
import { loops } from "@credence/math";
import { arrayLoops } from "../src/backends/prebuilt/loops/interpret.js";

/** Compiles the module of the interpreter's operations and provides it. */
export function providePrebuilt(): void {
  const host = loops.wasm() as loops.Wasm;
  loops.provideModule("arrays", new host.Module(loops.encodeModule(arrayLoops)));
}
