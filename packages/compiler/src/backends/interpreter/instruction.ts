/** Turn a node into an instruction: a loop over slots of one memory, with everything it needs in a flat record. */
import type { ArrayNode } from "../../graph/types.js";
import { externalLoop } from "./loops/external.js";
import { loops } from "./loops/index.js";
import { linearLoop } from "./loops/linear.js";
import { odeLoop } from "./loops/ode.js";
import { repeat, repeatsEach } from "./loops/repeat.js";
import { type Compile, scanLoop } from "./loops/scan.js";
import type { Instruction, Loop, Slot } from "./types.js";

const NOTHING: Slot = { offset: 0, length: 0 };
const NO_TABLE: Int32Array = new Int32Array(0);

function tableOf(node: ArrayNode): Int32Array {
  if (node.op === "linear") return node.from;
  if ("positions" in node) return node.positions;
  return "base" in node ? node.base : NO_TABLE;
}

/** What the loops over matrices read (see `loops/matrix.ts`), by the names that all instructions have. */
function matrixShape(node: ArrayNode): Partial<Record<"stride" | "size" | "outer" | "inner", number>> {
  if (node.op === "solveTriangular") return { size: node.size, inner: node.columns, stride: Number(node.transpose) };
  if (node.op !== "matmul") return {};
  const stride = Number(node.transposeLeft) + 2 * Number(node.transposeRight);
  return { outer: node.rows, inner: node.inner, size: node.columns, stride };
}

function loopOf(node: ArrayNode, args: readonly Slot[], compile: Compile): Loop {
  if (node.op === "linear") return linearLoop(node, args[0]?.length ?? 0);
  if (node.op === "gather" && repeatsEach(node.positions, args[0]?.length ?? 0)) return repeat;
  if (node.op === "external") return externalLoop(node, args);
  if (node.op === "ode") return odeLoop(node, args, compile);
  return node.op === "scan" ? scanLoop(node, args, compile) : loops[node.op];
}

/**
 * The instruction that computes `node` into the slot at `out` from arguments in their slots.
 *
 * @param compile makes programs of the graphs that nodes hold themselves.
 */
export function instruction(node: ArrayNode, out: number, args: readonly Slot[], compile: Compile): Instruction {
  const [a = NOTHING, b = NOTHING, c = NOTHING] = args;
  const step = (slot: Slot): number => (slot.length === 1 ? 0 : 1);
  const shape = { stride: 0, size: 0, outer: 0, inner: 0, ...node, ...matrixShape(node) };
  return {
    loop: loopOf(node, args, compile),
    out,
    n: node.length,
    a: a.offset,
    b: b.offset,
    c: c.offset,
    aStep: step(a),
    bStep: step(b),
    cStep: step(c),
    m: a.length,
    table: tableOf(node),
    places: node.op === "linear" ? node.to : NO_TABLE,
    stride: node.op === "cumulativeSum" ? (node.reverse ? -1 : 1) : shape.stride,
    size: shape.size,
    outer: shape.outer,
    inner: shape.inner,
  };
}
