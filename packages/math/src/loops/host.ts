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

/**
 * What runs vector loops: `"A"`, WebAssembly that is compiled from bytes; `"B"`, only WebAssembly that was compiled before
 * (see {@link provideModule}); `"C"`, JavaScript. The bits are the same.
 */
export type Tier = "A" | "B" | "C";

let highest: Tier = "A";

/** Holds all that is started from now on to a tier, for tests and comparisons; `"A"` lets the host decide again. */
export function useTier(tier: Tier): void {
  highest = tier;
}

/** The host's `WebAssembly`; undefined where it has none. */
export const wasm = (): Wasm | undefined =>
  highest === "C" ? undefined : (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;

/** Modules that the host compiled itself, by name. */
const provided = new Map<string, WasmModuleObject>();

/**
 * Hands over a module of the toolkit that the host compiled from a file, for hosts that forbid compiling bytes at run time:
 * `arrays` is the interpreter's, `vectors` the samplers', `stretches` that of draws, `positions` that of what is integrated.
 */
export function provideModule(name: string, module: WasmModuleObject): void {
  provided.set(name, module);
}

/** The module that was handed over under this name. */
export const providedModule = (name: string): WasmModuleObject | undefined => provided.get(name);

/** What this thread was told, to tell another: modules may be sent to workers. */
export interface Told {
  readonly tier: Tier;
  readonly modules: Readonly<Record<string, WasmModuleObject>>;
}

/** What {@link useTier} and {@link provideModule} were told. */
export const told = (): Told => ({ tier: highest, modules: Object.fromEntries(provided) });

/** Tells it again. */
export function tell({ tier, modules }: Told): void {
  useTier(tier);
  for (const [name, module] of Object.entries(modules)) provideModule(name, module);
}

/** What every module begins with, itself a module. */
const NOTHING = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/** Hosts that were found to refuse all bytes. */
const refusing = new WeakSet<Wasm>();

/** Whether bytes may be compiled, as far as is known: some hosts have WebAssembly from files only. */
export function compilesBytes(): boolean {
  const host = wasm();
  return host !== undefined && highest === "A" && !refusing.has(host);
}

/** Finds out whether it was the host that refused, or the module that was none. */
function learn(host: Wasm): void {
  try {
    new host.Module(NOTHING);
  } catch {
    refusing.add(host);
  }
}

/**
 * Compiles a module.
 *
 * @throws where the host has no WebAssembly, or forbids compiling bytes
 */
export function compile(bytes: Uint8Array): WasmModuleObject {
  const host = wasm();
  if (!host) throw new Error("compile: this host has no WebAssembly");
  if (highest === "B") throw new Error("compile: this host is held to modules that were compiled before");
  try {
    return new host.Module(bytes);
  } catch (error) {
    learn(host);
    throw error;
  }
}

/** The bytes of a text in base 64, one by one: in a cold process a callback for each takes longer than compiling what they are. */
export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * The module that was handed over under this name, or what these bytes compile to.
 *
 * @throws as {@link compile}
 */
export const moduleNamed = (name: string, bytes: () => Uint8Array): WasmModuleObject =>
  provided.get(name) ?? compile(bytes());

const memories = new WeakMap<ArrayBuffer, WasmMemory>();
const PAGE_DOUBLES = 8192;

/** A zeroed memory of at least so many doubles; undefined where the host has none to give. It must not grow. */
export function createMemory(doubles: number): WasmMemory | undefined {
  const host = wasm();
  if (!host) return undefined;
  try {
    const memory = new host.Memory({ initial: Math.ceil(doubles / PAGE_DOUBLES) });
    memories.set(memory.buffer, memory);
    return memory;
  } catch {
    return undefined; // no more address space
  }
}

/** The memory from {@link createMemory} whose doubles these are. */
export const memoryOf = (buffer: ArrayBufferLike): WasmMemory | undefined => memories.get(buffer as ArrayBuffer);

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
  const compiled = module instanceof Uint8Array ? compile(module) : module;
  return new host.Instance(compiled, { env: { memory, ...imports } }).exports as WasmExports;
}

/** Encodes, compiles and runs a module on a memory. */
export const runLoops = (module: LoopModule, memory: WasmMemory, imports: LoopImports = {}): WasmExports =>
  instantiate(encodeModule(module), memory, imports);
