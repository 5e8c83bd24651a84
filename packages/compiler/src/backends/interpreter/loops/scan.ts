/** Loop over rounds: run the program of a body again and again, on what the round before left. */
import { inputWidths, scanPieces } from "../../../graph/scan.js";
import type { ArrayGraph, NodeOf } from "../../../graph/types.js";
import type { Loop, Program, ProgramOptions, Slot } from "../types.js";

/** Makes a program of a graph. */
export type Compile = (graph: ArrayGraph, options: ProgramOptions) => Program;

/** From where to where elements move in each round: `step` apart from one round to the next at the far end. */
interface Move {
  readonly near: number;
  readonly far: number;
  readonly width: number;
  readonly step: number;
}

/** A few elements, for which a loop is faster than a call to copy them. */
function copy(from: Float64Array, at: number, to: Float64Array, place: number, width: number): void {
  for (let i = 0; i < width; i++) to[place + i] = from[at + i] as number;
}

/** The loop of one scan: its body is compiled once, and runs in a memory of its own. */
export function scanLoop(node: NodeOf<"scan">, args: readonly Slot[], compile: Compile): Loop {
  const { body, steps, reverse } = node;
  const program = compile(body.graph, body);
  const { memory } = program;
  const widths = inputWidths(body);
  const pieces = scanPieces(node);
  const move = (i: number, far: number, step: number): Move => ({
    near: program.inputs[i]?.offset as number,
    far,
    width: widths[i] as number,
    step,
  });
  const argument = (i: number): number => (args[i] as Slot).offset;
  const carried = pieces.slice(0, body.carried).map(({ offset, width }, i) => move(i, offset, width));
  const inputs = widths.map((width, i) => move(i, argument(i), width));
  const read = inputs.slice(body.carried, body.carried + body.read);
  const shared = inputs.slice(body.carried + body.read);
  const given = pieces.map(
    ({ offset, width }, i): Move => ({ near: program.outputs[i]?.offset as number, far: offset, width, step: width }),
  );
  const before = reverse ? 1 : 0;
  const begin = reverse ? steps : 0;

  return (m, { out }) => {
    for (const { near, far, width } of shared) copy(m, far, memory, near, width);
    for (let i = 0; i < carried.length; i++) {
      const { far, width } = carried[i] as Move;
      copy(m, argument(i), m, out + far + begin * width, width);
    }
    for (let round = 0; round < steps; round++) {
      const t = reverse ? steps - 1 - round : round;
      for (let i = 0; i < carried.length; i++) {
        const { near, far, width, step } = carried[i] as Move;
        copy(m, out + far + (t + before) * step, memory, near, width);
      }
      for (let i = 0; i < read.length; i++) {
        const { near, far, width, step } = read[i] as Move;
        copy(m, far + t * step, memory, near, width);
      }
      program.run();
      for (let i = 0; i < given.length; i++) {
        const { near, far, width, step } = given[i] as Move;
        const place = i < carried.length ? t + 1 - before : t;
        copy(memory, near, m, out + far + place * step, width);
      }
    }
  };
}
