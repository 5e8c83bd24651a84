/** Run chains for warmup and draws in slices of any size, into preallocated arrays, with the same results however sliced. */
import { requireCount } from "./check.js";
import type { Chain, Stats } from "./types.js";

export interface DriveOptions {
  /** Transitions of each chain before the first kept draw. */
  readonly tune: number;
  /** Draws of each chain to keep. */
  readonly draws: number;
  /** Names of the stats to keep: a sampler's `stats`. */
  readonly stats: readonly string[];
}

/** How far one chain is. */
export interface ChainProgress {
  readonly chain: number;
  readonly phase: "tune" | "draw";
  /** Transitions made, warmup included. */
  readonly done: number;
  readonly total: number;
  /** Divergent transitions after warmup. */
  readonly divergences: number;
  /** Stats of the last transition. */
  readonly last: Stats;
}

/** A run under way. */
export interface Drive {
  /** Kept positions, row-major chains × draws × dimension. */
  readonly positions: Float64Array;
  /** Kept stats, each row-major chains × draws. */
  readonly stats: Readonly<Record<string, Float64Array>>;
  /** Gives every chain (or one) up to `count` further transitions; true once all chains are done. */
  advance(count: number, chain?: number): boolean;
  progress(): readonly ChainProgress[];
}

interface Seat {
  readonly chain: Chain;
  done: number;
  divergences: number;
  last: Stats;
}

/**
 * Prepares a run of chains that were started with the same `tune`. Chains take turns in slices; since each owns its
 * state and stream, neither the slices nor the turns change any draw.
 */
export function drive(chains: readonly Chain[], { tune, draws, stats: names }: DriveOptions): Drive {
  requireCount("drive", "tune", tune, 0, 1e9);
  requireCount("drive", "draws", draws, 0, 1e9);
  const dimension = chains[0]?.position.length ?? 0;
  const total = tune + draws;
  const positions = new Float64Array(chains.length * draws * dimension);
  const stats = Object.fromEntries(names.map((name) => [name, new Float64Array(chains.length * draws)]));
  const seats: readonly Seat[] = chains.map((chain) => ({ chain, done: 0, divergences: 0, last: {} }));

  const advanceOne = (index: number, count: number): void => {
    const seat = seats[index] as Seat;
    for (const end = Math.min(total, seat.done + count); seat.done < end; seat.done++) {
      const found = seat.chain.step();
      seat.last = found;
      const kept = seat.done - tune;
      if (kept < 0) continue;
      const row = index * draws + kept;
      positions.set(seat.chain.position, row * dimension);
      for (const name of names) (stats[name] as Float64Array)[row] = found[name] as number;
      if (found.diverging === 1) seat.divergences += 1;
    }
  };

  return {
    positions,
    stats,
    advance: (count, chain) => {
      if (chain !== undefined) advanceOne(chain, count);
      else for (let index = 0; index < seats.length; index++) advanceOne(index, count);
      return seats.every(({ done }) => done === total);
    },
    progress: () =>
      seats.map(({ done, divergences, last }, chain) => ({
        chain,
        phase: done < tune ? "tune" : "draw",
        done,
        total,
        divergences,
        last,
      })),
  };
}

export interface DriveToEndOptions {
  /** Transitions of each chain between two pauses. */
  readonly slice?: number;
  /** Called after each slice. */
  readonly onProgress?: (progress: readonly ChainProgress[]) => void;
  /** Checked after each slice; the run stops where it is and what was drawn stays in its arrays. */
  readonly signal?: AbortSignal;
  /** Awaited after each slice, so that other work gets its turn. */
  readonly pause?: () => Promise<void>;
}

/** Drives a run to its end, or until the signal aborts it; true when it was finished. */
export async function driveToEnd(run: Drive, options: DriveToEndOptions = {}): Promise<boolean> {
  const { slice = 100, onProgress, signal, pause } = options;
  requireCount("driveToEnd", "slice", slice, 1, 1e9);
  while (!signal?.aborted) {
    const finished = run.advance(slice);
    onProgress?.(run.progress());
    if (finished) return true;
    await pause?.();
  }
  return false;
}
