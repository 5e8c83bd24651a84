/** Draw positions under an envelope in WebAssembly: the draws of `plain-draw.ts` bit for bit. */
import { loops, type Rng, streamWords } from "@credence/math";
import type { CubicMap } from "./cubic-map.js";
import { axisWidth } from "./draw-layout.js";
import type { Envelope } from "./envelope.js";
import { drawModule } from "./generated.js";
import { lagrangeFactors, mostPoints } from "./lagrange.js";
import { type Draw, neverTaken, nodeTable } from "./plain-draw.js";

type LogDensity = (z: Float64Array) => number;

/** A memory with the loops over it: kept, as each takes a stretch of address space until it is collected. */
interface Ground {
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  /** By dimension less one, on what {@link compiledDraw} says. */
  readonly draws: readonly ((...given: number[]) => number)[];
}

let ground: Ground | undefined;
const nobody: LogDensity = () => Number.NaN;
/** What the loops ask where interpolation leaves a doubt. */
let ask = nobody;
const asked = [1, 2, 3].map((dimension) => new Float64Array(dimension));
const evaluators = Object.fromEntries(
  asked.map((z, i) => [
    `evaluate${i + 1}`,
    (...at: number[]): number => {
      z.set(at);
      return ask(z);
    },
  ]),
);

/** A ground of at least so many doubles; undefined where the host has no memory or compiles nothing. */
function groundOf(size: number): Ground | undefined {
  if (loops.wasm() === undefined) return undefined;
  if (ground !== undefined && ground.doubles.length >= size) return ground;
  const memory = loops.createMemory(size);
  if (memory === undefined) return undefined;
  try {
    const { draw1, draw2, draw3 } = loops.instantiate(loops.moduleNamed("positions", drawModule), memory, evaluators);
    const draws = [draw1, draw2, draw3] as Ground["draws"];
    ground = { doubles: new Float64Array(memory.buffer), words: new Int32Array(memory.buffer), draws };
    return ground;
  } catch {
    return undefined; // a host that forbids compiling bytes
  }
}

/** Row by row what the loops read of each axis. */
function axesOf({ box }: Envelope, { dimension, center, root, cubics }: CubicMap): Float64Array {
  const rows = new Float64Array(dimension * axisWidth);
  cubics.forEach(({ a, b, c }, i) => {
    const own = [box.low, box.length, box.stride].map((all) => all[i] as number);
    const row = root.subarray(i * dimension, (i + 1) * dimension);
    rows.set([...own, a, b, c, center[i] as number, ...row], i * axisWidth);
  });
  return rows;
}

const factorTable = Float64Array.from(
  lagrangeFactors.flatMap((factors) => Array.from({ length: mostPoints }, (_, i) => factors[i] ?? 0)),
);

/**
 * The same draws; undefined where the host compiles nothing or a stream is of another make. Only the loops that were
 * asked for last may draw: all use one memory.
 *
 * @param most positions that are drawn at once
 */
export function compiledDraw(
  envelope: Envelope,
  map: CubicMap,
  logDensity: LogDensity,
  streams: readonly Rng[],
  most: number,
): Draw | undefined {
  const { lattice, box, doubt, constant } = envelope;
  const { dimension, top, step, places, count: nodes } = lattice;
  if (streams.some((stream) => streamWords(stream) === undefined)) return undefined;
  const { keep, alias } = nodeTable(lattice);
  const axes = axesOf(envelope, map);
  const arrays = [keep, alias, places, box.heights, box.densities, doubt, axes, factorTable];
  const size = arrays.reduce((sum, { length }) => sum + length, 0);
  const weights = 3 * mostPoints;
  const own = groundOf(size + weights + 2 + most * dimension);
  if (own === undefined) return undefined;
  const { doubles, words, draws } = own;
  let end = 0;
  const offsets = arrays.map((values) => {
    doubles.set(values, end);
    end += values.length;
    return end - values.length;
  });
  const weightsAt = end;
  const state = 2 * (end + weights);
  const out = end + weights + 2;
  const run = draws[dimension - 1] as Ground["draws"][number];
  return (rng, into) => {
    const stream = streamWords(rng) as Int32Array;
    words.set(stream, state);
    const count = into.length / dimension;
    ask = (z) => logDensity(z) - top;
    try {
      if (run(out, state, ...offsets, weightsAt, count, nodes, step, constant) === 0) throw neverTaken();
    } finally {
      ask = nobody; // or the density lived as long as the loops do
    }
    stream.set(words.subarray(state, state + 4));
    into.set(doubles.subarray(out, out + into.length));
  };
}
