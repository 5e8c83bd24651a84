/** Compile graphs into code for the prebuilt interpreter, over one WebAssembly memory. */
import { type Assembly, assemble, type Program } from "../interpreter/index.js";
import { type Arena, doublesOf } from "../wasm/arena.js";
import type { Folded } from "../wasm/fold.js";
import { STRIDE } from "./codes.js";
import { encode, spareOf, tablesOf } from "./encode.js";
import { instanceOver } from "./instance.js";

/** How many doubles of an arena a program takes. */
function sizeOf({ memory, steps }: Assembly): number {
  const arrays = new Set<Float64Array | Int32Array>([memory, ...tablesOf(steps)]);
  let size = (STRIDE / 2) * steps.length + spareOf(steps) + 6;
  for (const array of arrays) size += doublesOf(array);
  return size;
}

/** The program over an arena that has room for it. */
function place({ memory, steps, inputs, outputs }: Assembly, arena: Arena): Program {
  const { host, interpret } = instanceOver(arena);
  const base = arena.take(memory.length);
  arena.doubles.set(memory, base);
  const own = arena.doubles.subarray(base, base + memory.length);
  const words = encode(steps, {
    base,
    spare: arena.take(spareOf(steps)),
    table: arena.place,
    host: (step) => host.push(() => step.loop(own, step)) - 1,
  });
  const from = arena.place(words);
  const to = from + words.length;
  return { memory: own, inputs, outputs, run: () => interpret(from, to) };
}

/**
 * A program in an arena of at least so many doubles.
 * @throws where no module was handed over, or the host lacks what it uses
 */
export function prebuilt({ graph, ...ends }: Folded, arenaFor: (length: number) => Arena): Program {
  const assembly = assemble(graph, ends);
  return place(assembly, arenaFor(sizeOf(assembly)));
}
