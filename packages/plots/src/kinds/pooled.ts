/** Put the draws of a scalar together as pictures of whole posteriors want them: all of a trace. */
import type { Role } from "../spec.js";
import type { Chosen, ChosenScalar } from "./choose.js";

export interface Pooled {
  name: string;
  role: Role;
  draws: number[];
  chains: readonly Float64Array[];
}

/** One entry for each trace; a single trace is called `alone`. */
export function pooled({ series }: ChosenScalar, by: Chosen["by"], alone: string): Pooled[] {
  const together = (name: string, role: Role, chains: readonly Float64Array[]): Pooled => ({
    name,
    role,
    chains,
    draws: chains.flatMap((chain) => Array.from(chain)),
  });
  if (by === "trace") return series.map(({ name, role, chains }) => together(name, role, chains));
  return [
    together(
      alone,
      "posterior",
      series.flatMap(({ chains }) => chains),
    ),
  ];
}
