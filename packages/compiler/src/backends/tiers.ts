/** Choose who evaluates a density: the interpreter while it is cheap, an emitted kernel once that pays, or what is compiled already. */
import { loops } from "@credence/math";
import { argumentsOf } from "../graph/node.js";
import type { ArrayGraph, ArrayNode } from "../graph/types.js";
import type { Evaluate, Evaluator } from "./evaluate.js";

/**
 * Who evaluates densities; the bits do not depend on it. `"prebuilt"` is the interpreter in WebAssembly that the host compiled
 * from a file, `"wasm"` a kernel that is emitted for the model.
 */
export type Engine = "auto" | "interpreter" | "prebuilt" | "wasm";

let chosen: Engine = "auto";

/** Makes kernels that are compiled from now on use one engine, for tests and comparisons; the bits are the same. */
export function useEngine(engine: Engine): void {
  chosen = engine;
}

/** The engine that was chosen last. */
export const engineInUse = (): Engine => chosen;

/**
 * Nanoseconds that the interpreter may take in all before a kernel is compiled. Chains ask for gradients so often that
 * waiting only costs; values alone, and the parameters of what is drawn back, are often needed a few thousand times in all,
 * which a cold process has done before it has compiled anything.
 */
export const patienceFor = { gradients: 5e5, values: 4e6 } as const;

/** Nanoseconds that the interpreter takes for a node, roughly: finding its loop, and a few for each element. */
function costOf(node: ArrayNode, finding: number): number {
  if (argumentsOf(node).length === 0) return 0;
  if (node.op === "scan")
    return node.steps * node.body.graph.nodes.reduce((total, each) => total + costOf(each, finding), 0);
  const elements = node.op === "linear" ? node.from.length : node.length;
  return finding + 3 * elements;
}

/** Nanoseconds that the interpreter takes for a graph, roughly, where so many points share a loop. */
export const interpretingCost = ({ nodes }: ArrayGraph, points = 1): number =>
  nodes.reduce((total, node) => total + costOf(node, 15 / points), 0);

/** The ways to evaluate one density, each made when first needed. */
export interface Ways {
  readonly cost: number;
  readonly patience: number;
  interpreted(): Evaluate;
  prebuilt(): Evaluate;
  emitted(): Evaluator;
}

/** Whether a program should be run by something faster by now, told how often it is about to be run. */
export function impatience(cost: number, patience: number, engine: Engine): (times: number) => boolean {
  let spent = 0;
  return (times) => {
    spent += cost * times;
    return engine === "wasm" || engine === "prebuilt" || (engine === "auto" && spent > patience);
  };
}

const uncompiled = (evaluate: Evaluate): Evaluator => ({ evaluate, compiled: () => undefined });

/**
 * The fastest of some ways that this host allows: one or the other fails for want of WebAssembly, of its vectors, of a module
 * that was handed over, or of memory.
 */
export function fastest<T>(engine: Engine, ways: { emitted(): T; prebuilt(): T }, last: () => T): T {
  const emits = engine !== "prebuilt" && loops.compilesBytes();
  for (const make of emits ? [ways.emitted, ways.prebuilt] : [ways.prebuilt]) {
    try {
      return make();
    } catch {} // the bits are the same without
  }
  return last();
}

/** Evaluates by the engine in use; where kernels cannot be emitted, by the interpreter, prebuilt if it was handed over. */
export function tiered(ways: Ways, engine: Engine): Evaluator {
  if (engine === "interpreter") return uncompiled(ways.interpreted());
  if (engine === "prebuilt") return uncompiled(ways.prebuilt());
  if (engine === "wasm") return ways.emitted();
  const outOfPatience = impatience(ways.cost, ways.patience, engine);
  let slow: Evaluate | undefined;
  let current = uncompiled((memory, q, g) => {
    if (!outOfPatience(1)) {
      slow ??= ways.interpreted();
      return slow(memory, q, g);
    }
    const fast = { emitted: () => ways.emitted(), prebuilt: () => uncompiled(ways.prebuilt()) };
    current = fastest(engine, fast, () => uncompiled(slow ?? ways.interpreted()));
    slow = undefined;
    return current.evaluate(memory, q, g);
  });
  return { evaluate: (memory, q, g) => current.evaluate(memory, q, g), compiled: (memory) => current.compiled(memory) };
}
