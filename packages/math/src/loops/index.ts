/** Gather the loop IR: values, blocks, and what runs them. */
export { Block, type Bounds, define, imported, type LaneBounds, type Signature } from "./block.js";
export {
  compile,
  compilesBytes,
  createMemory,
  fromBase64,
  instantiate,
  type LoopImports,
  memoryOf,
  moduleNamed,
  providedModule,
  provideModule,
  runLoops,
  type Tier,
  type Told,
  tell,
  told,
  useTier,
  type Wasm,
  type WasmExports,
  type WasmMemory,
  type WasmModuleObject,
  wasm,
} from "./host.js";
export { javascriptSource } from "./javascript.js";
export { type JavascriptOperations, javascriptOperations } from "./javascript-operations.js";
export { fillNormals, type Stream, uniform, withStream } from "./normals.js";
export { type Logistic, logistic, type SpecialName, special, specialImports, specialPairs } from "./special/index.js";
export type {
  Accumulation,
  Accumulator,
  Callable,
  CountedLoop,
  Expr,
  LanesLoop,
  LoopFunction,
  LoopImport,
  LoopModule,
  LoopOperation,
  LoopParameter,
  LoopType,
  Statement,
} from "./types.js";
export * from "./values.js";
export { encodeModule } from "./wasm/module.js";
