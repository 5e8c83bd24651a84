/** Loop over rounds: run the program of a body again and again, on what the round before left. */
import { inputWidths, type Piece, scanPieces } from "../../../graph/scan.js";
import type { ArrayGraph, NodeOf } from "../../../graph/types.js";
import type { Loop, Program, ProgramOptions, Slot } from "../types.js";

/** Makes a program of a graph. */
export type Compile = (graph: ArrayGraph, options: ProgramOptions) => Program;

/** Elements that move between the body's memory and the outer one: their places, and how far the outer ones go each round. */
interface Moves {
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly step: Int32Array;
}

/** All elements of some slots: `far` and `step` of each slot's first. */
function movesOf(slots: readonly { readonly near: Slot; readonly far: number; readonly step: number }[]): Moves {
  const each = slots.flatMap(({ near, far, step }) =>
    Array.from({ length: near.length }, (_, i) => [near.offset + i, far + i, step] as const),
  );
  const column = (k: 0 | 1 | 2): Int32Array => Int32Array.from(each, (element) => element[k]);
  return { near: column(0), far: column(1), step: column(2) };
}

/** Into the body's memory, at round t; outer places are counted from `base`. */
function load(inner: Float64Array, m: Float64Array, { near, far, step }: Moves, base: number, t: number): void {
  for (let i = 0; i < near.length; i++)
    inner[near[i] as number] = m[base + (far[i] as number) + t * (step[i] as number)] as number;
}

/** Out of the body's memory. */
function store(inner: Float64Array, m: Float64Array, { near, far, step }: Moves, base: number, t: number): void {
  for (let i = 0; i < near.length; i++)
    m[base + (far[i] as number) + t * (step[i] as number)] = inner[near[i] as number] as number;
}

/** The loop of one scan: its body is compiled once, and runs in a memory of its own. */
export function scanLoop(node: NodeOf<"scan">, args: readonly Slot[], compile: Compile): Loop {
  const { body, steps, reverse } = node;
  const { memory, inputs, outputs, run } = compile(body.graph, body);
  const pieces = scanPieces(node);
  const widths = inputWidths(body);
  const isCarried = (i: number): boolean => i < body.carried;
  // round t goes from place t of a history to t + 1, or from t + 1 to t when reverse
  const [from, to] = reverse ? [1, 0] : [0, 1];
  const carried = inputs.slice(0, body.carried).map((near, i) => {
    const { offset, width } = pieces[i] as Piece;
    return { near, far: offset + from * width, step: width };
  });
  const given = outputs.map((near, i) => {
    const { offset, width } = pieces[i] as Piece;
    return { near, far: isCarried(i) ? offset + to * width : offset, step: width };
  });
  const others = inputs.map((near, i) => ({ near, far: args[i]?.offset as number, step: widths[i] as number }));
  const fixed = others.slice(body.carried + body.read).map((each) => ({ ...each, step: 0 }));
  const [before, read, shared] = [carried, others.slice(body.carried, body.carried + body.read), fixed].map(
    movesOf,
  ) as [Moves, Moves, Moves];
  const after = movesOf(given);

  return (m, { out }) => {
    load(memory, m, shared, 0, 0);
    for (let i = 0; i < body.carried; i++) {
      const { offset, width } = pieces[i] as Piece;
      const start = (args[i] as Slot).offset;
      m.copyWithin(out + offset + (reverse ? steps * width : 0), start, start + width);
    }
    for (let round = 0; round < steps; round++) {
      const t = reverse ? steps - 1 - round : round;
      load(memory, m, before, out, t);
      load(memory, m, read, 0, t);
      run();
      store(memory, m, after, out, t);
    }
  };
}
