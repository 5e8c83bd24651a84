/** Take a trace apart into its chains. */
import { runOf, type Trace } from "../trace.js";
import { rearrange } from "./rearrange.js";

/** One trace for each chain, in order. The state of the sampler, which belongs to all chains together, is left behind. */
export function split<V>(trace: Trace<V>): readonly Trace<V>[] {
  const { state: _, ...run } = runOf(trace);
  const { chains, draws } = run;
  return Array.from({ length: chains }, (_, chain) =>
    rearrange(trace, { ...run, chains: 1 }, (values, width) =>
      values.slice(chain * draws * width, (chain + 1) * draws * width),
    ),
  );
}
