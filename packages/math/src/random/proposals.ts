/** Draw a stretch of normals or of gamma proposals at once: in JavaScript at first, in WebAssembly once many were asked for. */
import { createMemory, fillNormals, proposeGammas, runLoops, specialImports, wasm } from "../loops/index.js";
import { type Rng, streamWords, writeZiggurat, ZIGGURAT_SIZE } from "../rng/index.js";
import { underSqueeze } from "./gamma.js";

/** Variates that are made together: their scratch stays in the nearest cache. */
export const stretch = 256;

/** Variates after which compiling the loops, about a millisecond, has paid for itself. */
const worthCompiling = 100_000;

/** Scratch for one stretch, and what fills it; who does is told by nothing but the time it takes. */
interface Proposals {
  readonly shapes: Float64Array;
  readonly normals: Float64Array;
  readonly uniforms: Float64Array;
  /** What is proposed for each shape, or −1 where the squeeze does not take it. */
  readonly draws: Float64Array;
  /** Fills `normals`. */
  normal(rng: Rng, count: number): void;
  /**
   * Fills all but the shapes as Marsaglia and Tsang (2000) do: a shape d + 1/3 gets d (1 + x / √(9 d))³, x normal, if a
   * uniform lies under their squeeze.
   */
  propose(rng: Rng, count: number): void;
}

function inJavascript(): Proposals {
  const scratch = (): Float64Array => new Float64Array(stretch);
  const [shapes, normals, uniforms, draws] = [scratch(), scratch(), scratch(), scratch()];
  const normal = (rng: Rng, count: number): void => rng.normals(normals, count);
  const propose = (rng: Rng, count: number): void => {
    rng.normals(normals, count);
    rng.uniforms(uniforms, count);
    for (let i = 0; i < count; i++) {
      const shape = shapes[i] as number;
      const d = shape - 1 / 3;
      const x = normals[i] as number;
      const cx = x / Math.sqrt(9 * d);
      const squeezed = shape >= 1 && shape < Infinity && underSqueeze(uniforms[i] as number, d, cx);
      draws[i] = squeezed ? d * (1 + cx * (3 + cx * (3 + cx))) : -1;
    }
  };
  return { shapes, normals, uniforms, draws, normal, propose };
}

/** The functions of the loop IR by these names. */
interface Loops {
  fillNormals(out: number, count: number, words: number, tables: number): void;
  proposeGammas(
    ...at: [
      shapes: number,
      normals: number,
      uniforms: number,
      out: number,
      count: number,
      words: number,
      tables: number,
    ]
  ): void;
}

/** The same over a memory of its own; undefined where the host compiles nothing. */
function inWasm(): Proposals | undefined {
  const words = 2 * ZIGGURAT_SIZE + 2;
  const scratch = ZIGGURAT_SIZE + 3;
  const memory = createMemory(scratch + 4 * stretch);
  if (memory === undefined) return undefined;
  try {
    const run = runLoops({ exports: [fillNormals, proposeGammas] }, memory, specialImports) as unknown as Loops;
    const at = (k: number): number => scratch + k * stretch;
    const place = (k: number): Float64Array => new Float64Array(memory.buffer, 8 * at(k), stretch);
    writeZiggurat(new Float64Array(memory.buffer), 0);
    const inMemory = new Int32Array(memory.buffer, 4 * words, 4);
    return {
      ...{ shapes: place(0), normals: place(1), uniforms: place(2), draws: place(3) },
      normal: (rng, count) => {
        const own = streamWords(rng) as Int32Array;
        inMemory.set(own);
        run.fillNormals(at(1), count, words, 0);
        own.set(inMemory);
      },
      propose: (rng, count) => {
        const own = streamWords(rng) as Int32Array;
        inMemory.set(own);
        run.proposeGammas(at(0), at(1), at(2), at(3), count, words, 0);
        own.set(inMemory);
      },
    };
  } catch {
    return undefined; // a host that forbids compiling bytes
  }
}

const plain = inJavascript();
let compiled: Proposals | undefined;
let asked = 0;

/** Where the next stretch of `count` variates is drawn. */
export function proposalsFor(rng: Rng, count: number): Proposals {
  asked += count;
  if (asked < worthCompiling || streamWords(rng) === undefined || wasm() === undefined) return plain;
  compiled ??= inWasm() ?? plain;
  return compiled;
}
