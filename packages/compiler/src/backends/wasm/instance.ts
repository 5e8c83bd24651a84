/** Instantiate a kernel over an arena, with the interpreter's loops for the blocks that are not emitted. */
import { loops } from "@credence/math";
import { argumentsOf } from "../../graph/node.js";
import type { ArrayNode, NodeId } from "../../graph/types.js";
import { compile } from "../interpreter/compile.js";
import { instruction } from "../interpreter/instruction.js";
import type { Instruction, Slot } from "../interpreter/types.js";
import type { Arena } from "./arena.js";
import { hostFunctions } from "./emit/elementwise.js";
import { KERNEL, RUN } from "./emit/kernel.js";
import { moduleOf } from "./modules.js";
import type { Plan } from "./plan.js";

/** The log density at a position in an arena, with the gradient, if there is one, written where the second offset says. */
export type Run = (position: number, gradient: number) => number;

function slotOf({ graph, places }: Plan, id: NodeId): Slot {
  return { offset: places[id]?.offset as number, length: (graph.nodes[id] as ArrayNode).length };
}

/** The instructions of the blocks that the interpreter runs, by node. */
function interpretedBlocks(plan: Plan): ReadonlyMap<NodeId, Instruction> {
  const blocks = new Map<NodeId, Instruction>();
  for (const [id, form] of plan.forms.entries()) {
    if (form !== "interpreted") continue;
    const node = plan.graph.nodes[id] as ArrayNode;
    const args = argumentsOf(node).map((arg) => slotOf(plan, arg));
    blocks.set(id, instruction(node, slotOf(plan, id).offset, args, compile));
  }
  return blocks;
}

/** A plan's kernel, ready to run. */
export function instantiate(plan: Plan, { memory, doubles }: Arena): Run {
  const module = moduleOf(plan);
  const blocks = interpretedBlocks(plan);
  const run = (id: number): number => {
    const step = blocks.get(id) as Instruction;
    step.loop(doubles, step);
    return 0;
  };
  return loops.instantiate(module, memory, { ...hostFunctions, [RUN]: run })[KERNEL] as Run;
}
