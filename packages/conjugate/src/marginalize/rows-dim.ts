/** Give flattened values a dim: what rewrites make has rows, not labels. */
import type { Axis } from "@credence/model";

/** The dim of `size` rows; equal for equal sizes. */
export const rowsDim = (size: number): Axis => ({
  name: `rows(${size})`,
  labels: Array.from({ length: size }, (_, i) => i + 1),
  size,
});
