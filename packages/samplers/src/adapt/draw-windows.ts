/** Keep draws with their gradients, for estimates that need them all. */
import type { StoredWindows } from "./metric.js";

/** Draws and the gradients at them, newest last; the first `older` of them will be let go. */
export interface DrawWindows {
  draws: Float64Array[];
  gradients: Float64Array[];
  older: number;
}

/** The part of a metric that is about windows, for shapes that are estimated from the draws themselves. */
export const drawWindows = {
  windows: (): DrawWindows => ({ draws: [], gradients: [], older: 0 }),
  add: ({ draws, gradients }: DrawWindows, draw: Float64Array, gradient: Float64Array): void => {
    draws.push(draw.slice());
    gradients.push(gradient.slice());
  },
  count: ({ draws }: DrawWindows): number => draws.length,
  newer: ({ draws, older }: DrawWindows): number => draws.length - older,
  renew: (windows: DrawWindows): void => {
    windows.draws = windows.draws.slice(windows.older);
    windows.gradients = windows.gradients.slice(windows.older);
    windows.older = windows.draws.length;
  },
  store: ({ draws, gradients, older }: DrawWindows): StoredWindows => ({
    draws: draws.map((row) => Array.from(row)),
    gradients: gradients.map((row) => Array.from(row)),
    older,
  }),
  restore: (stored: StoredWindows): DrawWindows => {
    const { draws, gradients, older } = stored as { draws: number[][]; gradients: number[][]; older: number };
    return {
      draws: draws.map((row) => Float64Array.from(row)),
      gradients: gradients.map((row) => Float64Array.from(row)),
      older,
    };
  },
} as const;

/** Rows less their mean, times a factor for each coordinate. */
export function standardised(rows: readonly Float64Array[], factors: Float64Array): readonly Float64Array[] {
  const mean = factors.map((_, i) => rows.reduce((sum, row) => sum + (row[i] as number), 0) / rows.length);
  return rows.map((row) => row.map((value, i) => (value - (mean[i] as number)) * (factors[i] as number)));
}

/** Sums of squares and products of the rows, n × n, row-major. */
export function products(rows: readonly Float64Array[]): Float64Array {
  const size = rows[0]?.length ?? 0;
  const sum = new Float64Array(size * size);
  for (const row of rows) {
    for (let i = 0; i < size; i++) {
      const value = row[i] as number;
      for (let j = 0; j <= i; j++) sum[i * size + j] = (sum[i * size + j] as number) + value * (row[j] as number);
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) sum[j * size + i] = sum[i * size + j] as number;
  }
  return sum;
}
