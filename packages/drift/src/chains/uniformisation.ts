/** Move probabilities along a birth-death chain by uniformisation: every term is positive, so small ones keep their digits. */
import { exp, log } from "@credence/math";
import { type BirthDeath, fastest } from "./generator.js";

/** Jumps expected in one piece of time; e to minus this must be a double. */
const PIECE = 400;

/** How many sweeps over the states {@link uniformised} makes. */
export function sweepsNeeded(chain: BirthDeath, time: number): number {
  const jumps = fastest(chain) * time;
  const pieces = Math.max(1, Math.ceil(jumps / PIECE));
  return pieces * sweepsOf(jumps / pieces);
}

/** Terms after which the Poisson distribution has fallen below 1e-80. */
const sweepsOf = (mean: number): number => Math.ceil(mean + 21 * Math.sqrt(mean) + 80);

/** Probabilities after `time`: Σ_r Poisson(r; Λt) (I + Q/Λ)^r, in pieces short enough for doubles (Jensen 1953). */
export function uniformised(chain: BirthDeath, start: Float64Array, time: number): Float64Array {
  const fast = fastest(chain);
  const jumps = fast * time;
  if (jumps === 0) return start;
  const pieces = Math.max(1, Math.ceil(jumps / PIECE));
  let state = start;
  for (let piece = 0; piece < pieces; piece++) state = onePiece(chain, fast, state, jumps / pieces);
  return state;
}

function onePiece({ up, down }: BirthDeath, fast: number, start: Float64Array, mean: number): Float64Array {
  const size = start.length;
  const sum = new Float64Array(size);
  let term: Float64Array = start;
  let next: Float64Array = new Float64Array(size);
  let logPoisson = -mean;
  const sweeps = sweepsOf(mean);
  for (let r = 0; ; r++) {
    const poisson = exp(logPoisson);
    for (let k = 0; k < size; k++) sum[k] = (sum[k] as number) + poisson * (term[k] as number);
    if (r === sweeps) return sum;
    logPoisson += log(mean / (r + 1));
    for (let k = 0; k < size; k++) {
      const stay = 1 - ((up[k] as number) + (down[k] as number)) / fast;
      let value = stay * (term[k] as number);
      if (k > 0) value += ((up[k - 1] as number) / fast) * (term[k - 1] as number);
      if (k < size - 1) value += ((down[k + 1] as number) / fast) * (term[k + 1] as number);
      next[k] = value;
    }
    const free = r === 0 ? new Float64Array(size) : term;
    term = next;
    next = free;
  }
}
