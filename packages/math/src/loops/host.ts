/** Reach the host's WebAssembly, where there is one, without the types of a browser. */
import type { LoopModule } from "./types.js";
import { encodeModule } from "./wasm/module.js";

/** What is needed of a `WebAssembly.Memory`. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KB; views of the old buffer die. */
  grow(pages: number): number;
}

/** A compiled module, which may be sent to workers. */
export type WasmModuleObject = object;

/** The functions of an instance. */
export type WasmExports = Readonly<Record<string, (...args: number[]) => number>>;

/** What is needed of the host's `WebAssembly`. */
export interface Wasm {
  readonly Memory: new (size: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => WasmModuleObject;
  readonly Instance: new (
    module: WasmModuleObject,
    imports: { readonly env: Readonly<Record<string, unknown>> },
  ) => { readonly exports: unknown };
}

/** The host's `WebAssembly`; undefined where it has none. */
export const wasm = (): Wasm | undefined => (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;

/** JavaScript functions by the names under which modules import them. */
export type LoopImports = Readonly<Record<string, (...args: number[]) => number>>;

/**
 * Runs a module on a memory: its functions by name.
 *
 * @param module bytes, or what was compiled from them
 * @throws where the host has no WebAssembly, or forbids compiling bytes
 */
export function instantiate(
  module: Uint8Array | WasmModuleObject,
  memory: WasmMemory,
  imports: LoopImports = {},
): WasmExports {
  const host = wasm();
  if (!host) throw new Error("instantiate: this host has no WebAssembly");
  const compiled = module instanceof Uint8Array ? new host.Module(module) : module;
  return new host.Instance(compiled, { env: { memory, ...imports } }).exports as WasmExports;
}

/** Encodes, compiles and runs a module on a memory. */
export const runLoops = (module: LoopModule, memory: WasmMemory, imports: LoopImports = {}): WasmExports =>
  instantiate(encodeModule(module), memory, imports);
