/** Turn a graph into a program of loops over one preallocated memory: the reference for every faster backend. */
import { argumentsOf, withArguments } from "../../graph/node.js";
import { needed, type Pruned, prune } from "../../graph/prune.js";
import type { ArrayGraph, ArrayNode, NodeId } from "../../graph/types.js";
import { instruction } from "./instruction.js";
import { layOut } from "./layout.js";
import { type LogisticGroup, logisticGroups, logisticLoop } from "./logistic.js";
import { joinScalars } from "./scalars.js";
import type { Assembly, Instruction, Program, ProgramOptions, Slot } from "./types.js";

/** Which nodes depend on no input. */
function fixedNodes(nodes: readonly ArrayNode[]): readonly boolean[] {
  const fixed: boolean[] = [];
  for (const node of nodes) fixed.push(node.op !== "input" && argumentsOf(node).every((arg) => fixed[arg]));
  return fixed;
}

/** Writes what is known now into memory. */
function layIn(memory: Float64Array, node: ArrayNode, offset: number): void {
  if (node.op === "constant") memory[offset] = node.value;
  if (node.op === "data") memory.set(node.values, offset);
}

/** Each member but the leader, with its leader. */
const followersOf = ({ leader, members }: LogisticGroup): [NodeId, NodeId][] =>
  members.flatMap((id): [NodeId, NodeId][] => (id === undefined || id === leader ? [] : [[id, leader]]));

/** A node that another one computes needs that one only, and not its own argument. */
const readThrough = (node: ArrayNode, leader: NodeId | undefined): ArrayNode =>
  leader === undefined ? node : withArguments(node, [leader]);

/** Where the members of a group go; -1 for those there are not. */
const resultsOf = ({ members }: LogisticGroup, offsets: readonly number[]): Int32Array =>
  Int32Array.from(members, (id) => (id === undefined ? -1 : (offsets[id] as number)));

/**
 * The part of a graph that the outputs need.
 * @throws RangeError if an output needs an input that is not listed, or a listed input is not one.
 */
export function checkProgram(graph: ArrayGraph, { inputs, outputs }: ProgramOptions): Pruned {
  for (const id of inputs)
    if (graph.nodes[id]?.op !== "input") throw new RangeError(`node ${id} is listed as an input but is not one`);
  const pruned = prune(graph, [...inputs, ...outputs]);
  const given = new Set(inputs.map((id) => pruned.ids[id] as NodeId));
  const missing = pruned.graph.nodes.findIndex((node, id) => node.op === "input" && !given.has(id));
  if (missing >= 0)
    throw new RangeError(`the outputs need input node ${pruned.ids.indexOf(missing)}: list it in inputs`);
  return pruned;
}

/**
 * Lays out the part of a graph that the outputs need. Constants and data are laid into memory once, and what depends on them
 * alone is computed once, here.
 * @throws RangeError if an output needs an input that is not listed, or a listed input is not one.
 */
export function assemble(graph: ArrayGraph, { inputs, outputs }: ProgramOptions): Assembly {
  const pruned = checkProgram(graph, { inputs, outputs });
  const { nodes } = pruned.graph;
  const newIds = (ids: readonly NodeId[]): NodeId[] => ids.map((id) => pruned.ids[id] as NodeId);
  const given = new Set(newIds(inputs));

  const fixed = fixedNodes(nodes);
  const groups = logisticGroups(nodes, (id) => fixed[id] === true);
  const leaders = new Map(groups.map((group) => [group.leader, group]));
  const leaderOf = new Map(groups.flatMap(followersOf));
  const read: ArrayGraph = { nodes: nodes.map((node, id) => readThrough(node, leaderOf.get(id))) };
  const live = needed(read, newIds(outputs));
  const lasting = new Set<NodeId>([...given, ...newIds(outputs), ...leaderOf.keys()]);
  const { offsets, size } = layOut(read, (id) => lasting.has(id) || fixed[id] === true);
  const slot = (id: NodeId): Slot => ({ offset: offsets[id] as number, length: nodes[id]?.length ?? 0 });

  const memory = new Float64Array(size);
  const steps: Instruction[] = [];
  for (const [id, node] of nodes.entries()) {
    const { offset } = slot(id);
    layIn(memory, node, offset);
    if (argumentsOf(node).length === 0 || leaderOf.has(id) || !live[id]) continue;
    const step = instruction(node, offset, argumentsOf(node).map(slot), compile);
    const group = leaders.get(id);
    if (fixed[id]) step.loop(memory, step);
    else steps.push(group === undefined ? step : { ...step, loop: logisticLoop, table: resultsOf(group, offsets) });
  }

  return { memory, inputs: newIds(inputs).map(slot), outputs: newIds(outputs).map(slot), steps };
}

/**
 * Compiles the part of a graph that the outputs need into one function over its memory.
 * @throws RangeError if an output needs an input that is not listed, or a listed input is not one.
 */
export function compile(graph: ArrayGraph, options: ProgramOptions): Program {
  const { steps, ...rest } = assemble(graph, options);
  const { memory } = rest;
  const code = joinScalars(steps);
  const run = (): void => {
    for (let i = 0; i < code.length; i++) {
      const step = code[i] as Instruction;
      step.loop(memory, step);
    }
  };
  return { ...rest, run };
}
