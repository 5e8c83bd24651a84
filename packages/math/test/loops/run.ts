/** Run functions of the loop IR in both backends on equal memories. */
import { loops } from "../../src/index.js";

/** One backend: its memory and its functions. */
export interface Running {
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  readonly functions: loops.WasmExports;
}

const memory = (): loops.WasmMemory => new (loops.wasm() as loops.Wasm).Memory({ initial: 8 });

function inWasm(module: loops.LoopModule, imports: loops.LoopImports): Running {
  const own = memory();
  const functions = loops.runLoops(module, own, imports);
  return { doubles: new Float64Array(own.buffer), words: new Int32Array(own.buffer), functions };
}

function inJavascript(module: loops.LoopModule, imports: loops.LoopImports): Running {
  const { buffer } = memory();
  const [doubles, words] = [new Float64Array(buffer), new Int32Array(buffer)];
  const make = new Function(`return ${loops.javascriptSource(module)}`)();
  return { doubles, words, functions: make(doubles, words, loops.javascriptOperations, imports) };
}

/** WebAssembly, then JavaScript. */
export const backends = (
  exports: readonly loops.LoopFunction[],
  imports: loops.LoopImports = {},
): readonly [Running, Running] => [inWasm({ exports }, imports), inJavascript({ exports }, imports)];
