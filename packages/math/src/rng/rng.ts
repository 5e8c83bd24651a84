/** Give each purpose its own random stream, named by a seed and labels, so that no draw depends on the order of work. */
import xor4096 from "seedrandom/lib/xor4096.js";
import { sfc32, type Words } from "./sfc32.js";
import { normalDraw, uniform53 } from "./ziggurat.js";

/** Everything that determines a stream's further draws, as plain JSON. */
export interface RngState {
  /** The seed that named the stream. */
  readonly seed: string;
  /** The labels of the splits, outermost first. */
  readonly path: readonly string[];
  /** The generator's four unsigned 32-bit words. */
  readonly words: Words;
}

/** A stream of random numbers. The only source of chance in the toolkit, always passed as an argument. */
export interface Rng {
  /** An integer in [0, 2^32). */
  uint32(): number;
  /** A multiple of 2^-53 in [0, 1). */
  uniform(): number;
  /** A standard normal draw; keeps nothing back, so that {@link Rng.state} is complete. */
  normal(): number;
  /** Fills the first `count` places with what as many calls of {@link Rng.uniform} would return. */
  uniforms(into: Float64Array, count?: number): void;
  /** Fills the first `count` places with what as many calls of {@link Rng.normal} would return. */
  normals(into: Float64Array, count?: number): void;
  /** The independent stream named by this one's seed, its path and `labels`; neither reads nor advances this one. */
  split(...labels: (string | number)[]): Rng;
  /** The present state; {@link restoreRng} goes on from it. */
  state(): RngState;
}

/** Outputs to discard, so that the first ones already depend on every word of the state. */
const DISCARDED = 20;

/**
 * A reproducible stream of random numbers.
 *
 * `seedrandom`'s xor4096 hashes seed and labels into the state of an sfc32 generator; equal names give equal streams,
 * and a number names the same stream as its decimal text.
 *
 * @param seed a string or a finite number
 * @param labels strings or finite numbers that tell purposes apart; `rng(s, a, b)` equals `rng(s).split(a).split(b)`
 * @throws if the seed or a label is anything else
 */
export function rng(seed: number | string, ...labels: (string | number)[]): Rng {
  return named(nameOf(seed, "seed"), labels.map(labelName));
}

/**
 * The stream that goes on where `state` was taken.
 *
 * @throws if `state` is not what {@link Rng.state} returns
 */
export function restoreRng(state: RngState): Rng {
  const words: unknown = state?.words;
  if (!Array.isArray(words) || words.length !== 4 || !words.every(isWord) || !Array.isArray(state.path)) {
    throw new Error(
      `restoreRng: the state must be what \`state()\` of a stream returned, { seed, path, words: four integers in [0, 2^32) }, but it is ${shown(state)}.`,
    );
  }
  return stream(nameOf(state.seed, "seed"), state.path.map(labelName), Int32Array.from(state.words));
}

function named(seed: string, path: readonly string[]): Rng {
  const source = xor4096(JSON.stringify([seed, ...path]));
  const words = Int32Array.of(source.int32(), source.int32(), source.int32(), source.int32());
  for (let i = 0; i < DISCARDED; i++) sfc32(words);
  return stream(seed, path, words);
}

const wordsOf = new WeakMap<Rng, Int32Array>();

/**
 * The four words of a stream itself, for code that draws from it in another memory: what it leaves there is the state that
 * the stream goes on from. Undefined for a stream that did not come from `rng` or `restoreRng`.
 */
export const streamWords = (stream: Rng): Int32Array | undefined => wordsOf.get(stream);

function stream(seed: string, path: readonly string[], words: Int32Array): Rng {
  const own: Rng = {
    uint32: () => sfc32(words) >>> 0,
    uniform: () => uniform53(words),
    normal: () => normalDraw(words),
    uniforms: (into, count = into.length) => {
      for (let i = 0; i < count; i++) into[i] = uniform53(words);
    },
    normals: (into, count = into.length) => {
      for (let i = 0; i < count; i++) into[i] = normalDraw(words);
    },
    split: (...labels) => named(seed, [...path, ...labels.map(labelName)]),
    state: () => ({ seed, path: [...path], words: unsigned(words) }),
  };
  wordsOf.set(own, words);
  return own;
}

function unsigned(words: Int32Array): Words {
  return [...Uint32Array.from(words)] as unknown as Words;
}

function isWord(value: unknown): boolean {
  return typeof value === "number" && value >>> 0 === value;
}

const labelName = (label: string | number): string => nameOf(label, "label");

function nameOf(value: string | number, role: "seed" | "label"): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw new Error(
    `rng: the ${role} must be a string or a finite number, but it is ${shown(value)}; pass for example 42 or "trial 7".`,
  );
}

function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    try {
      return JSON.stringify(value) ?? "an object";
    } catch {
      return "an object";
    }
  }
  return String(value);
}
