import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type Engine,
  engineInUse,
  type GraphBuilder,
  gradientKernel,
  graphBuilder,
  type Kernel,
  type NodeId,
  useEngine,
} from "../../src/index.js";

/** Least squares with a scale: a matrix, sums, and a function of one number. */
function regression(rows: number, columns: number, seed = 1): { b: GraphBuilder; output: NodeId; inputs: NodeId[] } {
  const b = graphBuilder();
  const [slopes, scale] = [b.input(columns), b.input(1)];
  const x = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(seed * i * i + 1));
  const y = Float64Array.from({ length: rows }, (_, i) => Math.cos(seed * i));
  const index = (of: (i: number) => number): Int32Array => Int32Array.from({ length: rows * columns }, (_, i) => of(i));
  const shape = { from: index((i) => i % columns), to: index((i) => Math.floor(i / columns)) };
  const off = b.ops.sub(b.data(y), b.linear(slopes, b.data(x), shape, rows));
  const squares = b.sum(b.ops.square(b.ops.div(off, b.ops.exp(scale))));
  const output = b.ops.sub(b.ops.mul(b.constant(-0.5), squares), b.ops.mul(b.constant(rows), scale));
  return { b, output, inputs: [slopes, scale] };
}

const kernelOf = ({ b, output, inputs }: ReturnType<typeof regression>, engine: Engine): Kernel =>
  gradientKernel(b, output, inputs, engine);

/** Counts the modules that are compiled while `work` runs. */
function modulesCompiled(work: () => void): number {
  const host = (globalThis as unknown as { WebAssembly: { Module: new (bytes: unknown) => object } }).WebAssembly;
  const { Module } = host;
  let count = 0;
  host.Module = class extends Module {
    constructor(bytes: unknown) {
      super(bytes);
      count++;
    }
  };
  work();
  host.Module = Module;
  return count;
}

const evaluate = (kernel: Kernel): number => {
  const memory = kernel.allocate(2 * kernel.dimension);
  return kernel.logDensityGradient(memory, 0, kernel.dimension);
};

afterEach(() => {
  useEngine("auto");
  vi.unstubAllGlobals();
});

describe("emitted kernels", () => {
  test("are compiled once for data of the same shapes", () => {
    expect(modulesCompiled(() => evaluate(kernelOf(regression(31, 3, 5), "wasm")))).toBe(1);
    expect(modulesCompiled(() => evaluate(kernelOf(regression(31, 3, 6), "wasm")))).toBe(0);
    expect(modulesCompiled(() => evaluate(kernelOf(regression(32, 3, 6), "wasm")))).toBe(1);
    const [one, other] = [5, 6].map((seed) => evaluate(kernelOf(regression(31, 3, seed), "wasm")));
    expect(one).not.toBe(other);
    expect(one).toBe(evaluate(kernelOf(regression(31, 3, 5), "interpreter")));
  });
  test("wait until the interpreter has taken about as long as compiling does", () => {
    const kernel = kernelOf(regression(40, 4), "auto");
    const memory = new Float64Array(2 * kernel.dimension);
    const gradients = (times: number) => (): void => {
      for (let i = 0; i < times; i++) kernel.logDensityGradient(memory, 0, kernel.dimension);
    };
    expect(modulesCompiled(gradients(50))).toBe(0);
    expect(modulesCompiled(gradients(20_000))).toBe(1);
  });
  test("come at once where one evaluation takes that long", () => {
    expect(modulesCompiled(() => evaluate(kernelOf(regression(100_000, 7), "auto")))).toBe(1);
  });
  test("leave it to the interpreter where there is no WebAssembly", () => {
    const expected = evaluate(kernelOf(regression(40, 4), "interpreter"));
    vi.stubGlobal("WebAssembly", undefined);
    const kernel = kernelOf(regression(40, 4), "auto");
    const memory = kernel.allocate(2 * kernel.dimension);
    for (let i = 0; i < 20_000; i++) kernel.logDensityGradient(memory, 0, kernel.dimension);
    expect(kernel.logDensityGradient(memory, 0, kernel.dimension)).toBe(expected);
    expect(() => evaluate(kernelOf(regression(40, 4), "wasm"))).toThrow("this host has no WebAssembly");
  });
  test("leave it to the interpreter where bytes may not be compiled", () => {
    const expected = evaluate(kernelOf(regression(40, 4, 7), "interpreter"));
    const { WebAssembly } = globalThis as unknown as { WebAssembly: object };
    const forbidden = Object.create(WebAssembly, {
      Module: {
        value: class {
          constructor() {
            throw new EvalError("Wasm code generation disallowed by embedder");
          }
        },
      },
    });
    vi.stubGlobal("WebAssembly", forbidden);
    const kernel = kernelOf(regression(40, 4, 7), "auto");
    const memory = kernel.allocate(2 * kernel.dimension);
    for (let i = 0; i < 20_000; i++) kernel.logDensityGradient(memory, 0, kernel.dimension);
    expect(kernel.logDensityGradient(memory, 0, kernel.dimension)).toBe(expected);
  });
  test("give memory that they reach, and other memory when that is full", () => {
    const kernel = kernelOf(regression(40, 4), "wasm");
    const first = kernel.allocate(10);
    const position = [0.1, 0.2, 0.3, 0.4, -0.5];
    first.set(position);
    const value = kernel.logDensityGradient(first, 0, 5);
    const later = Array.from({ length: 300 }, () => kernel.allocate(1000)).at(-1) as Float64Array;
    expect(later.buffer).not.toBe(first.buffer);
    later.set(position);
    expect(kernel.logDensityGradient(later, 0, 5)).toBe(value);
    expect([...later.slice(0, 10)]).toEqual([...first]);
    expect([...later.slice(10)].every((x) => x === 0)).toBe(true);
  });
  test("are used from then on when they are chosen", () => {
    useEngine("wasm");
    expect(engineInUse()).toBe("wasm");
    expect(modulesCompiled(() => evaluate(gradientOfSquare()))).toBe(1);
  });
});

function gradientOfSquare(): Kernel {
  const b = graphBuilder();
  const x = b.input(9);
  return gradientKernel(b, b.ops.neg(b.sum(b.ops.square(x))), [x]);
}
