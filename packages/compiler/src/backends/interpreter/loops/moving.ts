/** Loop over lookups: read at positions, add into positions, at known places or at labels that are themselves values. */
import type { NodeOf } from "../../../graph/types.js";
import type { Loop } from "../types.js";

type Moving = NodeOf<"gather" | "scatterAdd" | "take" | "scatterTake">["op"];

export const movingLoops: { readonly [O in Moving]: Loop } = {
  gather: (m, { out, a, n, table }) => {
    for (let i = 0; i < n; i++) m[(out + i) | 0] = m[(a + (table[i] as number)) | 0] as number;
  },
  scatterAdd: (memory, { out, a, n, m, table }) => {
    memory.fill(0, out, out + n);
    for (let i = 0; i < m; i++) {
      const at = (out + (table[i] as number)) | 0;
      memory[at] = (memory[at] as number) + (memory[(a + i) | 0] as number);
    }
  },
  take: (m, { out, a, b, n, table, stride, size }) => {
    for (let i = 0; i < n; i++) {
      const label = m[b + i] as number;
      const valid = label >= 0 && label < size && Math.floor(label) === label;
      m[out + i] = valid ? (m[a + (table[i] as number) + stride * label] as number) : Number.NaN;
    }
  },
  scatterTake: (memory, { out, a, b, n, m, table, stride, size }) => {
    memory.fill(0, out, out + n);
    for (let i = 0; i < m; i++) {
      const label = memory[b + i] as number;
      if (!(label >= 0 && label < size && Math.floor(label) === label)) continue;
      const at = out + (table[i] as number) + stride * label;
      memory[at] = (memory[at] as number) + (memory[a + i] as number);
    }
  },
};
