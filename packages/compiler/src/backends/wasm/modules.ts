/** Compile kernels once for each structure: new data of the same shapes, in the same places, reuse the module. */
import { loops } from "@credence/math";
import type { Laid } from "./plan.js";

const modules = new Map<string, loops.WasmModuleObject>();

/** How many modules are kept; the one that was not asked for longest goes first. */
const MOST = 64;

/** What JSON would make null or 0 of. */
const exactly = (x: number): number | string => (Number.isFinite(x) && !Object.is(x, -0) ? x : `${1 / x}:${x}`);

/** Arrays are known by their length, what the interpreter runs by its result's: neither is written into code. */
function structural(key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (key === "body" || key === "slopes" || key === "grid") return undefined;
  return typeof value === "number" ? exactly(value) : value;
}

/** Everything that a kernel's code depends on. */
export const structureOf = ({ graph, ...rest }: Laid): string => JSON.stringify([graph.nodes, rest], structural);

/**
 * The module of a plan: of the function that `write`, which is the same for all plans of its kind, makes of it.
 * @throws where a host has no WebAssembly, forbids compiling bytes, or lacks what kernels use.
 */
export function moduleOf<P extends Laid>(plan: P, write: (plan: P) => loops.LoopFunction): loops.WasmModuleObject {
  const key = structureOf(plan);
  const module = modules.get(key) ?? loops.compile(loops.encodeModule({ exports: [write(plan)], copies: true }));
  modules.delete(key);
  modules.set(key, module);
  if (modules.size > MOST) modules.delete(modules.keys().next().value as string);
  return module;
}
