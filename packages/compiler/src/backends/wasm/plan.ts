/** Plan a kernel as plain data: which loops run in which order, and where in one memory everything lies. */
import type { ArrayNode, NodeId } from "../../graph/types.js";
import { type Arena, doublesOf } from "./arena.js";
import { type BlockForm, formsOf, readBy } from "./blocks/form.js";
import { type ScalarBody, scalarise } from "./blocks/scalarise.js";
import { type Folded, fold } from "./fold.js";
import { type Step, schedule } from "./schedule.js";
import { padded, type Slots, slotsOf, storedNodes } from "./storage.js";

/** Where an array starts: in memory, or counted from where one of a kernel's pointers says, as the position or the gradient. */
export interface Place {
  readonly base: string;
  /** In doubles. */
  readonly offset: number;
}

/** Steps and storage of a graph, before anything has a place: what tells how much memory it takes. */
export interface Draft extends Folded {
  readonly steps: readonly Step[];
  readonly slots: Slots;
  /** The bodies of scans that run as single numbers. */
  readonly bodies: readonly (ScalarBody | undefined)[];
  /** How each block runs; undefined for other nodes. */
  readonly forms: readonly (BlockForm | undefined)[];
}

/** A node whose values a caller gives or takes, and where. */
export interface Exchange {
  readonly id: NodeId;
  readonly place: Place;
}

/** A program with a place for everything. */
export interface Laid extends Draft {
  readonly places: readonly (Place | undefined)[];
  /** Where positions lie, in 32-bit words: those of lookups and of sums into places. */
  readonly tables: readonly (readonly number[])[];
  /** Inputs that blocks of the interpreter read: they are copied to their places first. */
  readonly copied: readonly Exchange[];
  /** Outputs that the caller takes, and where from. */
  readonly delivered: readonly Exchange[];
}

/** The program of a density. Its first output is the log density, the others are the gradient. */
export interface Plan extends Laid {
  readonly dimension: number;
}

/** An array of one point after the other: the pointer to a point's part, where the first lies, and how long each is. */
export interface Row {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

/** A program that runs at one point after the other, with its inputs and outputs. */
export interface PointsPlan extends Laid {
  readonly rows: readonly Row[];
}

/** Orders the loops of a program and finds what must be stored. */
export function draft(program: Folded): Draft {
  const folded = fold(program);
  const { graph, outputs } = folded;
  const steps = schedule(graph);
  const stored = storedNodes(graph, steps, outputs);
  const bodies = graph.nodes.map((node) => (node.op === "scan" ? scalarise(node.body) : undefined));
  return { ...folded, steps, slots: slotsOf(graph, steps, stored, outputs), bodies, forms: formsOf(graph, bodies) };
}

/** The integers that a node's loop reads. */
function tablesOf(node: ArrayNode, form: BlockForm | undefined): readonly Int32Array[] {
  if (node.op === "gather" || node.op === "scatterAdd" || node.op === "segmentMax") return [node.positions];
  return node.op === "linear" && form === "sparse" ? [node.from, node.to] : [];
}

/** How many doubles of an arena a program takes. */
export function sizeOf(drafted: Draft): number {
  const { graph, slots, forms } = drafted;
  const arrays = new Set<Float64Array | Int32Array>();
  let size = slots.size;
  for (const [id, node] of graph.nodes.entries()) {
    if (node.op === "data") arrays.add(node.values);
    if (node.op === "constant" || node.op === "input") size += padded(node.length) + 2;
    for (const table of tablesOf(node, forms[id])) arrays.add(table);
  }
  for (const array of arrays) size += doublesOf(array);
  return size;
}

/** First index of each of some lengths laid one after the other, and their sum. */
function startsOf(lengths: readonly number[]): { readonly starts: readonly number[]; readonly total: number } {
  const starts: number[] = [];
  let total = 0;
  for (const length of lengths) {
    starts.push(total);
    total += length;
  }
  return { starts, total };
}

/** Lays a density out in an arena that has room for it. */
export function plan(drafted: Draft, arena: Arena): Plan {
  const { graph, inputs, outputs } = drafted;
  const lengthOf = (id: NodeId): number => (graph.nodes[id] as ArrayNode).length;
  const { starts, total } = startsOf(inputs.map(lengthOf));
  const gradient = outputs.slice(1);
  const slopes = startsOf(gradient.map(lengthOf)).starts;
  const given = inputs.map((id, k) => ({ id, place: { base: "position", offset: starts[k] as number } }));
  const taken = gradient.map((id, k) => ({ id, place: { base: "gradient", offset: slopes[k] as number } }));
  return { ...layOut(drafted, arena, given, taken), dimension: total };
}

/** Gives everything else in a program a place in an arena that has room for it. */
export function layOut(drafted: Draft, arena: Arena, given: readonly Exchange[], delivered: readonly Exchange[]): Laid {
  const { graph, slots, forms } = drafted;
  const base = arena.take(slots.size);
  const inBlocks = readBy(graph, forms, () => true);
  const read = readBy(graph, forms, (form) => form === "interpreted"); // which knows one memory only
  const copied = given.filter(({ id }) => read[id]);
  const inMemory = (offset: number): Place => ({ base: "memory", offset });
  const places = graph.nodes.map((node, id): Place | undefined => {
    if (node.op === "data") return inMemory(arena.place(node.values));
    if (node.op === "constant") return inBlocks[id] ? inMemory(arena.place(Float64Array.of(node.value))) : undefined;
    if (node.op === "input")
      return read[id] ? inMemory(arena.take(node.length)) : given.find((each) => each.id === id)?.place;
    const slot = slots.offsets[id] as number;
    return slot < 0 ? undefined : inMemory(base + slot);
  });
  const tables = graph.nodes.map((node, id) => tablesOf(node, forms[id]).map((table) => arena.place(table)));
  for (const { id, place } of [...delivered].reverse()) if (writtenInLoop(drafted, id) && !read[id]) places[id] = place;
  return { ...drafted, places, tables, copied, delivered };
}

/** Whether a node's elements are stored by the loop that computes them. */
const writtenInLoop = ({ steps }: Draft, id: NodeId): boolean =>
  steps.some((step) => step.kind === "loop" && step.nodes.includes(id));
