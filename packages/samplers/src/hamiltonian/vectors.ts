/** Run the vector operations of Hamiltonian kernels on a memory: in WebAssembly where it is WebAssembly's, else in JavaScript. */
import { loops, type Rng, streamWords, writeZiggurat } from "@credence/math";
import type { Target } from "../types.js";
import { javascriptLoops, vectorModule } from "./generated.js";
import type { HamiltonianLayout, HamiltonianVectors } from "./operations.js";
import type { VectorLoops } from "./vector-loops.js";

let compiled: loops.WasmModuleObject | undefined;

/** The module that the host handed over, or else one that is compiled once. */
function wasmModule(): loops.WasmModuleObject {
  compiled ??= loops.providedModule("vectors") ?? loops.compile(vectorModule());
  return compiled;
}

const instances = new WeakMap<loops.WasmMemory, VectorLoops>();

/** The module over a memory: chains that share one share its functions. */
function instanceOver(memory: loops.WasmMemory): VectorLoops {
  const own = instances.get(memory) ?? (loops.instantiate(wasmModule(), memory) as unknown as VectorLoops);
  instances.set(memory, own);
  return own;
}

/** The functions over a memory. */
function loopsOver({ buffer }: Float64Array): VectorLoops {
  const memory = loops.memoryOf(buffer);
  if (memory && loops.wasm()) {
    try {
      return instanceOver(memory);
    } catch {
      // bytes may not be compiled here, or lack what the module uses: the bits are the same without
    }
  }
  return javascriptLoops(new Float64Array(buffer), new Int32Array(buffer), loops.javascriptOperations);
}

/** The operations over a target's memory. */
export function vectorsOver(target: Target, memory: Float64Array, layout: HamiltonianLayout): HamiltonianVectors {
  const { dimension, stride } = layout;
  const own = loopsOver(memory);
  const base = memory.byteOffset / 8;
  const metric = base + layout.metric;
  const tables = base + layout.random + 2;
  const wordsAt = 2 * (base + layout.random);
  const words = new Int32Array(memory.buffer, 4 * wordsAt, 4);
  writeZiggurat(memory, layout.random + 2);
  const found = new Float64Array(1);

  /** Draws in the memory, which the stream then goes on from; a stream of another make draws itself. */
  const momentum = (state: number, rng: Rng): number => {
    const p = base + state + 2 * stride;
    const stream = streamWords(rng);
    if (stream === undefined) {
      for (let i = 0; i < dimension; i++) memory[state + 2 * stride + i] = rng.normal();
      return own.scaleMomentum(p, metric, dimension, stride);
    }
    for (let i = 0; i < 4; i++) words[i] = stream[i] as number;
    const energy = own.drawMomentum(p, metric, dimension, stride, wordsAt, tables);
    for (let i = 0; i < 4; i++) stream[i] = words[i] as number;
    return energy;
  };

  const leap = (from: number, to: number, step: number): number => {
    own.drift(base + from, base + to, metric, stride, step);
    found[0] = target.logDensityGradient(memory, to, to + stride);
    return own.kick(base + to, metric, stride, step);
  };

  const join: HamiltonianVectors["join"] = (out, leftSum, rightSum, leftStart, leftEnd, rightStart, rightEnd) => {
    const inner = base + 2 * stride;
    if (leftStart === leftEnd && rightStart === rightEnd) {
      return own.joinStates(base + out, inner + leftStart, inner + rightStart, stride) === 1;
    }
    const outer = inner + stride;
    return (
      own.joinPieces(
        base + out,
        base + leftSum,
        base + rightSum,
        outer + leftStart,
        inner + leftEnd,
        inner + rightStart,
        outer + rightEnd,
        stride,
      ) === 1
    );
  };

  return {
    evaluate: (state) => target.logDensityGradient(memory, state, state + stride),
    momentum,
    leap,
    logDensity: () => found[0] as number,
    join,
  };
}
