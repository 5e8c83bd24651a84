/** Run the vector operations of Hamiltonian kernels on a memory: in WebAssembly where it is WebAssembly's, else in JavaScript. */
import { loops, type Rng, streamWords, writeZiggurat } from "@credence/math";
import type { Target } from "../types.js";
import { javascriptLoops, vectorModule } from "./generated.js";
import type { HamiltonianLayout, HamiltonianVectors } from "./operations.js";
import type { VectorImports, VectorLoops } from "./vector-loops.js";

type Gradient = VectorImports["logDensityGradient"];

let compiled: loops.WasmModuleObject | undefined;

/** The module that the host handed over, or else one that is compiled once. */
function wasmModule(): loops.WasmModuleObject {
  compiled ??= loops.moduleNamed("vectors", vectorModule);
  return compiled;
}

/** Instances by what they call for a log density: chains that share a memory and a kernel share its functions. */
const instances = new WeakMap<Gradient, VectorLoops>();

/** The functions over a memory, which call this for a log density. */
function loopsOver({ buffer }: Float64Array, logDensityGradient: Gradient): VectorLoops {
  const memory = loops.memoryOf(buffer);
  const imports = { logDensityGradient };
  if (memory && loops.wasm()) {
    try {
      const own =
        instances.get(logDensityGradient) ??
        (loops.instantiate(wasmModule(), memory, imports) as unknown as VectorLoops);
      instances.set(logDensityGradient, own);
      return own;
    } catch {
      // bytes may not be compiled here, or lack what the module uses: the bits are the same without
    }
  }
  return javascriptLoops(new Float64Array(buffer), new Int32Array(buffer), loops.javascriptOperations, imports);
}

/** The operations over a target's memory. */
export function vectorsOver(target: Target, memory: Float64Array, layout: HamiltonianLayout): HamiltonianVectors {
  const { dimension, stride } = layout;
  const base = memory.byteOffset / 8;
  const metric = base + layout.metric;
  const tables = base + layout.random + 2;
  const wordsAt = 2 * (base + layout.random);
  const words = new Int32Array(memory.buffer, 4 * wordsAt, 4);
  writeZiggurat(memory, layout.random + 2);
  const found = memory.subarray(layout.found, layout.found + 2);
  const foundAt = base + layout.found;
  let own = loopsOver(memory, (q, g) => target.logDensityGradient(memory, q - base, g - base));

  const code = target.compiled?.of === target.logDensityGradient ? target.compiled : undefined;
  /** Leaves JavaScript out of a step once the target has code that WebAssembly can call. */
  let direct = false;
  const settle = (): void => {
    const compiled = code?.over(memory);
    if (compiled === undefined) return;
    own = loopsOver(memory, compiled);
    direct = true;
  };

  /** Draws in the memory, which the stream then goes on from; a stream of another make draws itself. */
  const momentum = (state: number, rng: Rng): number => {
    if (!direct) settle();
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
    own.leap(base + from, base + to, metric, stride, step, foundAt);
    if (direct) code?.evaluated?.();
    return found[0] as number;
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
    logDensity: () => found[1] as number,
    join,
  };
}
