/** Draw a stretch of normals, gammas or betas in WebAssembly: the draws of `plain-stretch.ts` bit for bit. */
import { createMemory, instantiate, moduleNamed } from "../loops/host.js";
import { type Rng, streamWords, writeZiggurat, ZIGGURAT_SIZE } from "../rng/index.js";
import { stretchModule } from "./generated.js";
import type { Stretch } from "./plain-stretch.js";

/** The functions of `stretchLoops`, on places in memory in the order of their parameters there; 0 where nothing was drawn. */
type Loops = Readonly<Record<"fillNormals" | "fillGammas" | "fillBetas", (...places: number[]) => number>>;

/**
 * A stretch over a memory of its own; undefined where the host compiles nothing. What its loops do not draw, betas of
 * shapes below 1, and what is impossible is left to `plain`.
 */
export function compiledStretch(length: number, plain: Stretch): Stretch | undefined {
  const tables = 0;
  const words = 2 * ZIGGURAT_SIZE + 2;
  const scratch = ZIGGURAT_SIZE + 3;
  const memory = createMemory(scratch + 6 * length);
  if (memory === undefined) return undefined;
  let run: Loops;
  try {
    run = instantiate(moduleNamed("stretches", stretchModule), memory) as unknown as Loops;
  } catch {
    return undefined; // a host that forbids compiling bytes
  }
  const at = (k: number): number => scratch + k * length;
  const place = (k: number): Float64Array => new Float64Array(memory.buffer, 8 * at(k), length);
  const [shapes, seconds, draws] = [place(0), place(1), place(2)];
  const between = [at(3), at(4)] as const; // normals and uniforms
  writeZiggurat(new Float64Array(memory.buffer), tables);
  const inMemory = new Int32Array(memory.buffer, 4 * words, 4);

  /** Draws in the memory, which the stream then goes on from. */
  function drawn(rng: Rng, draw: () => number): boolean {
    const own = streamWords(rng) as Int32Array;
    inMemory.set(own);
    const done = draw();
    own.set(inMemory);
    return done !== 0;
  }
  function drawPlainly(rng: Rng, count: number, kind: "gammas" | "betas"): void {
    plain.shapes.set(shapes);
    plain.seconds.set(seconds);
    plain[kind](rng, count);
    draws.set(plain.draws);
  }

  return {
    ...{ shapes, seconds, draws },
    normals: (rng, count) => void drawn(rng, () => run.fillNormals(at(2), count, words, tables)),
    gammas: (rng, count) => {
      const draw = (): number => run.fillGammas(at(0), at(2), ...between, count, words, tables);
      if (!drawn(rng, draw)) drawPlainly(rng, count, "gammas");
    },
    betas: (rng, count) => {
      const draw = (): number => run.fillBetas(at(0), at(1), at(2), at(5), ...between, count, words, tables);
      if (!drawn(rng, draw)) drawPlainly(rng, count, "betas");
    },
  };
}
