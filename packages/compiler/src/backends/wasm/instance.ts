/** Instantiate a kernel over an arena, with the interpreter's loops for the blocks that are not emitted. */
import { loops } from "@credence/math";
import { argumentsOf } from "../../graph/node.js";
import type { ArrayNode, NodeId } from "../../graph/types.js";
import { compile } from "../interpreter/compile.js";
import { instruction } from "../interpreter/instruction.js";
import type { Instruction, Slot } from "../interpreter/types.js";
import type { Arena } from "./arena.js";
import { hostFunctions } from "./emit/elementwise.js";
import { RUN } from "./emit/kernel.js";
import { moduleOf } from "./modules.js";
import type { Laid } from "./plan.js";

function slotOf({ graph, places }: Laid, id: NodeId): Slot {
  return { offset: places[id]?.offset as number, length: (graph.nodes[id] as ArrayNode).length };
}

/** The instructions of the blocks that the interpreter runs, by node. */
function interpretedBlocks(plan: Laid): ReadonlyMap<NodeId, Instruction> {
  const blocks = new Map<NodeId, Instruction>();
  for (const [id, form] of plan.forms.entries()) {
    if (form !== "interpreted") continue;
    const node = plan.graph.nodes[id] as ArrayNode;
    const args = argumentsOf(node).map((arg) => slotOf(plan, arg));
    blocks.set(id, instruction(node, slotOf(plan, id).offset, args, compile));
  }
  return blocks;
}

/** The function that `write` makes of a plan, ready to run. */
export function instantiate<P extends Laid>(
  plan: P,
  write: (plan: P) => loops.LoopFunction,
  { memory, doubles }: Arena,
): (...args: number[]) => number {
  const module = moduleOf(plan, write);
  const blocks = interpretedBlocks(plan);
  const run = (id: number): number => {
    const step = blocks.get(id) as Instruction;
    step.loop(doubles, step);
    return 0;
  };
  return Object.values(loops.instantiate(module, memory, { ...hostFunctions, [RUN]: run }))[0] as ReturnType<
    typeof instantiate
  >;
}
