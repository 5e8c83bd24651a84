/** Encode functions of the loop IR as a WebAssembly module. */
import { moduleBytes, type WasmFunction, type WasmType } from "../encode.js";
import { CODE } from "../opcodes.js";
import type { Callable, LoopFunction, LoopModule, LoopType } from "../types.js";
import { reachable, weight } from "../walk.js";
import { inlineLanes, isNumeric } from "./lanes.js";
import { type Functions, type ScalarScope, writeStatements } from "./scalar.js";
import { writeVectorLoop } from "./vector-loop.js";
import { Writer } from "./writer.js";

/** Functions with more operations than this are called, not copied, where lanes or a kernel need them. */
const LARGEST_COPY = 300;

const wasmType = (type: LoopType): WasmType => (type === "f64" ? "f64" : "i32");

const isSmall = (callee: Callable): boolean =>
  callee.kind === "function" && isNumeric(callee) && weight(callee.body) <= LARGEST_COPY;

/**
 * The bytes of a module that exports these functions. It imports `env.memory` and, from `env` too, the functions that
 * they import.
 *
 * @throws if two functions share a name, or a vector loop holds what cannot run in lanes
 */
export function encodeModule({ exports, copies = false }: LoopModule): Uint8Array {
  const { functions, imports } = reachable(exports);
  const lanesForms: LoopFunction[] = [];
  const positions = new Map<Callable, number>([...imports, ...functions].map((each, i) => [each, i]));
  const importPositions = new Map(imports.map(({ name }, i) => [name, i]));
  const scope: Functions = {
    isCopied: (callee) => copies && isSmall(callee),
    index: (callee) => positions.get(callee) ?? (importPositions.get(callee.name) as number),
    lanesIndex: (callee) => {
      if (callee.kind === "import" || !isNumeric(callee) || isSmall(callee)) return -1;
      if (!lanesForms.includes(callee)) lanesForms.push(callee);
      return positions.size + lanesForms.indexOf(callee);
    },
  };
  const written = functions.map((fn) => scalarForm(fn, scope));
  for (const fn of lanesForms) written.push(lanesForm(fn, scope));
  return moduleBytes({
    imports: imports.map((each) => ({ name: each.name, ...signatureOf(each) })),
    functions: written,
    exports: exports.map((fn) => [fn.name, scope.index(fn)]),
  });
}

const signatureOf = ({ parameters, result }: Callable): { parameters: WasmType[]; results: WasmType[] } => ({
  parameters: parameters.map(({ type }) => wasmType(type)),
  results: result ? [wasmType(result)] : [],
});

function scalarForm(fn: LoopFunction, functions: Functions): WasmFunction {
  const w = new Writer(fn.parameters.length);
  const locals = new Map(fn.parameters.map(({ name }, i) => [name, i]));
  const scope: ScalarScope = {
    functions,
    local(name, type) {
      const local = locals.get(name) ?? w.local(wasmType(type));
      locals.set(name, local);
      return local;
    },
    finish: () => w.put(CODE.return),
    lanes: (loop) => writeVectorLoop(w, loop, scope),
    take: (name) => {
      throw new Error(`${fn.name}: the accumulator ${name} stands outside its vector loop`);
    },
  };
  writeStatements(w, fn.body, scope);
  if (fn.result) w.put(CODE.unreachable);
  return { ...signatureOf(fn), locals: w.locals, code: w.code };
}

function lanesForm(fn: LoopFunction, functions: Functions): WasmFunction {
  const w = new Writer(fn.parameters.length);
  inlineLanes(
    w,
    fn,
    fn.parameters.map((_, i) => i),
    functions,
  );
  return { parameters: fn.parameters.map(() => "v128"), results: ["v128"], locals: w.locals, code: w.code };
}
