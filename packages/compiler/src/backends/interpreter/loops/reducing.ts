/** Loop over sums, largest elements and running sums. */
import type { NodeOf } from "../../../graph/types.js";
import type { Loop } from "../types.js";

// A sum runs in four lanes: lane k adds the elements k, k + 4, k + 8, … in order (as if padded with zeros), and the
// result is (lane 0 + lane 2) + (lane 1 + lane 3). Two registers of two doubles do the same, so that every tier gives the
// same bits; in JavaScript four independent sums are also faster than one, and their rounding error is smaller.

type Reducing = NodeOf<"sum" | "segmentMax" | "cumulativeSum">["op"];

export const reducingLoops: { readonly [O in Reducing]: Loop } = {
  sum: (memory, { out, a, m }) => {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    const end = a + m;
    let i = a;
    for (; i + 3 < end; i += 4) {
      s0 += memory[i] as number;
      s1 += memory[i + 1] as number;
      s2 += memory[i + 2] as number;
      s3 += memory[i + 3] as number;
    }
    if (i < end) s0 += memory[i] as number;
    if (i + 1 < end) s1 += memory[i + 1] as number;
    if (i + 2 < end) s2 += memory[i + 2] as number;
    memory[out] = s0 + s2 + (s1 + s3);
  },
  segmentMax: (memory, { out, a, n, m, table }) => {
    memory.fill(Number.NEGATIVE_INFINITY, out, out + n);
    for (let i = 0; i < m; i++) {
      const at = out + (table[i] as number);
      const x = memory[a + i] as number;
      if (!((memory[at] as number) >= x)) memory[at] = x;
    }
  },
  cumulativeSum: (m, { out, a, outer, size, inner, stride }) => {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let at = (stride > 0 ? o * size : (o + 1) * size - 1) * inner + i;
        let total = 0;
        for (let s = 0; s < size; s++, at += stride * inner) {
          total += m[a + at] as number;
          m[out + at] = total;
        }
      }
    }
  },
};
