/** Run Pathfinder from several starts and lay the draws of all paths side by side. */
import type { CompiledPosterior } from "@credence/compiler";
import type { Rng } from "@credence/math";
import { type PathfinderStart, pathfinderStart } from "@credence/samplers";
import type { ApproximateDraws } from "./approximation.js";

/** What several paths found. */
export interface Paths {
  readonly draws: ApproximateDraws;
  /** The best evidence lower bound on each path that succeeded. */
  readonly elbos: readonly number[];
  /** Why other paths failed. */
  readonly failures: readonly string[];
  /** Evaluations of the density and its gradient. */
  readonly evaluations: number;
}

/**
 * Draws, `each` from every path.
 *
 * @param start where the i-th path starts
 * @throws when every path fails
 */
export function pathsFrom(
  compiled: CompiledPosterior,
  stream: Rng,
  start: (path: number, stream: Rng) => Float64Array,
  { paths, each }: { readonly paths: number; readonly each: number },
): Paths {
  const found: PathfinderStart[] = [];
  const failures: string[] = [];
  for (let i = 0; i < paths; i++) {
    const own = stream.split(i);
    const position = start(i, own.split("start"));
    try {
      found.push(pathfinderStart(compiled, position, own.split("path"), { draws: each }));
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  if (found.length === 0) throw new Error(failures[0]);
  return {
    draws: {
      positions: side(found.map(({ draws }) => draws)),
      logDensities: side(found.map(({ logDensities }) => logDensities)),
      logApproximations: side(found.map(({ logApproximations }) => logApproximations)),
    },
    elbos: found.map(({ elbo }) => elbo),
    failures,
    evaluations: found.reduce((sum, path) => sum + path.evaluations, 0),
  };
}

function side(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
