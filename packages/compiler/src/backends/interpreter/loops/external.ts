/** Loop over the cases of a registered function, which reads its arguments where they lie. */
import { externalNamed } from "@credence/model";
import type { NodeOf } from "../../../graph/types.js";
import type { Loop, Slot } from "../types.js";

/** The loop of one external node. */
export function externalLoop({ name, cases }: NodeOf<"external">, slots: readonly Slot[]): Loop {
  const { numbers, evaluate } = externalNamed(name);
  const stride = 1 + numbers;
  return (memory, { out }) => {
    for (let i = 0; i < cases; i++) {
      const args = slots.map(({ offset, length }) => {
        const width = length / cases;
        return memory.subarray(offset + i * width, offset + (i + 1) * width);
      });
      const at = out + i * stride;
      memory[at] = evaluate(args, memory.subarray(at + 1, at + stride));
    }
  };
}
