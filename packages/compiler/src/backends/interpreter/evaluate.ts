/** Compute one node from the values of its arguments, with the loops that programs use. */
import { argumentsOf } from "../../graph/node.js";
import type { ArrayNode } from "../../graph/types.js";
import { compile } from "./compile.js";
import { instruction } from "./instruction.js";
import type { Slot } from "./types.js";

/** The value of a node that is computed (not an input); equal, bit for bit, to what a program computes. */
export function evaluate(node: ArrayNode, args: readonly Float64Array[]): Float64Array {
  if (args.length !== argumentsOf(node).length)
    throw new RangeError(`${node.op} takes ${argumentsOf(node).length} arguments, not ${args.length}`);
  let end = node.length;
  const slots = args.map((values): Slot => {
    const slot = { offset: end, length: values.length };
    end += values.length;
    return slot;
  });
  const memory = new Float64Array(end);
  args.forEach((values, k) => {
    memory.set(values, slots[k]?.offset);
  });
  const it = instruction(node, 0, slots, compile);
  it.loop(memory, it);
  return memory.slice(0, node.length);
}
