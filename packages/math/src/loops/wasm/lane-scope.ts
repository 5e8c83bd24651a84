/** State where a body that is written for lanes finds what it needs. */
import type { Accumulation, LoopType } from "../types.js";
import type { Functions, Read } from "./scalar.js";

/** Values that do not change while a vector loop runs, computed before it. */
export interface Hoisted {
  /** The local that holds what `write` writes; computed once for each key. */
  local(key: string, type: "i32" | "v128", write: () => void): number;
}

/** Where the lanes of a body find what they need. */
export interface LaneScope {
  readonly functions: Functions;
  /** Pairs of lanes that are worked on side by side. */
  readonly pairs: number;
  /** Locals that the body sets, with their types. */
  readonly inner: ReadonlyMap<string, LoopType>;
  /** Those among them that may differ between lanes. */
  readonly varying: ReadonlySet<string>;
  /** The loop's index, and its bytes as doubles; undefined in a function. */
  readonly loop?: { readonly name: string; readonly index: number; readonly bytes: number };
  readonly hoisted?: Hoisted;
  /** Reads a local from outside the body. */
  readonly outer: Read;
  take?(name: string, how: Accumulation, pair: number, value: () => void): void;
  /** Ends a function whose value for both lanes stands on the stack. */
  finish?(): void;
  /** Calls the function's form for one number, lane by lane, and ends. */
  byLanes?(): void;
}
