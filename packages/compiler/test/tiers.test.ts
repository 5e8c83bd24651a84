/** Hold hosts that forbid compiling bytes to what was handed over to them, and to the same bits without. */
import { loops } from "@credence/math";
import { afterEach, expect, test, vi } from "vitest";
import { type GraphBuilder, gradientKernel, graphBuilder, type Kernel, type NodeId } from "../src/index.js";
import { providePrebuilt } from "./prebuilt.js";

/** Σ log(1 + e^(x b)) over some rows, and −x²/2. */
function rows(b: GraphBuilder): { readonly output: NodeId; readonly input: NodeId } {
  const x = b.input(1);
  const data = b.data(Float64Array.from({ length: 501 }, (_, i) => Math.sin(i)));
  const prior = b.ops.mul(b.constant(-0.5), b.ops.square(x));
  return { output: b.ops.sub(prior, b.sum(b.ops.log1pExp(b.ops.mul(x, data)))), input: x };
}

function kernel(): Kernel {
  const b = graphBuilder();
  const { output, input } = rows(b);
  return gradientKernel(b, output, [input]);
}

/** Values and slopes at many points, more than the interpreter is given time for. */
function found(): number[] {
  const own = kernel();
  const memory = own.allocate(2);
  return Array.from({ length: 400 }, (_, i) => {
    memory[0] = Math.cos(i);
    return [own.logDensityGradient(memory, 0, 1), memory[1] as number];
  }).flat();
}

const host = loops.wasm() as loops.Wasm;
let started = 0;

/** Counts what is started from now on. */
function count(): void {
  const Instance = class extends host.Instance {
    constructor(...given: ConstructorParameters<loops.Wasm["Instance"]>) {
      super(...given);
      started += 1;
    }
  };
  vi.stubGlobal("WebAssembly", Object.create(host, { Instance: { value: Instance } }));
}

afterEach(() => {
  loops.useTier("A");
  vi.unstubAllGlobals();
});

test("compile a kernel where bytes may be compiled, else run what was handed over, else JavaScript", () => {
  count();
  const here = found();
  expect(loops.compilesBytes()).toBe(true);
  expect(started).toBe(1);

  loops.useTier("B");
  expect(loops.compilesBytes()).toBe(false);
  expect(found()).toEqual(here);
  expect(started).toBe(1);
  providePrebuilt();
  expect(found()).toEqual(here);
  expect(started).toBe(2);

  loops.useTier("C");
  expect(found()).toEqual(here);
  expect(started).toBe(2);
});

test("remember a host that refuses bytes, and not one that was given a broken module", () => {
  expect(() => loops.compile(Uint8Array.of(1, 2, 3))).toThrow();
  expect(loops.compilesBytes()).toBe(true);
  const Module = class {
    constructor() {
      throw new EvalError("Wasm code generation disallowed by embedder");
    }
  };
  vi.stubGlobal("WebAssembly", Object.create(host, { Module: { value: Module } }));
  expect(loops.compilesBytes()).toBe(true);
  expect(() => loops.compile(loops.encodeModule({ exports: [] }))).toThrow("disallowed");
  expect(loops.compilesBytes()).toBe(false);
  vi.unstubAllGlobals();
  expect(loops.compilesBytes()).toBe(true);
});

test("a module that is not the toolkit's is not used", () => {
  const here = found();
  loops.useTier("B");
  loops.provideModule("arrays", {});
  expect(found()).toEqual(here);
});
